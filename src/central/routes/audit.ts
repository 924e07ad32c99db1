import { AuditPage, AuditQuery } from '../../shared/api/privacy.ts';
import { paths } from '../../shared/api/routes.ts';
import type { Central } from '../central.ts';
import { readAudit } from '../privacy/read-audit.ts';
import { readAudited } from './audited-read.ts';
import { readAnswers, refuse, route, sitePath, type CentralApp } from './http.ts';

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

/** Route of the auditor. */
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
}
