import { LookUpCitizen, ShownPerson } from '../../shared/api/dossiers.ts';
import { CitizenData, CitizenRequest, ErasureAnswer } from '../../shared/api/privacy.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import type { Central } from '../central.ts';
import { findCitizen } from '../dossiers/citizens.ts';
import { personReference } from '../privacy/audit.ts';
import { readCitizenData } from '../privacy/citizen-data.ts';
import { eraseCitizen } from '../privacy/citizen-erasure.ts';
import { showPerson, sightOf } from '../privacy/sight.ts';
import { readAudited } from './audited-read.ts';
import {
  commandAnswers,
  commandHeaders,
  jsonBody,
  readAnswers,
  refuse,
  route,
  runCommand,
  sitePath,
  type CentralApp,
} from './http.ts';

const lookUp = route({
  method: 'post',
  path: paths.lookUpCitizen,
  permission: 'citizen.look-up',
  tags: ['Citizens'],
  summary: 'A citizen known to this site, by number; the access is written in the audit log',
  description:
    'POST, so that no number stands in an address or a log. `not-found` where nobody is known: that is written in the audit log too.',
  request: { params: sitePath, body: jsonBody(LookUpCitizen) },
  responses: readAnswers(ShownPerson, 'The person as last entered, as much of them as the role sees'),
});

const exportData = route({
  method: 'post',
  path: paths.exportCitizen,
  permission: 'citizen.rights',
  tags: ['Citizens'],
  summary: 'All that the site keeps about a citizen, for the citizen',
  description:
    'The right of access (Luật 91/2025/QH15 Art 4; NĐ 13/2023/NĐ-CP Art 9). Changes nothing but the audit log: no Idempotency-Key.',
  request: { params: sitePath, body: jsonBody(CitizenRequest) },
  responses: readAnswers(CitizenData, 'Everything about the person, and who looked'),
});

const erasure = route({
  method: 'post',
  path: paths.eraseCitizen,
  permission: 'citizen.rights',
  tags: ['Citizens'],
  summary: 'Erases what may be erased of a citizen who asks for it, and says what is kept and why',
  description:
    'The record for the next visit is erased at once; dossiers are kept for their period (NĐ 13/2023/NĐ-CP Art 16.2, Luật 91/2025/QH15 Art 14).',
  request: { params: sitePath, headers: commandHeaders, body: jsonBody(CitizenRequest) },
  responses: commandAnswers(ErasureAnswer, 'What was erased and what is kept'),
});

/** Routes of citizens: found by number, and their rights to their own data. */
export function citizenRoutes(app: CentralApp, central: Central): void {
  const { seal } = central;

  app.openapi(lookUp, async (context) => {
    const { siteId } = context.req.valid('param');
    const { number, stationId, reason } = context.req.valid('json');
    const sight = sightOf(context.var.principal, reason);
    if (sight === 'none') return refuse(context, appError('permission-denied'));
    const person = await readAudited(context, central, {
      siteId,
      stationId,
      action: 'citizen.lookUp',
      reason,
      read: async (transaction) => {
        const found = await findCitizen(transaction, seal, siteId, number);
        const result = found === null ? err(appError('not-found')) : ok(showPerson(found, sight));
        return { result, reference: personReference(seal, siteId, number) };
      },
    });
    return person.ok ? context.json(person.value, 200) : refuse(context, person.error);
  });

  app.openapi(exportData, async (context) => {
    const { siteId } = context.req.valid('param');
    const { number, stationId, reason } = context.req.valid('json');
    const data = await readAudited(context, central, {
      siteId,
      stationId,
      action: 'citizen.export',
      reason,
      read: async (transaction, at) => ({
        result: ok(await readCitizenData(transaction, seal, siteId, number, at)),
        reference: personReference(seal, siteId, number),
      }),
    });
    return data.ok ? context.json(data.value, 200) : refuse(context, data.error);
  });

  app.openapi(erasure, async (context) => {
    const { siteId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'citizen.erase',
      siteId,
      stationId: body.stationId,
      payload: body,
      perform: (scope) => eraseCitizen(scope, seal, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
}
