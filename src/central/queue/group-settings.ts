import { sql, type Kysely } from 'kysely';
import { GroupSetting, type GroupUse, type ServiceGroups } from '../../shared/api/service-groups.ts';
import { LocalText } from '../../shared/api/primitives.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { compareVietnamese } from '../../shared/domain/vietnamese-text.ts';
import { centreDay, instantText } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import { transact } from '../store/transact.ts';

const shownRevisions = 20;

/** The groups of a site with what an administrator needs to change them, read at one moment. Error: `not-found`. */
export function readServiceGroups(
  database: Kysely<Tables>,
  siteId: string,
  at: Date,
): Promise<Result<ServiceGroups, AppError>> {
  return transact(database, (transaction) => serviceGroupsOf(transaction, siteId, at), 'repeatable read');
}

/** As {@link readServiceGroups}, in the caller's transaction. */
export async function serviceGroupsOf(
  database: Kysely<Tables>,
  siteId: string,
  at: Date,
): Promise<Result<ServiceGroups, AppError>> {
  const day = centreDay(at);
  const site = await database
    .selectFrom('site')
    .select('groups_revision')
    .where('site_id', '=', siteId)
    .executeTakeFirst();
  if (site === undefined) return err(appError('not-found', { siteId }));
  const [groups, counters, procedures, uses] = await Promise.all([
    settingsOf(database, siteId),
    database
      .selectFrom('counter')
      .select(['counter_id', 'number', 'name'])
      .where('site_id', '=', siteId)
      .orderBy('number')
      .execute(),
    proceduresToPlace(database, siteId, day),
    usesOf(database, siteId, day),
  ]);
  return ok({
    revision: site.groups_revision,
    groups,
    counters: counters.map((row) => ({
      id: row.counter_id,
      number: row.number,
      name: LocalText.parse(row.name),
    })),
    procedures,
    uses,
  });
}

/** The groups of a site as they are set up now, in order. */
export async function settingsOf(database: Kysely<Tables>, siteId: string): Promise<GroupSetting[]> {
  const [groups, counters] = await Promise.all([
    database
      .selectFrom('service_group')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('removed_at', 'is', null)
      .orderBy('position')
      .orderBy('code')
      .execute(),
    database
      .selectFrom('counter')
      .select(['counter_id', 'group_codes'])
      .where('site_id', '=', siteId)
      .orderBy('number')
      .execute(),
  ]);
  return groups.map((row) => ({
    code: row.code,
    name: LocalText.parse(row.name),
    description: LocalText.parse(row.description),
    fields: row.fields,
    procedureCodes: row.procedure_codes,
    counterIds: counters
      .filter(({ group_codes }) => group_codes.includes(row.code))
      .map(({ counter_id }) => counter_id),
  }));
}

/** What depends on each letter of a site, on a day and after it. */
export async function usesOf(database: Kysely<Tables>, siteId: string, day: string): Promise<GroupUse[]> {
  const [tickets, appointments] = await Promise.all([
    database
      .selectFrom('ticket')
      .select([
        'group_code',
        (select) => select.fn.countAll().as('issued'),
        sql<number>`count(*) filter (where state not in ('finished', 'cancelled'))`.as('unfinished'),
      ])
      .where('site_id', '=', siteId)
      .where('day', '=', day)
      .groupBy('group_code')
      .execute(),
    database
      .selectFrom('appointment')
      .select(['group_code', (select) => select.fn.countAll().as('booked')])
      .where('site_id', '=', siteId)
      .where('day', '>=', day)
      .where('state', '=', 'booked')
      .groupBy('group_code')
      .execute(),
  ]);
  const codes = new Set([...tickets, ...appointments].map(({ group_code }) => group_code));
  return [...codes].sort().map((groupCode) => {
    const counted = tickets.find(({ group_code }) => group_code === groupCode);
    const booked = appointments.find(({ group_code }) => group_code === groupCode);
    return {
      groupCode,
      issued: Number(counted?.issued ?? 0),
      unfinished: counted?.unfinished ?? 0,
      appointments: Number(booked?.booked ?? 0),
    };
  });
}

/** An arrangement of the past; `officerId`: who set it. */
export interface PastArrangement {
  readonly revision: number;
  readonly at: string;
  readonly officerId: string | null;
  readonly groups: readonly GroupSetting[];
}

/** How the groups were set up before, the newest first. */
export async function pastArrangements(database: Kysely<Tables>, siteId: string): Promise<PastArrangement[]> {
  const rows = await database
    .selectFrom('group_arrangement')
    .select(['revision', 'body', 'at', 'officer_id'])
    .where('site_id', '=', siteId)
    .orderBy('revision', 'desc')
    .limit(shownRevisions)
    .execute();
  return rows.map((row) => ({
    revision: row.revision,
    at: instantText(row.at),
    officerId: row.officer_id,
    groups: GroupSetting.array().parse(row.body),
  }));
}

/** Each procedure that holds on a day or later, in its newest version. */
async function proceduresToPlace(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
): Promise<ServiceGroups['procedures']> {
  const rows = await database
    .selectFrom('procedure')
    .distinctOn('code')
    .select(['code', sql<string>`body ->> 'name'`.as('name'), sql<string>`body ->> 'field'`.as('field')])
    .where('site_id', '=', siteId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', day)]))
    .orderBy('code')
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return rows.sort((a, b) => compareVietnamese(a.field, b.field) || compareVietnamese(a.name, b.name));
}
