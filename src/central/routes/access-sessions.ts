import {
  AnswerChallenge,
  ChangePassword,
  ConfirmPassword,
  ConfirmSecondFactor,
  Done,
  EndSession,
  LogIn,
  LogInAnswer,
  Me,
  RecoveryCodes,
  RefreshSession,
  SecondFactorSecret,
  Session,
  SessionList,
} from '../../shared/api/access.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { LogInPlace } from '../access/log-in.ts';
import { meOf } from '../access/me.ts';
import type { OfficerPrincipal } from '../access/principal.ts';
import { openSessions, refreshSession } from '../access/sessions.ts';
import { parseToken } from '../access/tokens.ts';
import type { Central } from '../central.ts';
import { instantText } from '../clock.ts';
import { writeAudit } from '../privacy/audit.ts';
import {
  jsonBody,
  readAnswers,
  refuse,
  route,
  sitePath,
  type CentralApp,
  type CentralContext,
} from './http.ts';

const logIn = route({
  method: 'post',
  path: paths.logIn,
  permission: 'public',
  problems: ['log-in-failed', 'log-in-locked', 'permission-denied', 'not-authenticated', 'too-many-requests'],
  tags: ['Access'],
  summary: 'Logs a person in',
  description:
    'Officers, cashiers and supervisors from an enrolled counter or supervisor station (`Station-Key`); administrators and auditors from anywhere. The answer to a wrong name and to a wrong password is the same, and takes as long.',
  request: { params: sitePath, body: jsonBody(LogIn) },
  responses: readAnswers(LogInAnswer, 'A session, or a challenge where a second factor is set up'),
});

const answerChallenge = route({
  method: 'post',
  path: paths.answerChallenge,
  permission: 'public',
  problems: [
    'second-factor-wrong',
    'session-ended',
    'log-in-failed',
    'log-in-locked',
    'permission-denied',
    'not-authenticated',
    'too-many-requests',
  ],
  tags: ['Access'],
  summary: 'The second step of logging in',
  request: { params: sitePath, body: jsonBody(AnswerChallenge) },
  responses: readAnswers(LogInAnswer, 'The session'),
});

const refresh = route({
  method: 'post',
  path: paths.refreshSession,
  permission: 'public',
  problems: ['session-ended', 'not-authenticated', 'too-many-requests'],
  tags: ['Access'],
  summary: 'The next pair of tokens of a session',
  description:
    'A refresh token works once: used again it ends the session, since somebody has a copy. Only if the answer got lost it may be sent again, within 30 seconds. It comes from the station that the session is at.',
  request: { params: sitePath, body: jsonBody(RefreshSession) },
  responses: readAnswers(Session, 'The session with its new tokens'),
});

const end = route({
  method: 'post',
  path: paths.endSession,
  permission: 'session.own',
  tags: ['Access'],
  summary: 'Logs out, here or everywhere',
  request: { params: sitePath, body: jsonBody(EndSession) },
  responses: readAnswers(Done, 'The session, or every session of the person at the site, has ended'),
});

const me = route({
  method: 'get',
  path: paths.me,
  permission: 'session.own',
  tags: ['Access'],
  summary: 'Who is signed in',
  request: { params: sitePath },
  responses: readAnswers(Me, 'The person'),
});

const mySessions = route({
  method: 'get',
  path: paths.mySessions,
  permission: 'session.own',
  tags: ['Access'],
  summary: 'The open sessions of the person',
  request: { params: sitePath },
  responses: readAnswers(SessionList, 'The sessions'),
});

const changePassword = route({
  method: 'post',
  path: paths.changePassword,
  permission: 'session.own',
  problems: ['log-in-failed', 'log-in-locked', 'password-weak'],
  tags: ['Access'],
  summary: 'Changes one’s own password',
  description:
    'The other sessions of the person end. `password-weak` names the fault: `too-short`, `too-long`, `common`, `has-user-name`, `repeats`, `same`.',
  request: { params: sitePath, body: jsonBody(ChangePassword) },
  responses: readAnswers(Me, 'The person, who need not change the password any more'),
});

const beginSecondFactor = route({
  method: 'post',
  path: paths.beginSecondFactor,
  permission: 'session.own',
  problems: ['log-in-failed', 'log-in-locked'],
  tags: ['Access'],
  summary: 'A secret for an authenticator app (TOTP, RFC 6238)',
  request: { params: sitePath, body: jsonBody(ConfirmPassword) },
  responses: readAnswers(SecondFactorSecret, 'The secret; it counts when a code has confirmed it'),
});

const confirmSecondFactor = route({
  method: 'post',
  path: paths.confirmSecondFactor,
  permission: 'session.own',
  problems: ['second-factor-wrong'],
  tags: ['Access'],
  summary: 'Makes the second factor count',
  request: { params: sitePath, body: jsonBody(ConfirmSecondFactor) },
  responses: readAnswers(RecoveryCodes, 'Ten codes for when the authenticator is lost'),
});

const removeSecondFactor = route({
  method: 'post',
  path: paths.removeSecondFactor,
  permission: 'session.own',
  problems: ['log-in-failed', 'log-in-locked'],
  tags: ['Access'],
  summary: 'Gives the second factor up',
  request: { params: sitePath, body: jsonBody(ConfirmPassword) },
  responses: readAnswers(Done, 'No code is asked for any more'),
});

/** Routes of sessions and of one's own account. None is a command: nothing of the site changes. */
export function sessionRoutes(app: CentralApp, central: Central): void {
  const { access, clock, database, seal } = central;

  app.openapi(logIn, async (context) => {
    const place = placeOf(context, context.req.valid('param').siteId, clock.now());
    if (!place.ok) return refuse(context, place.error);
    const { userName, password } = context.req.valid('json');
    const done = await access.logIns.logIn(place.value, userName, password);
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(answerChallenge, async (context) => {
    const place = placeOf(context, context.req.valid('param').siteId, clock.now());
    if (!place.ok) return refuse(context, place.error);
    const { challenge, code } = context.req.valid('json');
    const done = await access.logIns.answerChallenge(place.value, challenge, code);
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(refresh, async (context) => {
    const { siteId } = context.req.valid('param');
    const place = placeOf(context, siteId, clock.now());
    if (!place.ok) return refuse(context, place.error);
    const done = await refreshed(central, place.value, context.req.valid('json').refreshToken);
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(end, async (context) => {
    const { siteId, officerId, sessionId, stationId } = officerAt(context);
    const doer = { siteId, officerId, sessionId, stationId, at: clock.now() };
    const { everywhere, keepThis } = context.req.valid('json');
    await access.officers.logOut(doer, !everywhere ? 'this' : keepThis ? 'others' : 'all');
    access.credentials.forget();
    return context.json({ done: true as const }, 200);
  });
  app.openapi(me, async (context) => {
    const found = await access.account.me(officerAt(context));
    return found.ok ? context.json(found.value, 200) : refuse(context, found.error);
  });
  app.openapi(mySessions, async (context) => {
    const { siteId, officerId, sessionId } = officerAt(context);
    const items = await openSessions(database, siteId, officerId, clock.now());
    return context.json(
      {
        items: items.map((item) => ({
          sessionId: item.sessionId,
          stationId: item.stationId,
          begunAt: instantText(item.begunAt),
          usedAt: instantText(item.usedAt),
          isThis: item.sessionId === sessionId,
        })),
      },
      200,
    );
  });
  app.openapi(changePassword, async (context) => {
    const { current, next } = context.req.valid('json');
    const done = await access.account.changePassword(officerAt(context), current, next, clock.now());
    access.credentials.forget();
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(beginSecondFactor, async (context) => {
    const { password } = context.req.valid('json');
    const done = await access.account.beginFactor(officerAt(context), password, clock.now());
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(confirmSecondFactor, async (context) => {
    const { code } = context.req.valid('json');
    const done = await access.account.confirmFactor(officerAt(context), code, clock.now());
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(removeSecondFactor, async (context) => {
    const { password } = context.req.valid('json');
    const done = await access.account.removeFactor(officerAt(context), password, clock.now());
    return done.ok ? context.json({ done: true as const }, 200) : refuse(context, done.error);
  });

  async function refreshed(
    parts: Central,
    { siteId, stationId, at }: LogInPlace,
    text: string,
  ): Promise<Result<Session, AppError>> {
    const token = parseToken(text);
    if (token?.kind !== 'qmr' || token.siteId !== siteId) return err(appError('session-ended'));
    const outcome = await parts.database.transaction().execute(async (transaction) => {
      const result = await refreshSession(transaction, token, stationId, at);
      if (result.kind === 'reuse')
        await writeAudit(transaction, seal, {
          siteId,
          at,
          stationId,
          officerId: result.officerId,
          action: 'session.reuse',
          reference: result.sessionId,
        });
      return result;
    });
    // The access token before is over too.
    access.credentials.forget();
    if (outcome.kind !== 'done') return err(appError('session-ended'));
    const { officerId, tokens } = outcome;
    const person = await meOf(parts.database, seal, { siteId, stationId, officerId });
    return person === null ? err(appError('session-ended')) : ok({ tokens, me: person });
  }
}

/** Where a log-in comes from. Nobody logs in at a kiosk, a display or a rating device: `permission-denied`. */
function placeOf(context: CentralContext, siteId: string, at: Date): Result<LogInPlace, AppError> {
  const { principal } = context.var;
  if (principal.kind !== 'station') return ok({ siteId, stationId: null, at });
  const { role, stationId } = principal;
  return role === 'counter' || role === 'supervisor'
    ? ok({ siteId, stationId, at })
    : err(appError('permission-denied', { role }));
}

/** The person of a route that takes `session.own`, which nobody else has. */
function officerAt(context: CentralContext): OfficerPrincipal {
  const { principal } = context.var;
  if (principal.kind !== 'officer') throw new Error('session.own is for officers');
  return principal;
}
