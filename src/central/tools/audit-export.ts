import { auditRows } from '../privacy/audit-chain.ts';
import { exportHead, exportLine } from '../privacy/audit-export.ts';
import { writeAudit } from '../privacy/audit.ts';
import { daySpan, exitDone, exitRefused, exitUsage, readOptions, withStore } from './options.ts';
import type { Tool } from './tool.ts';

const usage = `central audit-export --site <id> --from <day> --to <day> --reason <text> [--format csv|jsonl]

Prints the audit log of a site for a time, both days included, YYYY-MM-DD at the centre, for the auditor or for the
notice of a breach within 72 hours (NĐ 13/2023/NĐ-CP Art 23). The export is an entry of the log itself.
  --reason   for whom and why; kept sealed in the log
  --format   csv (default) or jsonl; a spreadsheet finds no formula in it
`;

/** Exports the log of processing. */
export const auditExport: Tool = {
  name: 'audit-export',
  summary: 'prints the audit log of a time, for the auditor',
  usage,
  async run(call) {
    const parsed = readOptions(call, {
      site: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      reason: { type: 'string' },
      format: { type: 'string', default: 'csv' },
    });
    if (parsed === null) return exitUsage;
    const { site, from = '', to = '', reason = '', format } = parsed.values;
    const span = daySpan(from, to);
    if (
      site === undefined ||
      span === null ||
      reason.trim() === '' ||
      (format !== 'csv' && format !== 'jsonl')
    ) {
      call.complain(
        '--site, --from, --to and --reason are needed; days as YYYY-MM-DD; --format is csv or jsonl',
      );
      return exitUsage;
    }
    return withStore(call, async ({ database, seal }) => {
      const known = await database
        .selectFrom('site')
        .select('site_id')
        .where('site_id', '=', site)
        .executeTakeFirst();
      if (known === undefined) {
        call.complain(`there is no site ${site}`);
        return exitRefused;
      }
      // Before the first row goes out: an export that breaks off has happened all the same.
      await database.transaction().execute((transaction) =>
        writeAudit(transaction, seal, {
          siteId: site,
          at: call.clock.now(),
          stationId: null,
          officerId: null,
          action: 'audit.export',
          reference: `${from}..${to} ${format}`,
          reason: reason.normalize('NFC').trim(),
        }),
      );
      const head = exportHead(format);
      if (head !== null) call.print(head);
      let rows = 0;
      for await (const row of auditRows(database, site, span)) {
        call.print(exportLine(format, row));
        rows += 1;
      }
      call.complain(`${rows} rows`);
      return exitDone;
    });
  },
};
