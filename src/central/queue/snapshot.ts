import type { Kysely } from 'kysely';
import type { Counter, ServiceGroup, SiteSnapshot } from '../../shared/api/queue.ts';
import { LocalText } from '../../shared/api/primitives.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay, instantText } from '../clock.ts';
import { lastSequence } from '../events/event-log.ts';
import type { Tables } from '../store/tables.ts';
import { transact } from '../store/transact.ts';
import { deskOf, pausedOf } from './counters.ts';
import { closedByHours, closedOf } from './groups.ts';
import { callOf, ticketOf, type TicketRow } from './tickets.ts';
import { waitingInOrder } from './waiting.ts';

const shownCalls = 20;
/** Below this many visits a mean says nothing, and an estimate would be a guess. */
const fewestVisits = 3;

/**
 * The whole queue of a site, all read at one moment, so that `sequence` is exactly the last event contained. Error:
 * `not-found`.
 */
export async function takeSnapshot(
  database: Kysely<Tables>,
  siteId: string,
  at: Date,
): Promise<Result<SiteSnapshot, AppError>> {
  return transact(database, (transaction) => readSnapshot(transaction, siteId, at), 'repeatable read');
}

async function readSnapshot(
  database: Kysely<Tables>,
  siteId: string,
  at: Date,
): Promise<Result<SiteSnapshot, AppError>> {
  const day = centreDay(at);
  const sequence = await lastSequence(database, siteId);
  if (sequence === null) return err(appError('not-found', { siteId }));
  const tickets = await database
    .selectFrom('ticket')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .orderBy('issued_at')
    .orderBy('number')
    .execute();
  const groups = await database
    .selectFrom('service_group')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('code')
    .execute();
  const counters = await database
    .selectFrom('counter')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('number')
    .execute();
  const calls = await database
    .selectFrom('call')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .orderBy('position', 'desc')
    .limit(shownCalls)
    .execute();
  const desks = await database.selectFrom('counter_desk').selectAll().where('site_id', '=', siteId).execute();
  const hours = await closedByHours(database, siteId, at);
  const waiting = await waitingInOrder(database, siteId, day, at);
  return ok({
    siteId,
    sequence,
    at: instantText(at),
    day,
    groups: groups.map((group): ServiceGroup => {
      const closed = closedOf(group.is_open, hours);
      return {
        code: group.code,
        name: LocalText.parse(group.name),
        description: LocalText.parse(group.description),
        fields: group.fields,
        open: closed === null,
        closed,
        ...groupFigures(
          tickets.filter((ticket) => ticket.group_code === group.code),
          counters.filter((counter) => counter.group_codes.includes(group.code) && counter.paused_at === null)
            .length,
        ),
      };
    }),
    counters: counters.map((counter): Counter => ({
      id: counter.counter_id,
      number: counter.number,
      name: LocalText.parse(counter.name),
      groupCodes: counter.group_codes,
      paused: pausedOf(counter),
      desk:
        desks.filter((desk) => desk.counter_id === counter.counter_id).map((desk) => deskOf(desk, at))[0] ??
        null,
      ...counterTickets(tickets.filter((ticket) => ticket.counter_id === counter.counter_id)),
    })),
    waiting: waiting.map(({ ticket, reason }) => ({ ...ticketOf(ticket.row), reason })),
    absent: tickets.filter((ticket) => ticket.state === 'noShow').map(ticketOf),
    parked: tickets
      .filter((ticket) => ticket.state === 'parked')
      .sort((a, b) => (a.parked_at?.getTime() ?? 0) - (b.parked_at?.getTime() ?? 0))
      .map(ticketOf),
    calls: calls.map(callOf),
    today: { ...dayFigures(tickets), ...(await countsOfDay(database, siteId, day)) },
  });
}

function groupFigures(
  tickets: readonly TicketRow[],
  counters: number,
): Pick<ServiceGroup, 'waiting' | 'estimateMinutes'> {
  const waiting = tickets.filter((ticket) => ticket.state === 'waiting').length;
  const seconds = tickets.flatMap(serviceSeconds);
  const mean = seconds.length < fewestVisits ? null : meanOf(seconds);
  return {
    waiting,
    estimateMinutes: mean === null || counters === 0 ? null : Math.ceil((waiting * mean) / counters / 60),
  };
}

function counterTickets(tickets: readonly TicketRow[]): Pick<Counter, 'current' | 'lastFinished'> {
  const current = tickets.find((ticket) => ticket.state === 'called' || ticket.state === 'serving');
  const finished = tickets
    .filter((ticket) => ticket.state === 'finished')
    .sort((a, b) => (b.finished_at?.getTime() ?? 0) - (a.finished_at?.getTime() ?? 0));
  return {
    current: current === undefined ? null : ticketOf(current),
    lastFinished: finished[0] === undefined ? null : ticketOf(finished[0]),
  };
}

function dayFigures(tickets: readonly TicketRow[]): Omit<SiteSnapshot['today'], 'dossiers' | 'ratings'> {
  return {
    issued: tickets.length,
    finished: tickets.filter((ticket) => ticket.state === 'finished').length,
    noShow: tickets.filter((ticket) => ticket.state === 'noShow').length,
    meanWaitSeconds: meanOf(tickets.flatMap(waitSeconds)),
    meanServiceSeconds: meanOf(tickets.flatMap(serviceSeconds)),
  };
}

async function countsOfDay(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
): Promise<Pick<SiteSnapshot['today'], 'dossiers' | 'ratings'>> {
  const { dossiers } = await database
    .selectFrom('dossier')
    .select((select) => select.fn.countAll().as('dossiers'))
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  const scores = await database
    .selectFrom('rating')
    .select((select) => ['score', select.fn.countAll().as('count')] as const)
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .groupBy('score')
    .execute();
  const ratings = { good: 0, fair: 0, poor: 0 };
  for (const { score, count } of scores) ratings[score] = Number(count);
  return { dossiers: Number(dossiers), ratings };
}

function waitSeconds(ticket: TicketRow): number[] {
  return ticket.called_at === null ? [] : [secondsBetween(ticket.waiting_since, ticket.called_at)];
}

function serviceSeconds(ticket: TicketRow): number[] {
  // A visit may be finished without its start having been said: then it began with the call.
  const from = ticket.started_at ?? ticket.called_at;
  return from === null || ticket.finished_at === null ? [] : [secondsBetween(from, ticket.finished_at)];
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
}

function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
