import { z } from 'zod';
import {
  Dossier,
  DossierList,
  DossierPreview,
  LookUpCitizen,
  MoveDossier,
  Person,
  PreviewDossier,
  ReceiveDossier,
} from '../../shared/api/dossiers.ts';
import { Code, StationId } from '../../shared/api/primitives.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import type { Central } from '../central.ts';
import { findCitizen } from '../dossiers/citizens.ts';
import { moveDossier } from '../dossiers/move-dossier.ts';
import { computeDossier } from '../dossiers/preview-dossier.ts';
import { findDossier, listDossiers, readDossier } from '../dossiers/read-dossier.ts';
import { receiveDossier } from '../dossiers/receive-dossier.ts';
import { isSite, personReference, writeAudit } from '../privacy/audit.ts';
import {
  commandAnswers,
  commandHeaders,
  creationAnswers,
  jsonBody,
  readAnswers,
  refuse,
  route,
  runCommand,
  sitePath,
  type CentralApp,
} from './http.ts';

const dossierPath = sitePath.extend({
  dossierCode: Code.describe('dossier code, as printed on the receipt'),
});

const preview = route({
  method: 'post',
  path: paths.previewDossier,
  permission: 'dossier.receive',
  problems: ['procedure-unknown', 'case-required', 'calendar-missing'],
  tags: ['Dossiers'],
  summary: 'Appointment, hand-over and fees of a dossier that would come in now',
  description: 'Changes nothing: no Idempotency-Key.',
  request: { params: sitePath, body: jsonBody(PreviewDossier) },
  responses: readAnswers(DossierPreview, 'The figures that the receipt would have'),
});

const receive = route({
  method: 'post',
  path: paths.dossiers,
  permission: 'dossier.receive',
  operationId: 'receiveDossier',
  problems: ['procedure-unknown', 'case-required', 'papers-missing', 'calendar-missing'],
  tags: ['Dossiers'],
  summary: 'Takes a dossier in',
  request: { params: sitePath, headers: commandHeaders, body: jsonBody(ReceiveDossier) },
  responses: creationAnswers(Dossier, 'The dossier with its code and appointment'),
});

const list = route({
  method: 'get',
  path: paths.dossiers,
  permission: 'dossier.list',
  tags: ['Dossiers'],
  summary: 'The dossiers received today, newest first, people masked',
  request: { params: sitePath },
  responses: readAnswers(DossierList, 'At most 200'),
});

const open = route({
  method: 'get',
  path: paths.dossier,
  permission: 'dossier.open',
  problems: ['dossier-not-found', 'dossier-code-invalid'],
  tags: ['Dossiers'],
  summary: 'Opens a dossier; the access is written in the audit log',
  request: {
    params: dossierPath,
    query: z.object({ stationId: StationId.describe('which station opens it, for the audit log') }),
  },
  responses: readAnswers(Dossier, 'The whole dossier'),
});

const move = route({
  method: 'post',
  path: paths.moveDossier,
  permission: 'dossier.move',
  problems: ['dossier-not-found', 'dossier-code-invalid', 'illegal-transition', 'reason-required'],
  tags: ['Dossiers'],
  summary: 'Moves a dossier to another state',
  request: { params: dossierPath, headers: commandHeaders, body: jsonBody(MoveDossier) },
  responses: commandAnswers(Dossier, 'The dossier after the step'),
});

const lookUp = route({
  method: 'post',
  path: paths.lookUpCitizen,
  permission: 'citizen.look-up',
  tags: ['Dossiers'],
  summary: 'A citizen known to this site, by number; the access is written in the audit log',
  description: 'POST, so that no number stands in an address or a log. `not-found` where nobody is known.',
  request: { params: sitePath, body: jsonBody(LookUpCitizen) },
  responses: readAnswers(Person, 'The person as last entered'),
});

/** Routes of dossiers and the people in them. */
export function dossierRoutes(app: CentralApp, central: Central): void {
  const { database, seal, clock } = central;
  app.openapi(preview, async (context) => {
    const { siteId } = context.req.valid('param');
    const computed = await computeDossier(database, siteId, context.req.valid('json'), clock.now());
    return computed.ok ? context.json(computed.value.preview, 200) : refuse(context, computed.error);
  });
  app.openapi(receive, async (context) => {
    const { siteId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'dossier.receive',
      siteId,
      stationId: body.stationId,
      payload: body,
      perform: (scope) => receiveDossier(scope, seal, body),
    });
    return done.ok ? context.json(done.value, 201) : refuse(context, done.error);
  });
  app.openapi(list, async (context) => {
    const listed = await listDossiers(database, seal, context.req.valid('param').siteId, clock.now());
    return listed.ok ? context.json(listed.value, 200) : refuse(context, listed.error);
  });
  app.openapi(open, async (context) => {
    const { siteId, dossierCode } = context.req.valid('param');
    const { stationId } = context.req.valid('query');
    const at = clock.now();
    const opened = await database.transaction().execute(async (transaction) => {
      const found = await findDossier(transaction, siteId, dossierCode);
      if (!found.ok) return found;
      const dossier = await readDossier(transaction, seal, found.value, at);
      await writeAudit(transaction, seal, {
        siteId,
        at,
        stationId,
        officerId: null,
        action: 'dossier.open',
        reference: dossier.code,
      });
      return { ok: true as const, value: dossier };
    });
    return opened.ok ? context.json(opened.value, 200) : refuse(context, opened.error);
  });
  app.openapi(move, async (context) => {
    const { siteId, dossierCode } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'dossier.move',
      siteId,
      stationId: body.stationId,
      payload: { dossierCode, ...body },
      perform: (scope) => moveDossier(scope, seal, dossierCode, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(lookUp, async (context) => {
    const { siteId } = context.req.valid('param');
    const { number, stationId } = context.req.valid('json');
    const at = clock.now();
    const person = await database.transaction().execute(async (transaction) => {
      if (!(await isSite(transaction, siteId))) return null;
      const found = await findCitizen(transaction, seal, siteId, number);
      await writeAudit(transaction, seal, {
        siteId,
        at,
        stationId,
        officerId: null,
        action: 'citizen.lookUp',
        reference: personReference(seal, siteId, number),
      });
      return found;
    });
    return person === null ? refuse(context, appError('not-found')) : context.json(person, 200);
  });
}
