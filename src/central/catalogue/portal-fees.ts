import { createHash } from 'node:crypto';
import type { Channel, Fee, Procedure } from '../../shared/api/procedures.ts';
import { formatDong } from '../../shared/domain/vietnamese-format.ts';
import { isCut, type PortalEntry, type PortalFee } from './portal-format.ts';

/** What a person decided about an amount of the portal. */
export interface FeeDecision {
  readonly code: string;
  readonly channel: Channel;
  /** {@link feeKey}. */
  readonly fee: string;
  /** The amount that the portal lists. */
  readonly listed: number;
  /** The amount that holds, in đồng; null: none can be filled in. */
  readonly amount: number | null;
}

/** An amount of the portal that nobody decided about. */
export interface OpenAmount {
  readonly code: string;
  readonly channel: Channel;
  readonly fee: string;
  readonly listed: number;
  readonly text: string;
  /** Why it looks wrong; null: it looks right, but nobody approved it. */
  readonly doubt: string | null;
}

/** Which fee of a channel: its kind and text, so that a decision does not outlive a change of the text. */
export function feeKey(fee: PortalFee): string {
  return createHash('sha256').update(`${fee.type}\n${fee.text}`).digest('hex').slice(0, 12);
}

/** Less than this is no fee in đồng: thousands or dollars were meant. */
const leastDong = 1_000;
const mostDong = 500_000_000;

/** An amount as it may stand in a text: 100.000, 8000, 50,000. */
const amountInText = /\d{1,3}(?:[.,]\d{3})+|\d{4,}(?=\s*(?:đ|đồng|VNĐ))/gi;

/**
 * Why an amount looks wrong; null where it does not. The data-quality trap of the portal: one and the same 100.000đ fee
 * stands as `100` and as `100000` in 2.001610; 45, 90, 500 in construction are thousands, 5 to 200 of the Foreign Ministry
 * dollars (rules.md §5.5, catalogue.md §2).
 */
export function doubtOf(fee: PortalFee, entry: PortalEntry): string | null {
  const { valueVnd: value } = fee;
  if (value === null || value === 0) return null;
  if (value < leastDong) return `less than ${leastDong} đồng: thousands or another currency may be meant`;
  if (!Number.isInteger(value) || value % 100 !== 0) return 'no round amount';
  if (value > mostDong) return `more than ${mostDong} đồng`;
  const twin = entry.channels
    .flatMap((channel) => channel.fees)
    .find((other) => other.valueVnd !== null && other.valueVnd > 0 && other.valueVnd * 1000 === value);
  if (twin !== undefined) return `another channel has ${twin.valueVnd ?? 0} for it`;
  const named = [...fee.text.matchAll(amountInText)].map(([text]) => Number(text.replace(/\D/g, '')));
  // Of a text that was cut, the rest may name it.
  if (!isCut(fee.text) && named.length > 0 && !named.includes(value))
    return 'its own text names other amounts';
  return null;
}

/** The fees of an entry as far as they may be filled in, and what nobody decided yet. */
export interface FeesOfEntry {
  readonly fees: Fee[];
  readonly open: OpenAmount[];
}

/**
 * Amounts are filled in from decisions, or where the version in force has the same amount, which a person entered; all others
 * are left empty with what the portal says as text, for the officer. An amount of 0 does not mean that nothing is owed.
 */
export function feesOf(
  entry: PortalEntry,
  current: Procedure | null,
  decisions: readonly FeeDecision[],
): FeesOfEntry {
  const open: OpenAmount[] = [];
  const fees = new Map<string, Fee & { channels: Channel[] }>();
  for (const { method: channel, fees: listed } of entry.channels) {
    for (const fee of listed) {
      const value = fee.valueVnd ?? 0;
      if (value === 0 && fee.text === '') continue;
      const key = feeKey(fee);
      const amount = value === 0 ? null : amountOf(entry.code, channel, fee, current, decisions);
      const doubt = doubtOf(fee, entry);
      if (amount === undefined)
        open.push({ code: entry.code, channel, fee: key, listed: value, text: fee.text, doubt });
      const merged = `${key} ${amount ?? 'none'}`;
      const before = fees.get(merged);
      if (before === undefined)
        fees.set(merged, { ...asFee(entry, fee, amount ?? null), channels: [channel] });
      else if (!before.channels.includes(channel)) before.channels.push(channel);
    }
  }
  // A portal that names nothing says nothing about what a person entered here.
  if (fees.size === 0 && current !== null) return { fees: current.fees, open };
  return { fees: [...fees.values()].map((fee) => ({ ...fee, channels: fee.channels.sort() })), open };
}

/** The amount that somebody decided; undefined: nobody did. */
function amountOf(
  code: string,
  channel: Channel,
  fee: PortalFee,
  current: Procedure | null,
  decisions: readonly FeeDecision[],
): number | null | undefined {
  const key = feeKey(fee);
  const decided = decisions.find(
    (each) =>
      each.code === code && each.channel === channel && each.fee === key && each.listed === fee.valueVnd,
  );
  if (decided !== undefined) return decided.amount;
  const isEntered = current?.fees.some(
    (each) => each.amount === fee.valueVnd && (each.channels?.includes(channel) ?? true),
  );
  return isEntered === true ? fee.valueVnd : undefined;
}

function asFee(entry: PortalEntry, fee: PortalFee, amount: number | null): Fee {
  const isCharge = fee.type === 'FEE' ? !/^lệ phí/i.test(fee.text) : /^phí/i.test(fee.text);
  const name = /^((?:lệ )?phí[^:;.(\d]{0,100})/i.exec(fee.text)?.[1]?.trim();
  const listed = fee.valueVnd ?? 0;
  const said = listed > 0 && amount === null ? `Cổng ghi ${formatDong(listed)}, chưa được duyệt` : '';
  const text = [said, fee.text].filter((part) => part !== '').join(': ');
  return {
    kind: isCharge ? 'charge' : 'fee',
    name: name ?? (isCharge ? 'Phí' : 'Lệ phí'),
    amount,
    ...(text === '' ? {} : { text }),
    source: entry.source,
  };
}
