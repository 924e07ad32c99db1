import { z } from 'zod';
import {
  Dossier,
  DossierList,
  DossierPage,
  DossierPreview,
  MoveDossier,
  OpenWholeDossier,
  PreviewDossier,
  ReappointDossier,
  ReceiveDossier,
  SearchDossiers,
} from '../../shared/api/dossiers.ts';
import { NationalDossier } from '../../shared/api/exchange.ts';
import { Code, StationId } from '../../shared/api/primitives.ts';
import { paths } from '../../shared/api/routes.ts';
import { nationalDossier } from '../../shared/domain/national-names.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Central } from '../central.ts';
import { moveDossier } from '../dossiers/move-dossier.ts';
import { computeDossier } from '../dossiers/preview-dossier.ts';
import { procedureOfDossier } from '../dossiers/procedures.ts';
import { findDossier, listDossiers, readDossier } from '../dossiers/read-dossier.ts';
import { reappointDossier } from '../dossiers/reappoint-dossier.ts';
import { receiveDossier } from '../dossiers/receive-dossier.ts';
import { searchDossiers, searchKind } from '../dossiers/search-dossiers.ts';
import { personReference } from '../privacy/audit.ts';
import type { Seal } from '../privacy/seal.ts';
import { showDossier, sightOf, type Sight } from '../privacy/sight.ts';
import { readAudited } from './audited-read.ts';
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
  type CentralContext,
} from './http.ts';

const dossierPath = sitePath.extend({
  dossierCode: Code.describe('dossier code, as printed on the receipt'),
});

const atStation = z.object({ stationId: StationId.describe('which station opens it, for the audit log') });

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
  description: 'How much of the people is shown depends on the role: see `sight`.',
  request: {
    params: dossierPath,
    query: atStation,
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

const search = route({
  method: 'post',
  path: paths.searchDossiers,
  permission: 'dossier.list',
  tags: ['Dossiers'],
  summary: 'Finds dossiers by code, place in the register, identity number, telephone or name',
  description:
    'Newest first, people masked, a page at a time. What the text is taken for is told as `kind`. An identity number also finds the visits of today that this person is known to have made (`visits`). POST, so that no number or name stands in an address; the search is written in the audit log. Changes nothing: no Idempotency-Key.',
  request: { params: sitePath, body: jsonBody(SearchDossiers) },
  responses: readAnswers(DossierPage, 'A page of what was found'),
});
const openWhole = route({
  method: 'post',
  path: paths.openWholeDossier,
  permission: 'dossier.open-whole',
  tags: ['Dossiers'],
  summary: 'Opens a dossier with people whole, for whoever sees them masked otherwise',
  description: 'The reason is kept, sealed, in the audit log. Changes nothing else: no Idempotency-Key.',
  problems: ['dossier-not-found', 'dossier-code-invalid'],
  request: { params: dossierPath, body: jsonBody(OpenWholeDossier) },
  responses: readAnswers(Dossier, 'The whole dossier'),
});
const exchange = route({
  method: 'get',
  path: paths.exchangeDossier,
  permission: 'dossier.exchange',
  tags: ['Dossiers'],
  summary: 'A dossier in the names and codes of the national portal; the access is written in the audit log',
  problems: ['dossier-not-found', 'dossier-code-invalid'],
  request: { params: dossierPath, query: atStation },
  responses: readAnswers(NationalDossier, 'The dossier in national names'),
});
const reappoint = route({
  method: 'post',
  path: paths.reappointDossier,
  permission: 'dossier.reappoint',
  tags: ['Dossiers'],
  summary: 'Apologises and gives a new appointment, at most once for a dossier',
  description:
    'NĐ 61/2018/NĐ-CP Art 19.9. A step of the history that stays in its state; only while the limit runs (2, 4).',
  problems: [
    'dossier-not-found',
    'dossier-code-invalid',
    'illegal-transition',
    'reason-required',
    'calendar-missing',
  ],
  request: { params: dossierPath, headers: commandHeaders, body: jsonBody(ReappointDossier) },
  responses: commandAnswers(Dossier, 'The dossier with its new appointment'),
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
  app.openapi(search, async (context) => {
    const { siteId } = context.req.valid('param');
    const body = context.req.valid('json');
    const found = await readAudited(context, central, {
      siteId,
      stationId: body.stationId,
      action: 'dossier.search',
      read: async (transaction, at) => {
        const result = await searchDossiers(transaction, seal, siteId, body, at);
        return { result, reference: result.ok ? searchReference(seal, siteId, body.text) : null };
      },
    });
    return found.ok ? context.json(found.value, 200) : refuse(context, found.error);
  });

  app.openapi(open, async (context) => {
    const { siteId, dossierCode } = context.req.valid('param');
    const { stationId } = context.req.valid('query');
    const sight = sightOf(context.var.principal);
    const opened = await openDossier(context, central, { siteId, dossierCode, stationId, sight });
    return opened.ok ? context.json(opened.value, 200) : refuse(context, opened.error);
  });

  app.openapi(openWhole, async (context) => {
    const { siteId, dossierCode } = context.req.valid('param');
    const { stationId, reason } = context.req.valid('json');
    const sight = sightOf(context.var.principal, reason);
    const opened = await openDossier(context, central, { siteId, dossierCode, stationId, sight, reason });
    return opened.ok ? context.json(opened.value, 200) : refuse(context, opened.error);
  });

  app.openapi(exchange, async (context) => {
    const { siteId, dossierCode } = context.req.valid('param');
    const { stationId } = context.req.valid('query');
    if (sightOf(context.var.principal) !== 'whole') return refuse(context, appError('permission-denied'));
    const given = await readAudited(context, central, {
      siteId,
      stationId,
      action: 'dossier.exchange',
      read: async (transaction, at) => {
        const found = await findDossier(transaction, siteId, dossierCode);
        if (!found.ok) return { result: found, reference: null };
        const row = found.value;
        const dossier = await readDossier(transaction, seal, row, at);
        const { procedure_code, procedure_version } = row;
        const procedure = await procedureOfDossier(transaction, siteId, procedure_code, procedure_version);
        return { result: ok(nationalDossier(dossier, procedure)), reference: row.code };
      },
    });
    return given.ok ? context.json(given.value, 200) : refuse(context, given.error);
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
    const sight = sightOf(context.var.principal);
    return done.ok ? context.json(showDossier(done.value, sight), 200) : refuse(context, done.error);
  });

  app.openapi(reappoint, async (context) => {
    const { siteId, dossierCode } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'dossier.reappoint',
      siteId,
      stationId: body.stationId,
      payload: { dossierCode, ...body },
      perform: (scope) => reappointDossier(scope, seal, dossierCode, body),
    });
    const sight = sightOf(context.var.principal);
    return done.ok ? context.json(showDossier(done.value, sight), 200) : refuse(context, done.error);
  });
}

/** Opens a dossier as much as the caller sees of it; who says why has it written as another action. */
function openDossier(
  context: CentralContext,
  central: Central,
  request: {
    readonly siteId: string;
    readonly dossierCode: string;
    readonly stationId: string | null;
    readonly sight: Sight;
    readonly reason?: string;
  },
): Promise<Result<Dossier, AppError>> {
  const { siteId, dossierCode, sight, ...rest } = request;
  if (sight === 'none') return Promise.resolve(err(appError('permission-denied')));
  return readAudited(context, central, {
    siteId,
    action: rest.reason === undefined ? 'dossier.open' : 'dossier.openWhole',
    ...rest,
    read: async (transaction, at) => {
      const found = await findDossier(transaction, siteId, dossierCode);
      if (!found.ok) return { result: found, reference: null };
      const dossier = await readDossier(transaction, central.seal, found.value, at);
      return { result: ok(showDossier(dossier, sight)), reference: dossier.code };
    },
  });
}

/** What the log says that was looked for: a code as it is, a number as it stands for a person, of the rest only the kind. */
function searchReference(seal: Seal, siteId: string, text: string): string {
  const kind = searchKind(text);
  if (kind === 'number') return personReference(seal, siteId, text.replace(/\D/g, ''));
  return kind === 'code' || kind === 'book' ? text.trim().slice(0, 80) : kind;
}
