import type { LocalText } from '../api/primitives.ts';
import type { PriorityClass } from '../api/queue.ts';
import type { Site } from '../api/site.ts';
import { dayOfInstant } from '../domain/centre-time.ts';
import { formatClock, formatDateTime, formatDay } from '../domain/vietnamese-format.ts';
import type { PaperDocumentInput } from './document.ts';
import { trainingHead } from './training.ts';
import { unbrokenDates } from './unbroken.ts';

/** What stands on a queue ticket. No personal data: the ticket of a person who lost it says nothing about them. */
export interface TicketPaper {
  readonly site: Pick<Site, 'name'>;
  readonly groupName: LocalText;
  readonly number: string;
  /** Instant. */
  readonly issuedAt: string;
  /** People in front of this one. */
  readonly waitingBefore: number;
  /** Expected wait; null where too few were served today to say. */
  readonly estimateMinutes: number | null;
  readonly qrPayload: string;
  readonly priority: PriorityClass;
  /** Numbers of the counters that serve the group; may be empty. */
  readonly counters: readonly number[];
  readonly language?: 'vi' | 'en';
  readonly training?: boolean;
}

interface TicketTexts {
  readonly yourNumber: string;
  readonly priority: string;
  readonly issuedAt: string;
  readonly dateTime: (instant: string) => string;
  readonly waiting: string;
  readonly people: (count: number) => string;
  readonly estimate: string;
  readonly minutes: (count: number) => string;
  readonly counters: string;
  readonly pleaseWait: string;
  readonly missed: string;
  readonly show: string;
}

const texts: Readonly<Record<'vi' | 'en', TicketTexts>> = {
  vi: {
    yourNumber: 'SỐ THỨ TỰ CỦA ÔNG/BÀ',
    priority: 'ƯU TIÊN',
    issuedAt: 'Lấy số lúc:',
    dateTime: (instant) => unbrokenDates(formatDateTime(instant)),
    waiting: 'Đang chờ trước:',
    people: (count) => `${count} người`,
    estimate: 'Dự kiến chờ:',
    minutes: (count) => `khoảng ${count} phút`,
    counters: 'Quầy phục vụ:',
    pleaseWait: 'Vui lòng chờ gọi số.',
    missed: 'Quá lượt, xin lấy số mới.',
    show: 'Đưa phiếu này cho cán bộ tại quầy',
  },
  en: {
    yourNumber: 'YOUR NUMBER',
    priority: 'PRIORITY',
    issuedAt: 'Issued at:',
    dateTime: (instant) => `${formatClock(instant)}, ${formatDay(dayOfInstant(instant) ?? '')}`,
    waiting: 'Waiting before you:',
    people: (count) => (count === 1 ? '1 person' : `${count} people`),
    estimate: 'Expected wait:',
    minutes: (count) => `about ${count} min`,
    counters: 'Counters:',
    pleaseWait: 'Please wait until your number is called.',
    missed: 'If you miss your turn, please take a new number.',
    show: 'Show this ticket at the counter',
  },
};

/**
 * A queue ticket (content: rules.md §7). That the person has precedence is printed, why is not: a disability or a pregnancy
 * is nobody's business at the counter (NĐ 13/2023 Art 2.4, 3).
 */
export function ticketPaper(ticket: TicketPaper): PaperDocumentInput {
  const say = texts[ticket.language ?? 'vi'];
  const facts = [
    { key: say.issuedAt, value: say.dateTime(ticket.issuedAt) },
    { key: say.waiting, value: say.people(ticket.waitingBefore), bold: true },
    ...(ticket.estimateMinutes === null
      ? []
      : [{ key: say.estimate, value: say.minutes(ticket.estimateMinutes), bold: true }]),
    ...(ticket.counters.length === 0 ? [] : [{ key: say.counters, value: ticket.counters.join(', ') }]),
  ];
  return {
    kind: 'ticket',
    title: `Phiếu số ${ticket.number}`,
    elements: [
      ...trainingHead(ticket.training ?? false),
      { type: 'text', text: ticket.site.name, align: 'center', bold: true },
      { type: 'rule' },
      { type: 'text', text: say.yourNumber, align: 'center' },
      { type: 'text', text: ticket.number, align: 'center', size: 'giant', bold: true },
      {
        type: 'text',
        text: ticket.groupName[ticket.language ?? 'vi'],
        align: 'center',
        size: 'large',
        bold: true,
      },
      ...(ticket.priority === 'normal'
        ? []
        : ([
            { type: 'spacer', mm: 1 },
            { type: 'text', text: say.priority, align: 'center', size: 'large', bold: true },
          ] as const)),
      { type: 'spacer', mm: 1 },
      { type: 'rule', style: 'dashed' },
      { type: 'keyValue', rows: facts },
      { type: 'rule', style: 'dashed' },
      { type: 'spacer', mm: 1 },
      { type: 'text', text: say.pleaseWait, align: 'center', bold: true },
      { type: 'text', text: say.missed, align: 'center' },
      { type: 'qr', text: ticket.qrPayload, sizeMm: 26 },
      { type: 'text', text: say.show, align: 'center', size: 'small' },
      { type: 'cut' },
    ],
  };
}
