import type { TimeLimit } from '../api/procedures.ts';
import { assertNever } from '../assert-never.ts';
import { formatNumber } from '../domain/vietnamese-format.ts';

/** A time limit as papers write it, e.g. `5 ngày làm việc`. Where the catalogue has only a text, that text. */
export function limitText(limit: TimeLimit): string {
  const amount = formatNumber(limit.amount);
  switch (limit.unit) {
    case 'WORKING_DAY':
      return `${amount} ngày làm việc`;
    case 'DAY':
      return `${amount} ngày`;
    case 'HOUR':
      return `${amount} giờ`;
    case 'MONTH':
      return `${amount} tháng`;
    case 'SAME_DAY':
      return 'Giải quyết ngay trong ngày';
    case 'OTHER':
      return limit.text ?? 'Theo quy định của pháp luật chuyên ngành';
    default:
      return assertNever(limit.unit);
  }
}
