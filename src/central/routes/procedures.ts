import { z } from 'zod';
import { Procedure, ProcedureSummary, SearchProcedures } from '../../shared/api/procedures.ts';
import { Code } from '../../shared/api/primitives.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import type { Central } from '../central.ts';
import { centreDay } from '../clock.ts';
import { procedureInForce } from '../dossiers/procedures.ts';
import { lastSequence } from '../events/event-log.ts';
import { readAnswers, refuse, route, sitePath, type CentralApp } from './http.ts';

const search = route({
  method: 'get',
  path: paths.procedures,
  permission: 'procedure.read',
  tags: ['Procedures'],
  summary: 'Finds procedures by any part of name, field or code, with or without diacritics',
  request: { params: sitePath, query: SearchProcedures },
  responses: readAnswers(z.array(ProcedureSummary), 'Best first; all by name where the query is empty'),
});

const get = route({
  method: 'get',
  path: paths.procedure,
  permission: 'procedure.read',
  problems: ['procedure-unknown'],
  tags: ['Procedures'],
  summary: 'A procedure as in force today',
  request: {
    params: sitePath.extend({
      procedureCode: Code.describe('mã thủ tục, e.g. 1.001193'),
    }),
  },
  responses: readAnswers(Procedure, 'The procedure'),
});

/** Routes of the catalogue. */
export function procedureRoutes(app: CentralApp, central: Central): void {
  app.openapi(search, async (context) => {
    const { siteId } = context.req.valid('param');
    const { query, limit } = context.req.valid('query');
    if ((await lastSequence(central.database, siteId)) === null)
      return refuse(context, appError('not-found', { siteId }));
    const found = await central.search.find(siteId, centreDay(central.clock.now()), query, limit);
    return context.json(found, 200);
  });
  app.openapi(get, async (context) => {
    const { siteId, procedureCode } = context.req.valid('param');
    const day = centreDay(central.clock.now());
    const found = await procedureInForce(central.database, siteId, procedureCode, day);
    return found.ok ? context.json(found.value, 200) : refuse(context, found.error);
  });
}
