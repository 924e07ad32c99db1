import {
  Done,
  EnrolledStation,
  EnrolStation,
  MakeStationCode,
  StationCode,
  StationList,
} from '../../shared/api/access.ts';
import { StationId } from '../../shared/api/primitives.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import type { Central } from '../central.ts';
import { instantText } from '../clock.ts';
import { lastSequence } from '../events/event-log.ts';
import { doerOf } from './access-officers.ts';
import { jsonBody, readAnswers, refuse, route, sitePath, type CentralApp } from './http.ts';

const makeCode = route({
  method: 'post',
  path: paths.stationCodes,
  permission: 'station.manage',
  tags: ['Access'],
  summary: 'A code that makes one installation a station of the site',
  description: 'Shown to the administrator, typed in at the station within fifteen minutes, used once.',
  request: { params: sitePath, body: jsonBody(MakeStationCode) },
  responses: readAnswers(StationCode, 'The code'),
});

const enrol = route({
  method: 'post',
  path: paths.enrolStation,
  permission: 'public',
  problems: ['enrolment-code-invalid', 'too-many-requests'],
  tags: ['Access'],
  summary: 'Makes an installation the station that a code is for',
  description: 'The station that had the id before, if any, loses its key: the computer was replaced.',
  request: { body: jsonBody(EnrolStation) },
  responses: readAnswers(EnrolledStation, 'The station with its key'),
});

const list = route({
  method: 'get',
  path: paths.hello,
  permission: 'station.read',
  tags: ['Access'],
  summary: 'The stations of the site',
  request: { params: sitePath },
  responses: readAnswers(StationList, 'The stations, revoked ones included'),
});

const revoke = route({
  method: 'post',
  path: paths.revokeStation,
  permission: 'station.manage',
  tags: ['Access'],
  summary: 'Takes the key of a station back',
  description: 'Sessions at it end, its event stream too.',
  request: {
    params: sitePath.extend({ stationId: StationId.describe('the station that loses its key') }),
  },
  responses: readAnswers(Done, 'The key is worth nothing any more'),
});

/** Routes about stations: making them, listing them, taking them back. */
export function stationRoutes(app: CentralApp, central: Central): void {
  const { access, clock, database } = central;

  app.openapi(makeCode, async (context) => {
    const doer = doerOf(context, context.req.valid('param').siteId, clock.now());
    const made = await access.enrolment.makeCode(doer, context.req.valid('json'));
    if (!made.ok) return refuse(context, made.error);
    return context.json({ code: made.value.code, validUntil: instantText(made.value.validUntil) }, 200);
  });
  app.openapi(enrol, async (context) => {
    const { code, appVersion } = context.req.valid('json');
    const done = await access.enrolment.enrol(code, appVersion, clock.now());
    access.credentials.forget();
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(list, async (context) => {
    const { siteId } = context.req.valid('param');
    if ((await lastSequence(database, siteId)) === null)
      return refuse(context, appError('not-found', { siteId }));
    return context.json({ items: await access.enrolment.list(siteId) }, 200);
  });
  app.openapi(revoke, async (context) => {
    const { siteId, stationId } = context.req.valid('param');
    const done = await access.enrolment.revoke(doerOf(context, siteId, clock.now()), stationId);
    access.credentials.forget();
    return done.ok ? context.json({ done: true as const }, 200) : refuse(context, done.error);
  });
}
