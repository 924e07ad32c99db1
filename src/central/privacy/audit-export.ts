import type { Kysely } from 'kysely';
import type { AuditExport } from '../../shared/api/privacy.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import { hexOf } from './audit-anchor.ts';
import { auditRows, type AuditRow } from './audit-chain.ts';
import { startOfDay } from './read-audit.ts';

export type AuditFormat = 'csv' | 'jsonl';

const columns = ['site', 'sequence', 'at', 'station', 'officer', 'action', 'reference', 'hash'] as const;

/** A row for the auditor. Why somebody looked is not in it: that text may name people; the audit route shows it. */
function exported(row: AuditRow): Record<(typeof columns)[number], string | number | null> {
  return {
    site: row.site_id,
    sequence: row.sequence,
    at: instantText(row.at),
    station: row.station_id,
    officer: row.officer_id,
    action: row.action,
    reference: row.reference,
    hash: row.hash === null ? null : hexOf(row.hash),
  };
}

/** The first line of an export; null where the format has none. */
export function exportHead(format: AuditFormat): string | null {
  return format === 'csv' ? columns.join(',') : null;
}

/** A row as one line. */
export function exportLine(format: AuditFormat, row: AuditRow): string {
  const values = exported(row);
  return format === 'jsonl'
    ? JSON.stringify(values)
    : columns.map((column) => cell(values[column])).join(',');
}

/**
 * A cell of a CSV file. A text that a spreadsheet would take for a formula gets an apostrophe in front: a code in a log can
 * be what somebody typed.
 */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** How many rows a part of an export over the network has at most: about two megabytes. */
const partRows = 10_000;
const dayMs = 86_400_000;

/** A part of the log as lines of CSV, oldest first. Error: `bad-request` with `field` `to` where the days are turned round. */
export async function exportPart(
  database: Kysely<Tables>,
  siteId: string,
  span: { readonly from: string; readonly to: string; readonly after: number },
  rest?: () => Promise<void>,
): Promise<Result<AuditExport, AppError>> {
  const { from, to, after } = span;
  if (from > to) return err(appError('bad-request', { field: 'to' }, 'lies before from'));
  const lines: string[] = [];
  const head = exportHead('csv');
  let rows = 0;
  let last = after;
  let isMore = false;
  const wanted = {
    after,
    from: startOfDay(from),
    before: new Date(startOfDay(to).getTime() + dayMs),
    ...(rest && { rest }),
  };
  for await (const row of auditRows(database, siteId, wanted)) {
    if (rows === partRows) {
      isMore = true;
      break;
    }
    lines.push(exportLine('csv', row));
    rows += 1;
    last = row.sequence;
  }
  const told = after === 0 && head !== null ? [head, ...lines] : lines;
  return ok({ text: told.map((line) => `${line}\n`).join(''), rows, next: isMore ? last : null });
}
