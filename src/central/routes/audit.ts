import {
  AuditExport,
  AuditPage,
  AuditQuery,
  AuditVerification,
  ExportAudit,
} from '../../shared/api/privacy.ts';
import { paths } from '../../shared/api/routes.ts';
import { ok } from '../../shared/result.ts';
import type { Central } from '../central.ts';
import { exportPart } from '../privacy/audit-export.ts';
import { verifyAudit } from '../privacy/audit-verify.ts';
import { readAudit } from '../privacy/read-audit.ts';
import { readAudited } from './audited-read.ts';
import { jsonBody, readAnswers, refuse, route, sitePath, type CentralApp } from './http.ts';

const list = route({
  method: 'get',
  path: paths.audit,
  permission: 'audit.read',
  tags: ['Audit'],
  summary: 'The log of processing, newest first; reading it is an entry of it',
  description:
    'Every command and every look at personal data is a row (NĐ 13/2023/NĐ-CP Art 38.2). Page on with `before`. The rows are chained: `audit-verify` proves that none was changed or removed.',
  request: { params: sitePath, query: AuditQuery },
  responses: readAnswers(AuditPage, 'A page of the log'),
});

const verify = route({
  method: 'get',
  path: paths.verifyAudit,
  permission: 'audit.read',
  tags: ['Audit'],
  summary: 'Proves that no row of the log was changed or removed',
  description:
    'Reads the whole log: it takes as long as the log is. A log cut off by somebody with all rights is found only by anchors kept outside: `audit-verify --anchors`. That it was verified is an entry of the log.',
  request: { params: sitePath },
  responses: readAnswers(AuditVerification, 'What was found'),
});

const exportRows = route({
  method: 'post',
  path: paths.exportAudit,
  permission: 'audit.read',
  tags: ['Audit'],
  summary: 'The log of some days as lines of a file, a part at a time',
  description:
    'Oldest first, without the words of why somebody looked, which may name people. Each part is an entry of the log. Changes nothing else: no Idempotency-Key.',
  request: { params: sitePath, body: jsonBody(ExportAudit) },
  responses: readAnswers(AuditExport, 'A part of the file'),
});

/** Routes of the auditor. */
export function auditRoutes(app: CentralApp, central: Central): void {
  app.openapi(list, async (context) => {
    const { siteId } = context.req.valid('param');
    const query = context.req.valid('query');
    const page = await readAudited(context, central, {
      siteId,
      stationId: null,
      action: 'audit.read',
      read: async (transaction) => {
        const result = await readAudit(transaction, central.seal, siteId, query);
        return { result, reference: result.ok ? `${query.from ?? ''}..${query.to ?? ''}` : null };
      },
    });
    return page.ok ? context.json(page.value, 200) : refuse(context, page.error);
  });
  app.openapi(verify, async (context) => {
    const { siteId } = context.req.valid('param');
    // Before the transaction of its entry: the chain is long, and commands go on meanwhile.
    const { rows, earlierRows, anchors, faultCount, faults } = await verifyAudit(
      central.database,
      central.seal,
      siteId,
    );
    const found = await readAudited<AuditVerification>(context, central, {
      siteId,
      stationId: null,
      action: 'audit.verify',
      read: () =>
        Promise.resolve({
          result: ok({ rows, earlierRows, anchors, faultCount, faults: [...faults] }),
          reference: `${rows}:${faultCount}`,
        }),
    });
    return found.ok ? context.json(found.value, 200) : refuse(context, found.error);
  });
  app.openapi(exportRows, async (context) => {
    const { siteId } = context.req.valid('param');
    const { reason, ...span } = context.req.valid('json');
    // Before the transaction of its entry, as above; nothing goes out before the entry is written.
    const result = await exportPart(central.database, siteId, span);
    const part = await readAudited(context, central, {
      siteId,
      stationId: null,
      action: 'audit.export',
      reason,
      read: () => Promise.resolve({ result, reference: `${span.from}..${span.to} csv` }),
    });
    return part.ok ? context.json(part.value, 200) : refuse(context, part.error);
  });
}
