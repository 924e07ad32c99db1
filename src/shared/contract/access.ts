import { z } from 'zod';
import { OfficerRole, RecoveryCodes, SecondFactorSecret, SessionList } from '../api/access.ts';
import { StationId } from '../api/primitives.ts';
import { StationRole } from '../api/site.ts';
import { StationConfig } from './config.ts';
import { call, event } from './define.ts';

/** Who works at a station, as its window shows it. Keys and tokens never come here. */
export const SignedIn = z.object({
  officerId: z.string(),
  userName: z.string(),
  displayName: z.string(),
  roles: z.array(OfficerRole),
  mustChangePassword: z.boolean(),
  hasSecondFactor: z.boolean(),
});
export type SignedIn = z.infer<typeof SignedIn>;

/** Whether somebody has to log in at this station, and who did. */
export const AccessState = z.object({
  stationId: StationId.nullable(),
  isRequired: z.boolean().describe('the station is enrolled, and its role is one that people work in'),
  signedIn: SignedIn.nullable(),
  waiting: z.number().int().describe('records of this person that central has not answered yet'),
});
export type AccessState = z.infer<typeof AccessState>;

/** Passwords and codes cross the bridge once and are kept nowhere. */
export const accessCalls = {
  'access.state': call(z.null(), AccessState),
  /** Makes this installation a station, with a code of the administrator's; takes effect at the next start. */
  'access.enrol': call(
    z.object({
      url: z.url({ protocol: /^https?$/ }),
      code: z.string().min(1).max(30),
      caFile: z.string().optional(),
    }),
    z.object({
      stationId: StationId,
      role: StationRole,
      name: z.string(),
      config: StationConfig.describe('as it stands in the file now'),
    }),
  ),
  /** `needsCode`: the second factor is still asked for. */
  'access.logIn': call(
    z.object({ userName: z.string().max(80), password: z.string().max(300) }),
    z.object({ needsCode: z.boolean() }),
  ),
  'access.secondFactor': call(z.object({ code: z.string().max(30) }), z.null()),
  'access.changePassword': call(
    z.object({ current: z.string().max(300), next: z.string().max(300) }),
    z.null(),
  ),
  /**
   * What an authenticator app needs, with the QR code of it: one text of 0 and 1 for each row, without its quiet zone. It
   * counts from `access.confirmFactor` on. Errors: `log-in-failed` (the password is wrong), `log-in-locked`.
   */
  'access.beginFactor': call(
    z.object({ password: z.string().max(300) }),
    SecondFactorSecret.pick({ secret: true }).extend({ rows: z.array(z.string().regex(/^[01]+$/)) }),
  ),
  /** Makes the second factor count. @returns the recovery codes, told this once. Error: `second-factor-wrong`. */
  'access.confirmFactor': call(z.object({ code: z.string().max(30) }), RecoveryCodes),
  /** Gives the second factor up. Errors: `log-in-failed`, `log-in-locked`. */
  'access.removeFactor': call(z.object({ password: z.string().max(300) }), z.null()),
  /** The open sessions of whoever is signed in here, newest first. */
  'access.sessions': call(z.null(), SessionList),
  /** Ends the sessions of whoever is signed in here, but for this one. */
  'access.endOtherSessions': call(z.null(), z.null()),
  /** Works without central too: then the session is forgotten here, and ends there by its time. */
  'access.logOut': call(z.null(), z.null()),
};

export const accessEvents = {
  'access.changed': event(AccessState),
};
