import type { z } from 'zod';
import {
  AddOfficer,
  ChangeOfficer,
  ColleagueList,
  Officer,
  OfficerList,
  OneTimePassword,
} from '../../shared/api/access.ts';
import { Uuid } from '../../shared/api/primitives.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import { colleaguesAt } from '../access/colleagues.ts';
import type { Doer, WithOneTimePassword } from '../access/officers.ts';
import { officerOf, stationOf } from '../access/principal.ts';
import type { Central } from '../central.ts';
import { instantText } from '../clock.ts';
import { lastSequence } from '../events/event-log.ts';
import {
  jsonBody,
  readAnswers,
  refuse,
  route,
  sitePath,
  type CentralApp,
  type CentralContext,
} from './http.ts';

const officerPath = sitePath.extend({ officerId: Uuid.describe('id of the person') });

const list = route({
  method: 'get',
  path: paths.officers,
  permission: 'officer.read',
  tags: ['Access'],
  summary: 'Who works at the site',
  request: { params: sitePath },
  responses: readAnswers(OfficerList, 'The people, disabled ones included'),
});

const add = route({
  method: 'post',
  path: paths.officers,
  permission: 'officer.manage',
  problems: ['user-name-taken'],
  tags: ['Access'],
  summary: 'Makes an account',
  description:
    'A user name is taken once, so this needs no Idempotency-Key: sent again it is `user-name-taken`.',
  request: { params: sitePath, body: jsonBody(AddOfficer) },
  responses: readAnswers(OneTimePassword, 'The account, and the password for its first log-in'),
});

const change = route({
  method: 'post',
  path: paths.officer,
  permission: 'officer.manage',
  problems: ['last-administrator'],
  tags: ['Access'],
  summary: 'Changes a person’s name, roles or skills, or disables the account',
  description: 'What is left out stays as it is. Name and disabling only at the site that keeps the account.',
  request: { params: officerPath, body: jsonBody(ChangeOfficer) },
  responses: readAnswers(Officer, 'The person as it is now'),
});

const reset = route({
  method: 'post',
  path: paths.resetOfficer,
  permission: 'officer.manage',
  tags: ['Access'],
  summary: 'Gives a person a new one-time password',
  description: 'Takes away the second factor and the lock too, and ends the sessions of the person.',
  request: { params: officerPath },
  responses: readAnswers(OneTimePassword, 'The password for the next log-in'),
});

const unlock = route({
  method: 'post',
  path: paths.unlockOfficer,
  permission: 'officer.manage',
  tags: ['Access'],
  summary: 'Lets a person try again at once after wrong attempts',
  description:
    'Password and second factor stay as they are. Unlocking whoever is not locked changes nothing.',
  request: { params: officerPath },
  responses: readAnswers(Officer, 'The person as it is now'),
});

const dropFactor = route({
  method: 'post',
  path: paths.dropOfficerFactor,
  permission: 'officer.manage',
  tags: ['Access'],
  summary: 'Takes a person’s second factor away',
  description: 'The telephone is lost. The password stays. Only at the site that keeps the account.',
  request: { params: officerPath },
  responses: readAnswers(Officer, 'The person as it is now'),
});

const endSessions = route({
  method: 'post',
  path: paths.logOutOfficer,
  permission: 'officer.manage',
  tags: ['Access'],
  summary: 'Ends every session of a person at the site',
  request: { params: officerPath },
  responses: readAnswers(Officer, 'The person as it is now'),
});

const colleagues = route({
  method: 'get',
  path: paths.colleagues,
  permission: 'colleague.read',
  tags: ['Access'],
  summary: 'Who is at work now, with the counter of each',
  description: 'Those who are signed in at a station of the site and serve: a number may be sent to them.',
  request: { params: sitePath },
  responses: readAnswers(ColleagueList, 'The people at work'),
});

/** Routes of administrators about people, and who is at work. */
export function officerRoutes(app: CentralApp, central: Central): void {
  const { access, clock, database, seal } = central;

  app.openapi(list, async (context) => {
    const { siteId } = context.req.valid('param');
    if ((await lastSequence(database, siteId)) === null)
      return refuse(context, appError('not-found', { siteId }));
    return context.json({ items: await access.officers.list(siteId, clock.now()) }, 200);
  });
  app.openapi(add, async (context) => {
    const doer = doerOf(context, context.req.valid('param').siteId, clock.now());
    const done = await access.officers.add(doer, context.req.valid('json'));
    return done.ok ? context.json(answerOf(done.value), 200) : refuse(context, done.error);
  });
  app.openapi(change, async (context) => {
    const { siteId, officerId } = context.req.valid('param');
    const doer = doerOf(context, siteId, clock.now());
    const done = await access.officers.change(doer, officerId, context.req.valid('json'));
    access.credentials.forget();
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(reset, async (context) => {
    const { siteId, officerId } = context.req.valid('param');
    const done = await access.officers.reset(doerOf(context, siteId, clock.now()), officerId);
    access.credentials.forget();
    return done.ok ? context.json(answerOf(done.value), 200) : refuse(context, done.error);
  });
  app.openapi(unlock, async (context) => {
    const { siteId, officerId } = context.req.valid('param');
    const done = await access.officers.unlock(doerOf(context, siteId, clock.now()), officerId);
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(dropFactor, async (context) => {
    const { siteId, officerId } = context.req.valid('param');
    const done = await access.officers.dropFactor(doerOf(context, siteId, clock.now()), officerId);
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(endSessions, async (context) => {
    const { siteId, officerId } = context.req.valid('param');
    const done = await access.officers.endSessions(doerOf(context, siteId, clock.now()), officerId);
    access.credentials.forget();
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(colleagues, async (context) => {
    const { siteId } = context.req.valid('param');
    if ((await lastSequence(database, siteId)) === null)
      return refuse(context, appError('not-found', { siteId }));
    return context.json({ items: await colleaguesAt(database, seal, siteId, clock.now()) }, 200);
  });
}

/** Who asks, for the audit log. */
export function doerOf(context: CentralContext, siteId: string, at: Date): Doer {
  const { principal } = context.var;
  return { siteId, at, officerId: officerOf(principal), stationId: stationOf(principal) };
}

function answerOf({ validUntil, ...rest }: WithOneTimePassword): z.output<typeof OneTimePassword> {
  return { ...rest, validUntil: instantText(validUntil) };
}
