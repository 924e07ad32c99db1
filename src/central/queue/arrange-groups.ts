import type { z } from 'zod';
import type { ArrangeGroups, GroupSetting, ServiceGroups } from '../../shared/api/service-groups.ts';
import { LocalText } from '../../shared/api/primitives.ts';
import {
  compareArrangements,
  isSameArrangement,
  type ArrangementChange,
} from '../../shared/domain/service-groups.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { serviceGroupsOf, settingsOf, usesOf } from './group-settings.ts';

/**
 * Sets all service groups of a site at once, in order: what is not among them is removed. From then on the catalogue of the
 * program leaves them alone. Errors: `changed-meanwhile` (another revision is in force), `not-found` (`counterId`),
 * `procedure-unknown`, `group-in-use` (to be removed, and numbers of today are not done or appointments are to come),
 * `group-letter-used` (to be added, and numbers of another group began with it today).
 */
export async function arrangeGroups(
  scope: CommandScope,
  request: z.output<typeof ArrangeGroups>,
): Promise<Result<ServiceGroups, AppError>> {
  const { transaction, siteId, at } = scope;
  const { groups, basedOn, note } = request;
  // The site's row first, as the catalogue does: what is read below is what is in force.
  const site = await transaction
    .selectFrom('site')
    .select('groups_revision')
    .where('site_id', '=', siteId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (site.groups_revision !== basedOn) return err(appError('changed-meanwhile'));
  const before = await settingsOf(transaction, siteId);
  const change = compareArrangements(before, groups);
  scope.refer(siteId);
  scope.explain([note, wordsOf(change)].filter((part) => part !== '').join(' '));
  if (isSameArrangement(change)) return serviceGroupsOf(transaction, siteId, at);
  const known = await checkKnown(scope, groups);
  if (!known.ok) return known;
  const free = await checkLetters(scope, groups, change);
  if (!free.ok) return free;
  await keepArrangements(scope, before, groups, basedOn);
  await writeGroups(scope, groups, change);
  await writeCounters(scope, groups);
  scope.emit({ type: 'group.arranged', data: {} });
  return serviceGroupsOf(transaction, siteId, at);
}

function wordsOf({ added, changed, removed, isReordered }: ArrangementChange): string {
  return [
    ...added.map((code) => `+${code}`),
    ...changed.map((code) => `~${code}`),
    ...removed.map((code) => `-${code}`),
    ...(isReordered ? ['order'] : []),
  ].join(' ');
}

/** That every counter and procedure named is one of the site. */
async function checkKnown(
  scope: CommandScope,
  groups: readonly GroupSetting[],
): Promise<Result<null, AppError>> {
  const { transaction, siteId } = scope;
  const [counters, procedures] = await Promise.all([
    transaction.selectFrom('counter').select('counter_id').where('site_id', '=', siteId).execute(),
    transaction.selectFrom('procedure').distinct().select('code').where('site_id', '=', siteId).execute(),
  ]);
  const counterIds = new Set(counters.map((row) => row.counter_id));
  const counterId = groups.flatMap((group) => group.counterIds).find((id) => !counterIds.has(id));
  if (counterId !== undefined) return err(appError('not-found', { counterId }));
  const codes = new Set(procedures.map(({ code }) => code));
  const procedureCode = groups.flatMap((group) => group.procedureCodes).find((code) => !codes.has(code));
  return procedureCode === undefined ? ok(null) : err(appError('procedure-unknown', { procedureCode }));
}

/** That nobody still needs a letter that goes, and that one that comes means nothing else today. */
async function checkLetters(
  scope: CommandScope,
  groups: readonly GroupSetting[],
  { added, removed }: ArrangementChange,
): Promise<Result<null, AppError>> {
  const { transaction, siteId, at } = scope;
  const uses = await usesOf(transaction, siteId, centreDay(at));
  for (const groupCode of removed) {
    const use = uses.find((one) => one.groupCode === groupCode);
    if (use === undefined || use.unfinished + use.appointments === 0) continue;
    const { unfinished, appointments } = use;
    return err(appError('group-in-use', { groupCode, unfinished, appointments }));
  }
  const usedToday = added.filter((code) => uses.some((use) => use.groupCode === code && use.issued > 0));
  if (usedToday.length === 0) return ok(null);
  const gone = await transaction
    .selectFrom('service_group')
    .select(['code', 'name'])
    .where('site_id', '=', siteId)
    .where('code', 'in', usedToday)
    .execute();
  // The same group may come back on the day on which it was removed; its numbers go on where they stopped.
  const other = usedToday.find((code) => {
    const removedRow = gone.find((row) => row.code === code);
    const name = groups.find((group) => group.code === code)?.name.vi;
    return removedRow === undefined || LocalText.parse(removedRow.name).vi !== name;
  });
  return other === undefined ? ok(null) : err(appError('group-letter-used', { groupCode: other }));
}

/** Keeps the new arrangement, and the one before where it was the program's. */
async function keepArrangements(
  scope: CommandScope,
  before: readonly GroupSetting[],
  after: readonly GroupSetting[],
  basedOn: number,
): Promise<void> {
  const { transaction, siteId, at, stationId, officerId } = scope;
  const revision = basedOn + 1;
  await transaction
    .insertInto('group_arrangement')
    .values({
      site_id: siteId,
      revision: basedOn,
      body: JSON.stringify(before),
      at,
      station_id: null,
      officer_id: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await transaction
    .insertInto('group_arrangement')
    .values({
      site_id: siteId,
      revision,
      body: JSON.stringify(after),
      at,
      station_id: stationId,
      officer_id: officerId,
    })
    .execute();
  await transaction
    .updateTable('site')
    .set({ groups_revision: revision, groups_by_hand: true })
    .where('site_id', '=', siteId)
    .execute();
}

async function writeGroups(
  scope: CommandScope,
  groups: readonly GroupSetting[],
  { added, changed, removed }: ArrangementChange,
): Promise<void> {
  const { transaction, siteId, at, stationId, officerId } = scope;
  for (const [position, group] of groups.entries()) {
    const row = {
      name: JSON.stringify(group.name),
      description: JSON.stringify(group.description),
      fields: JSON.stringify(group.fields),
      procedure_codes: JSON.stringify(group.procedureCodes),
      position,
      removed_at: null,
    };
    await transaction
      .insertInto('service_group')
      .values({ site_id: siteId, code: group.code, ...row })
      .onConflict((conflict) =>
        conflict
          .columns(['site_id', 'code'])
          .doUpdateSet(added.includes(group.code) ? { ...row, is_open: true } : row),
      )
      .execute();
  }
  if (removed.length > 0)
    await transaction
      .updateTable('service_group')
      .set({ removed_at: at })
      .where('site_id', '=', siteId)
      .where('code', 'in', [...removed])
      .execute();
  const steps = [
    ...added.map((code) => ({ code, action: 'add' as const })),
    ...changed.map((code) => ({ code, action: 'change' as const })),
    ...removed.map((code) => ({ code, action: 'remove' as const })),
  ];
  if (steps.length === 0) return;
  await transaction
    .insertInto('group_history')
    .values(
      steps.map(({ code, action }) => ({
        site_id: siteId,
        group_code: code,
        action,
        at,
        station_id: stationId,
        officer_id: officerId,
      })),
    )
    .execute();
}

/** What each counter serves, in the order of the groups. */
async function writeCounters(scope: CommandScope, groups: readonly GroupSetting[]): Promise<void> {
  const { transaction, siteId } = scope;
  const counters = await transaction
    .selectFrom('counter')
    .select(['counter_id', 'group_codes'])
    .where('site_id', '=', siteId)
    .execute();
  for (const { counter_id, group_codes } of counters) {
    const served = groups.filter(({ counterIds }) => counterIds.includes(counter_id)).map(({ code }) => code);
    if (served.join() === group_codes.join()) continue;
    await transaction
      .updateTable('counter')
      .set({ group_codes: JSON.stringify(served) })
      .where('site_id', '=', siteId)
      .where('counter_id', '=', counter_id)
      .execute();
  }
}
