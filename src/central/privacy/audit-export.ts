import { instantText } from '../clock.ts';
import { hexOf } from './audit-anchor.ts';
import type { AuditRow } from './audit-chain.ts';

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
