import type { Kysely } from 'kysely';
import type { TicketStory } from '../../shared/api/queue.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import { ticketOf } from './tickets.ts';

/** A number and all that was done with it, in order. Error: `not-found`. */
export async function readTicketStory(
  database: Kysely<Tables>,
  siteId: string,
  ticketId: string,
): Promise<Result<TicketStory, AppError>> {
  const ticket = await database
    .selectFrom('ticket')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst();
  if (ticket === undefined) return err(appError('not-found', { ticketId }));
  const rows = await database
    .selectFrom('ticket_history')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('ticket_id', '=', ticketId)
    .orderBy('step')
    .execute();
  return ok({
    ticket: ticketOf(ticket),
    steps: rows.map((row) => ({
      step: row.step,
      action: row.action,
      from: row.from_state,
      to: row.to_state,
      at: instantText(row.at),
      groupCode: row.group_code,
      counterId: row.counter_id,
      stationId: row.station_id,
      officerId: row.officer_id,
      officerName: null,
      reason: row.reason,
    })),
  });
}
