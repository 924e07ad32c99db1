import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { GroupOpening, ServiceGroup } from '../../shared/api/queue.ts';
import { issuingAt } from '../../shared/domain/issue-hours.ts';
import { QueueRules } from '../../shared/domain/queue-order.ts';
import { WorkingCalendar } from '../../shared/domain/working-calendar.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { prepare } from '../store/prepare.ts';
import type { Tables } from '../store/tables.ts';
import { queueRules } from './waiting.ts';

type Closed = ServiceGroup['closed'];

/** Why a group gives out no numbers at an instant; null: it does. Closed by hand comes before the hours. */
export function closedOf(isOpen: boolean, hours: Closed): Closed {
  return isOpen ? hours : { because: 'supervisor', opensAt: null };
}

/** What the hours of a site say at an instant; null: numbers are given out. */
export async function closedByHours(database: Kysely<Tables>, siteId: string, at: Date): Promise<Closed> {
  const [site] = await rulesAndCalendar(database, { siteId });
  if (site === undefined) throw new Error('there is no such site');
  const { issueHours } = QueueRules.parse(site.queue_rules);
  if (issueHours === null) return null;
  const { open, opensAt } = issuingAt(issueHours, WorkingCalendar.parse(site.calendar), instantText(at));
  return open ? null : { because: 'hours', opensAt };
}

const rulesAndCalendar = prepare<{ siteId: string }>()((database, { siteId }) =>
  database.selectFrom('site').select(['queue_rules', 'calendar']).where('site_id', '=', siteId),
);

/**
 * Opens a group or closes it: a closed group gives out no numbers, whoever has one is still served. Saying it again is
 * written down and changes nothing. Error: `not-found`.
 */
export async function setGroupOpening(
  scope: CommandScope,
  groupCode: string,
  request: z.output<typeof GroupOpening>,
): Promise<Result<{ groupCode: string; open: boolean }, AppError>> {
  const { open, note } = request;
  const changed = await scope.transaction
    .updateTable('service_group')
    .set({ is_open: open })
    .where('site_id', '=', scope.siteId)
    .where('code', '=', groupCode)
    .where('removed_at', 'is', null)
    .returning('code')
    .executeTakeFirst();
  if (changed === undefined) return err(appError('not-found', { groupCode }));
  await scope.transaction
    .insertInto('group_history')
    .values({
      site_id: scope.siteId,
      group_code: groupCode,
      action: open ? 'open' : 'close',
      at: scope.at,
      station_id: scope.stationId,
      officer_id: scope.officerId,
    })
    .execute();
  scope.emit({ type: 'group.changed', data: { groupCode, open } });
  scope.refer(groupCode);
  scope.explain(note);
  return ok({ groupCode, open });
}

/** What a site's queue is to be ordered by: the rules themselves, what they are based on, and why. */
interface NewQueueRules extends QueueRules {
  readonly basedOn?: QueueRules | undefined;
  readonly note: string;
}

/**
 * Sets how the site orders its queue, from the next call on. The rules before stay readable in the audit log. Error:
 * `changed-meanwhile` where other rules are in force than those that the caller read.
 */
export async function setQueueRules(
  scope: CommandScope,
  request: NewQueueRules,
): Promise<Result<QueueRules, AppError>> {
  const { note, basedOn } = request;
  const rules = QueueRules.parse(request);
  if (basedOn !== undefined && !isSameRules(basedOn, await queueRules(scope.transaction, scope.siteId)))
    return err(appError('changed-meanwhile'));
  await scope.transaction
    .updateTable('site')
    .set({ queue_rules: JSON.stringify(rules) })
    .where('site_id', '=', scope.siteId)
    .execute();
  scope.emit({ type: 'queue.rulesChanged', data: {} });
  scope.refer(scope.siteId);
  scope.explain([note, JSON.stringify(rules)].filter((part) => part !== '').join(' '));
  return ok(rules);
}

function isSameRules(one: QueueRules, other: QueueRules): boolean {
  return JSON.stringify(QueueRules.parse(one)) === JSON.stringify(QueueRules.parse(other));
}
