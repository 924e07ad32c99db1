import { z } from 'zod';
import { longestPassword } from '../domain/password-rule.ts';
import { CounterId, GroupCode, Instant, RequiredLine, SiteId, StationId, Uuid } from './primitives.ts';
import { StationRole } from './site.ts';

/**
 * What a person may be at a site; one may be several. `officer`: serves citizens; `cashier`: takes fees; `supervisor`: leads
 * the hall; `administrator`: keeps officers and stations; `auditor`: reads what was done, changes nothing.
 */
export const OfficerRole = z
  .enum(['officer', 'cashier', 'supervisor', 'administrator', 'auditor'])
  .meta({ id: 'OfficerRole', description: 'What a person may be at a site; one may be several' });
export type OfficerRole = z.infer<typeof OfficerRole>;

/** A user name: small letters, digits, dots and hyphens; unique at a site. Capital letters are taken for small ones. */
export const UserName = z
  .string()
  .max(40)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/))
  .meta({ description: 'user name: a-z 0-9 . _ -, three characters or more', examples: ['lan.nguyen'] });

const Password = z
  .string()
  .min(1)
  .max(longestPassword * 2)
  .meta({ description: 'the password', format: 'password' });

/** A code of the second factor: six digits of the authenticator app, or a recovery code. */
const FactorCode = z
  .string()
  .max(20)
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^(\d{6}|[0-9A-Z]{10})$/))
  .meta({ description: 'six digits of the authenticator app, or a recovery code', examples: ['492039'] });

const Roles = z
  .array(OfficerRole)
  .min(1)
  .max(5)
  .refine((roles) => new Set(roles).size === roles.length, 'each role once')
  .describe('what the person is at the site');
const Skills = z
  .array(GroupCode)
  .max(26)
  .refine((skills) => new Set(skills).size === skills.length, 'each group once')
  .describe('service groups that the person serves; empty: all of the counter');

export const LogIn = z.object({
  userName: UserName,
  password: Password,
});

/** What a session is kept by. The access token is short-lived; the refresh token gets the next pair, once. */
export const SessionTokens = z
  .object({
    accessToken: z.string().describe('bearer token of the requests that follow'),
    accessUntil: Instant.describe('when the access token ends'),
    refreshToken: z.string().describe('gets the next pair; used twice, it ends the session'),
    sessionUntil: Instant.describe('when the session ends whatever happens'),
  })
  .meta({ id: 'SessionTokens', description: 'What a session is kept by' });
export type SessionTokens = z.infer<typeof SessionTokens>;

/** Who is signed in. */
export const Me = z
  .object({
    officerId: Uuid.describe('id of the person'),
    siteId: SiteId.describe('the site that the session is at'),
    stationId: StationId.nullable().describe('the station that the session is at; null: none'),
    userName: z.string().describe('the name to log in with'),
    displayName: z.string().describe('the name of the person, as colleagues read it'),
    roles: z.array(OfficerRole).describe('what the person is at the site, from this place'),
    skills: z.array(GroupCode).describe('service groups that the person serves; empty: all'),
    mustChangePassword: z.boolean().describe('nothing else is allowed before the password is changed'),
    hasSecondFactor: z.boolean().describe('a code is asked for at log-in'),
  })
  .meta({ id: 'Me', description: 'Who is signed in' });
export type Me = z.infer<typeof Me>;

/** A session just begun or gone on. */
export const Session = z
  .object({ tokens: SessionTokens, me: Me })
  .meta({ id: 'Session', description: 'A session: its tokens, and whose it is' });
export type Session = z.infer<typeof Session>;

/** The password was right: a session, or a challenge for the second factor. */
export const LogInAnswer = z
  .object({
    session: Session.nullable().describe('the session; null: the second factor is still asked for'),
    challenge: z.string().nullable().describe('goes back with the code, within five minutes'),
  })
  .meta({ id: 'LogInAnswer', description: 'A session, or a challenge for the second factor' });

export const AnswerChallenge = z.object({
  challenge: z.string().min(1).max(2000).describe('as the log-in gave it'),
  code: FactorCode,
});
export const RefreshSession = z.object({
  refreshToken: z.string().min(1).max(300).describe('the newest refresh token of the session'),
});
export const EndSession = z.object({
  everywhere: z
    .boolean()
    .default(false)
    .describe('every session of the person at this site, not only this one'),
  keepThis: z.boolean().default(false).describe('with `everywhere`: this one goes on, the others end'),
});
export const ChangePassword = z.object({
  current: Password.describe('the password until now'),
  next: Password.describe('the new one'),
});
export const ConfirmPassword = z.object({ password: Password.describe('the password, once more') });

/** Nothing to tell but that it was done. */
export const Done = z
  .object({ done: z.literal(true).describe('it was done') })
  .meta({ id: 'Done', description: 'It was done' });

export const SessionList = z
  .object({
    items: z
      .array(
        z.object({
          sessionId: Uuid.describe('id of the session'),
          stationId: StationId.nullable().describe('where it is; null: from no station'),
          begunAt: Instant.describe('when the person logged in'),
          usedAt: Instant.describe('when it was last refreshed'),
          isThis: z.boolean().describe('the one that asks'),
        }),
      )
      .describe('newest first'),
  })
  .meta({ id: 'SessionList', description: 'The open sessions of the person at this site' });

export const SecondFactorSecret = z
  .object({
    secret: z.string().describe('for typing in: Base32'),
    uri: z.string().describe('otpauth address, for a QR code'),
  })
  .meta({
    id: 'SecondFactorSecret',
    description: 'What an authenticator app needs; not active until confirmed',
  });
export const ConfirmSecondFactor = z.object({ code: FactorCode });
export const RecoveryCodes = z
  .object({ codes: z.array(z.string()).describe('each works once; shown this once only') })
  .meta({ id: 'RecoveryCodes', description: 'Codes for when the authenticator is lost' });

/** A person who works at the site, as administrators see it. */
export const Officer = z
  .object({
    officerId: Uuid.describe('id of the person'),
    userName: z.string().describe('the name to log in with'),
    displayName: z.string().describe('the name of the person'),
    roles: z.array(OfficerRole).describe('what the person is here'),
    skills: z.array(GroupCode).describe('service groups that the person serves; empty: all'),
    isDisabled: z.boolean().describe('may not log in'),
    isHome: z.boolean().describe('the account is kept at this site'),
    mustChangePassword: z.boolean().describe('has a one-time password'),
    hasSecondFactor: z.boolean().describe('a code is asked for at log-in'),
    lockedUntil: Instant.nullable()
      .default(null)
      .describe('locked so long after wrong attempts; null: not locked'),
    sessions: z
      .array(
        z.object({
          stationId: StationId.nullable().describe('where the person is signed in; null: from no station'),
          begunAt: Instant.describe('since when'),
        }),
      )
      .default([])
      .describe('the open sessions at this site, newest first'),
  })
  .meta({ id: 'Officer', description: 'A person who works at the site' });
export type Officer = z.infer<typeof Officer>;
export const OfficerList = z
  .object({ items: z.array(Officer).describe('by user name') })
  .meta({ id: 'OfficerList', description: 'Who works at the site' });

/** A person at work, as colleagues at the counters see it. */
export const Colleague = z
  .object({
    officerId: Uuid.describe('id of the person'),
    displayName: z.string().describe('the name of the person'),
    counterId: CounterId.nullable().describe('the counter that the person has now; null: none'),
    skills: z.array(GroupCode).describe('service groups that the person serves; empty: all of the counter'),
  })
  .meta({ id: 'Colleague', description: 'A person who is at work and may be sent numbers' });
export type Colleague = z.infer<typeof Colleague>;
export const ColleagueList = z
  .object({ items: z.array(Colleague).describe('by name') })
  .meta({ id: 'ColleagueList', description: 'Who is at work at the site now' });

export const AddOfficer = z.object({
  userName: UserName,
  displayName: RequiredLine.pipe(z.string().max(80)).describe('the name of the person'),
  roles: Roles,
  skills: Skills.default([]),
});
/** Left out: stays as it is. */
export const ChangeOfficer = z.object({
  displayName: RequiredLine.pipe(z.string().max(80)).optional().describe('the name of the person'),
  roles: Roles.optional(),
  skills: Skills.optional(),
  isDisabled: z.boolean().optional().describe('true: may not log in, and every session ends'),
});

/** A password for one log-in, which must be changed at once. */
export const OneTimePassword = z
  .object({
    officer: Officer,
    oneTimePassword: z.string().describe('to be handed over in person; shown this once only'),
    validUntil: Instant.describe('until then it must be used'),
  })
  .meta({ id: 'OneTimePassword', description: 'A password for one log-in' });

export const MakeStationCode = z.object({
  stationId: StationId,
  role: StationRole.describe('what the station will be, and so what it may do'),
  name: RequiredLine.pipe(z.string().max(60)).describe('what people call it'),
  counterId: CounterId.nullable().default(null).describe('the counter that it stands at; null: none'),
});
export const StationCode = z
  .object({
    code: z.string().describe('to be typed in at the station, once'),
    validUntil: Instant.describe('fifteen minutes from now'),
  })
  .meta({ id: 'StationCode', description: 'A code that makes one installation a station of the site' });

/** The code is all that a new station knows: site and station are told in the answer. */
export const EnrolStation = z.object({
  code: z
    .string()
    .max(30)
    .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().regex(/^[0-9A-Z]{10}$/))
    .meta({ description: 'the code as shown to the administrator', examples: ['7K2MQ-9XDRA'] }),
  appVersion: z.string().max(40).describe('version of the app on it'),
});
export const EnrolledStation = z
  .object({
    siteId: SiteId,
    stationId: StationId,
    role: StationRole.describe('what the station is'),
    name: z.string().describe('what people call it'),
    counterId: CounterId.nullable().describe('the counter that it stands at; null: none'),
    key: z.string().describe('the station’s own key, for the header Station-Key; told this once only'),
  })
  .meta({ id: 'EnrolledStation', description: 'A station and its key' });
export type EnrolledStation = z.infer<typeof EnrolledStation>;

export const StationList = z
  .object({
    items: z
      .array(
        z.object({
          stationId: StationId,
          role: StationRole.describe('what the station is'),
          name: z.string().describe('what people call it'),
          counterId: CounterId.nullable().describe('the counter that it stands at; null: none'),
          appVersion: z.string().describe('version of the app on it'),
          seenAt: Instant.describe('when it was last heard of, to the minute'),
          enrolledAt: Instant.nullable().describe('since when it has a key; null: never enrolled'),
          isRevoked: z.boolean().describe('its key was taken back'),
        }),
      )
      .describe('by id'),
  })
  .meta({ id: 'StationList', description: 'The stations of the site' });
