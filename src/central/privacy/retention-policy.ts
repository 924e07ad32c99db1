import type { Kysely } from 'kysely';
import type { LocalText } from '../../shared/api/primitives.ts';
import {
  dateParts,
  dayNumberFromText,
  dayText,
  daysInMonth,
  twoDigits,
} from '../../shared/domain/centre-time.ts';
import type { Tables } from '../store/tables.ts';

/** Of what the site decides how long it is kept. */
export const retentionSubjects = ['citizen', 'dossier'] as const;
export type RetentionSubject = (typeof retentionSubjects)[number];

/** How long something is kept, and why. */
export interface RetentionRule {
  readonly subject: RetentionSubject;
  /** Whole months, after the last visit or the end of the dossier. Null: no end is set. */
  readonly months: number | null;
  readonly basis: LocalText;
  /** Who decided it; null: the product's proposal. */
  readonly decidedBy: string | null;
}

/**
 * What the product proposes until the site decides.
 *
 * - `citizen`, the record by which a counter knows somebody again: no law asks for it, its purpose ends when people do not
 *   come back (NĐ 13/2023/NĐ-CP Art 3, limited keeping; Luật 91/2025/QH15 Art 14, purpose fulfilled).
 * - `dossier`: a record of a state agency's work. Its period is the archive's decision (Luật Lưu trữ 33/2024) and was not
 *   found in a text that could be read, so nothing ends by itself until a person enters period and legal basis.
 */
const proposals: readonly RetentionRule[] = [
  {
    subject: 'citizen',
    months: 12,
    basis: {
      vi: 'Chỉ để không phải nhập lại thông tin ở lần đến sau; hết mục đích thì xóa (Nghị định 13/2023/NĐ-CP, Điều 3; Luật 91/2025/QH15, Điều 14).',
      en: 'Only so that nothing is typed twice at the next visit; erased when that purpose ends (Decree 13/2023/NĐ-CP Art 3; Law 91/2025/QH15 Art 14).',
    },
    decidedBy: null,
  },
  {
    subject: 'dossier',
    months: null,
    basis: {
      vi: 'Hồ sơ là tài liệu hoạt động của cơ quan nhà nước, được giữ theo thời hạn lưu trữ (Luật Lưu trữ 33/2024/QH15); cơ quan chưa nhập thời hạn.',
      en: 'The dossier is a record of a state agency and is kept for its archival period (Law on Archives 33/2024/QH15); the agency has not entered the period yet.',
    },
    decidedBy: null,
  },
];

/** What is kept without a rule of the site, and why: part of the answer to a citizen. */
export const fixedKeeping: readonly { readonly subject: string; readonly text: LocalText }[] = [
  {
    subject: 'audit',
    text: {
      vi: 'Nhật ký truy cập được giữ để chứng minh ai đã xem, sửa dữ liệu; trong đó không có họ tên, số định danh (Nghị định 13/2023/NĐ-CP, khoản 2 Điều 38).',
      en: 'The log of access is kept to prove who saw or changed data; it holds no names and no numbers (Decree 13/2023/NĐ-CP Art 38.2).',
    },
  },
  {
    subject: 'appointment',
    text: {
      vi: 'Họ tên, số định danh, điện thoại của người có lịch hẹn được xóa 7 ngày sau ngày hẹn.',
      en: 'Name, number and telephone of who has an appointment are erased 7 days after its day.',
    },
  },
  {
    subject: 'command',
    text: {
      vi: 'Bản trả lời đã niêm phong của mỗi thao tác được giữ 90 ngày để không ghi trùng khi mất kết nối, sau đó tự xóa.',
      en: 'The sealed answer of each command is kept for 90 days, so that nothing is entered twice after a lost connection; then it is erased.',
    },
  },
  {
    subject: 'queue',
    text: {
      vi: 'Số thứ tự, lượt gọi, đánh giá không gắn với họ tên hay số định danh của ai.',
      en: 'Queue numbers, calls and ratings are tied to nobody’s name or number.',
    },
  },
];

/** The rules of a site: what it decided, otherwise the proposals. */
export async function retentionRules(database: Kysely<Tables>, siteId: string): Promise<RetentionRule[]> {
  const rows = await database
    .selectFrom('retention_rule')
    .selectAll()
    .where('site_id', '=', siteId)
    .execute();
  return proposals.map((proposal) => {
    const row = rows.find((each) => each.subject === proposal.subject);
    return row === undefined
      ? proposal
      : {
          subject: proposal.subject,
          months: row.months,
          basis: { vi: row.basis, en: row.basis },
          decidedBy: row.decided_by,
        };
  });
}

export function ruleOf(rules: readonly RetentionRule[], subject: RetentionSubject): RetentionRule {
  const rule = rules.find((each) => each.subject === subject);
  if (rule === undefined) throw new Error(`no rule for ${subject}`);
  return rule;
}

/**
 * The day that lies so many months before (or, negative, after) a day; where the month has no such day, its last.
 * @param day `YYYY-MM-DD`
 */
export function monthsBefore(day: string, months: number): string {
  const parts = dateParts(dayNumberFromText(day) ?? 0);
  const month = parts.year * 12 + (parts.month - 1) - months;
  const [year, monthOfYear] = [Math.floor(month / 12), (((month % 12) + 12) % 12) + 1];
  const last = daysInMonth(year, monthOfYear);
  return `${year}-${twoDigits(monthOfYear)}-${twoDigits(Math.min(parts.day, last))}`;
}

/** The first day on which what ended on `day` has been kept so many months: never a day too early. */
export function keptUntil(day: string, months: number): string {
  let at = dayNumberFromText(monthsBefore(day, -months)) ?? 0;
  while (monthsBefore(dayText(at), months) < day) at += 1;
  return dayText(at);
}
