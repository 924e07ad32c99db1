import type { Kysely } from 'kysely';
import type { FreeSlots } from '../../shared/api/appointments.ts';
import { slotsOfDay, type Slot } from '../../shared/domain/appointment-slots.ts';
import { dayNumberFromText, dayText } from '../../shared/domain/centre-time.ts';
import { QueueRules } from '../../shared/domain/queue-order.ts';
import { WorkingCalendar } from '../../shared/domain/working-calendar.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { Tables } from '../store/tables.ts';

/** The rules and the calendar of a site; undefined: there is no such site. */
export async function rulesOfSite(
  database: Kysely<Tables>,
  siteId: string,
): Promise<{ readonly rules: QueueRules; readonly calendar: WorkingCalendar } | undefined> {
  const site = await database
    .selectFrom('site')
    .select(['queue_rules', 'calendar'])
    .where('site_id', '=', siteId)
    .executeTakeFirst();
  return site === undefined
    ? undefined
    : { rules: QueueRules.parse(site.queue_rules), calendar: WorkingCalendar.parse(site.calendar) };
}

/** The slots of a day that are not over, and what is free in each. Error: `not-found` (no such site). */
export async function freeSlots(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
  at: Date,
): Promise<Result<FreeSlots, AppError>> {
  const site = await rulesOfSite(database, siteId);
  if (site === undefined) return err(appError('not-found', { siteId }));
  const { rules, calendar } = site;
  const today = centreDay(at);
  const lastDay = dayText((dayNumberFromText(today) ?? 0) + rules.appointments.daysAhead);
  if (day < today || day > lastDay) return ok({ day, lastDay, items: [] });
  const slots = slotsOfDay(day, rules, calendar).filter(({ to }) => Date.parse(to) > at.getTime());
  const [groups, taken] = await Promise.all([
    database
      .selectFrom('service_group')
      .select('code')
      .where('site_id', '=', siteId)
      .where('removed_at', 'is', null)
      .orderBy('position')
      .orderBy('code')
      .execute(),
    takenOf(database, siteId, day),
  ]);
  return ok({
    day,
    lastDay,
    items: groups.flatMap(({ code }) =>
      slots.map((slot) => ({
        groupCode: code,
        ...slot,
        free: Math.max(0, rules.appointments.perSlot - takenIn(taken, code, slot)),
      })),
    ),
  });
}

/**
 * The slot that begins at `from` and takes one more. Errors: `bad-request` (`from`: no slot begins then, it is over, or too
 * far ahead), `not-found` (group), `appointment-full`.
 */
export async function freeSlot(
  database: Kysely<Tables>,
  siteId: string,
  wanted: { readonly groupCode: string; readonly from: string },
  at: Date,
): Promise<Result<Slot, AppError>> {
  const from = Date.parse(wanted.from);
  const found = await freeSlots(database, siteId, centreDay(new Date(from)), at);
  if (!found.ok) return found;
  const lane = found.value.items.filter(({ groupCode }) => groupCode === wanted.groupCode);
  if (lane.length === 0 && !(await isGroup(database, siteId, wanted.groupCode)))
    return err(appError('not-found', { groupCode: wanted.groupCode }));
  const slot = lane.find((one) => Date.parse(one.from) === from);
  if (slot === undefined)
    return err(
      appError('bad-request', { field: 'from' }, 'must be the beginning of a slot that may be booked'),
    );
  return slot.free > 0 ? ok({ from: slot.from, to: slot.to }) : err(appError('appointment-full'));
}

async function isGroup(database: Kysely<Tables>, siteId: string, code: string): Promise<boolean> {
  const row = await database
    .selectFrom('service_group')
    .select('code')
    .where('site_id', '=', siteId)
    .where('code', '=', code)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

interface Taken {
  readonly groupCode: string;
  readonly from: Date;
  readonly to: Date;
  readonly count: number;
}

async function takenOf(database: Kysely<Tables>, siteId: string, day: string): Promise<Taken[]> {
  const rows = await database
    .selectFrom('appointment')
    .select(['group_code', 'slot_from', 'slot_to', (select) => select.fn.countAll().as('count')])
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where('state', '<>', 'cancelled')
    .groupBy(['group_code', 'slot_from', 'slot_to'])
    .execute();
  return rows.map((row) => ({
    groupCode: row.group_code,
    from: row.slot_from,
    to: row.slot_to,
    count: Number(row.count),
  }));
}

/** Whoever comes in any part of the slot: after a change of the rules, old appointments lie across the new slots. */
function takenIn(taken: readonly Taken[], groupCode: string, slot: Slot): number {
  const from = Date.parse(slot.from);
  const to = Date.parse(slot.to);
  return taken
    .filter((one) => one.groupCode === groupCode && one.from.getTime() < to && from < one.to.getTime())
    .reduce((sum, { count }) => sum + count, 0);
}
