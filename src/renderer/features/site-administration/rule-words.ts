import type { TFunction } from 'i18next';
import type { PriorityClass } from '../../../shared/api/queue.ts';
import { clockFromText } from '../../../shared/domain/centre-time.ts';
import { orderQueue, type QueuedTicket, type QueueRules } from '../../../shared/domain/queue-order.ts';

/** The rules as a few sentences, for whoever edits them. */
export function ruleWords(rules: QueueRules, t: TFunction): string[] {
  const { priorityRatio, orderOfClasses, issueHours } = rules;
  const names = orderOfClasses.map((name) => t(`common.priority.${name}`));
  const sentences: string[] = [];
  if (names.length === 0) sentences.push(t('siteAdmin.rules.say.noClass'));
  else {
    sentences.push(
      priorityRatio.priority === 0
        ? t('siteAdmin.rules.say.never')
        : t('siteAdmin.rules.say.ratio', {
            priority: String(priorityRatio.priority),
            of: String(priorityRatio.of),
          }),
      t('siteAdmin.rules.say.order', { classes: names.join(' → ') }),
    );
  }
  const place = (where: QueueRules['transferred']): string => lowerFirst(t(`siteAdmin.rules.place.${where}`));
  sentences.push(
    t('siteAdmin.rules.say.transferred', { place: place(rules.transferred) }),
    t('siteAdmin.rules.say.nextService', { place: place(rules.nextService) }),
    issueHours === null
      ? t('siteAdmin.rules.say.anyTime')
      : t('siteAdmin.rules.say.hours', {
          hours: issueHours.map((block) => t('siteAdmin.rules.say.block', block)).join(', '),
        }),
  );
  return sentences;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLocaleLowerCase() + text.slice(1);
}

/** Who comes in the example, five minutes apart. */
const exampleClasses: readonly PriorityClass[] = [
  'normal',
  'normal',
  'elderly',
  'normal',
  'pregnant',
  'disabled',
  'normal',
  'elderly',
];

/** One of the example. */
export interface ExampleTicket {
  readonly number: string;
  readonly priority: PriorityClass;
  /** Time of day, HH:mm. */
  readonly at: string;
}

/** The people of the example, in the order in which they come. */
export const exampleTickets: readonly ExampleTicket[] = exampleClasses.map((priority, index) => ({
  number: `A-${String(index + 1).padStart(3, '0')}`,
  priority,
  at: `08:${String(index * 5).padStart(2, '0')}`,
}));

/** The same people in the order in which they are called, by the rule that central calls by. */
export function exampleOrder(rules: QueueRules): readonly ExampleTicket[] {
  const waiting = exampleTickets.map((ticket): QueuedTicket & { readonly ticket: ExampleTicket } => ({
    ticket,
    id: ticket.number,
    groupCode: 'A',
    priority: ticket.priority,
    waitingSince: `2026-03-02T${ticket.at}:00+07:00`,
    frontSince: null,
    cameBy: 'issue',
    reservedFor: null,
    slotFrom: null,
  }));
  const ordered = orderQueue({
    waiting,
    desk: null,
    rules,
    recentCalls: [],
    now: '2026-03-02T09:00:00+07:00',
  });
  return ordered.map(({ ticket }) => ticket.ticket);
}

/** Whether a block of hours can be kept as typed. */
export function isHours(block: { readonly from: string; readonly to: string }): boolean {
  return clockFromText(block.from) !== null && clockFromText(block.to) !== null && block.from < block.to;
}
