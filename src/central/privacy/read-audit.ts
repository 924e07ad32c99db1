import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { AuditEntry, AuditPage, AuditQuery } from '../../shared/api/privacy.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import { hexOf } from './audit-anchor.ts';
import { wordsPlace, type AuditRow } from './audit-chain.ts';
import type { Seal } from './seal.ts';

/** A page of the log, newest first. Error: `bad-request` with `field` `to` where the days are turned round. */
export async function readAudit(
  transaction: Transaction<Tables>,
  seal: Seal,
  siteId: string,
  query: AuditQuery,
): Promise<Result<AuditPage, AppError>> {
  const { from, to, limit } = query;
  if (from !== undefined && to !== undefined && from > to)
    return err(appError('bad-request', { field: 'to' }, 'lies before from'));
  let rows = transaction.selectFrom('audit').selectAll().where('site_id', '=', siteId);
  if (from !== undefined) rows = rows.where('at', '>=', startOfDay(from));
  if (to !== undefined) rows = rows.where('at', '<', new Date(startOfDay(to).getTime() + 86_400_000));
  if (query.before !== undefined) rows = rows.where('sequence', '<', query.before);
  if (query.officerId !== undefined) rows = rows.where('officer_id', '=', query.officerId);
  if (query.stationId !== undefined) rows = rows.where('station_id', '=', query.stationId);
  if (query.reference !== undefined) rows = rows.where('reference', '=', query.reference);
  const { action } = query;
  if (action !== undefined)
    rows = action.endsWith('.')
      ? rows.where(sql<boolean>`starts_with(action, ${action})`)
      : rows.where('action', '=', action);
  const found = await rows
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute();
  const page = found.slice(0, limit);
  return ok({
    items: page.map((row) => entryOf(row, seal)),
    next: found.length > page.length ? (page.at(-1)?.sequence ?? null) : null,
  });
}

function entryOf(row: AuditRow, seal: Seal): AuditEntry {
  return {
    siteId: row.site_id,
    sequence: row.sequence,
    at: instantText(row.at),
    stationId: row.station_id,
    officerId: row.officer_id,
    action: row.action,
    reference: row.reference,
    reason: row.words === null ? null : z.string().parse(openWords(row, row.words, seal)),
    hash: row.hash === null ? null : hexOf(row.hash),
  };
}

/** Words that were changed in the database do not open: the auditor sees the row all the same. */
function openWords(row: AuditRow, words: Uint8Array, seal: Seal): unknown {
  try {
    return seal.open(wordsPlace(row.site_id, row.sequence), words);
  } catch {
    return '???';
  }
}

/** The instant at which a day of the centre begins. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`);
}
