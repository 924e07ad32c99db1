const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
/** Scales of the groups of three digits below a tỷ, lowest first. */
const scales = ['', 'nghìn', 'triệu'] as const;
const billion = 1_000_000_000;

/** How a tens digit 0 before a unit is read: `lẻ` in the South, `linh` in the North. No law fixes it: a setting. */
export type ZeroTens = 'lẻ' | 'linh';

/**
 * An amount of đồng in words (số tiền bằng chữ), e.g. `Một trăm mười lăm nghìn đồng`, as receipts must carry it (NĐ
 * 254/2026 Art 23.2). From 10¹² on, the tỷ are read as a number of their own ("một nghìn hai trăm tỷ").
 *
 * Throws unless `amount` is a whole number from 0 to the largest that a number can hold exactly: wrong money must not be
 * printed.
 */
export function amountInWords(amount: number, options: { readonly zeroTens?: ZeroTens } = {}): string {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not an amount of đồng: ${amount}`);
  const words = amount === 0 ? ['không'] : numberWords(amount, options.zeroTens ?? 'lẻ', true);
  const text = [...words, 'đồng'].join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Words of a number above 0. `leading`: nothing stands before it, so it begins without "không trăm". */
function numberWords(value: number, zeroTens: ZeroTens, leading: boolean): string[] {
  if (value >= billion) {
    const rest = value % billion;
    const billions = numberWords(Math.floor(value / billion), zeroTens, leading);
    return [...billions, 'tỷ', ...(rest === 0 ? [] : numberWords(rest, zeroTens, false))];
  }
  const words: string[] = [];
  for (let scale = scales.length - 1; scale >= 0; scale -= 1) {
    const group = Math.floor(value / 1000 ** scale) % 1000;
    if (group === 0) continue;
    words.push(...groupWords(group, zeroTens, leading && words.length === 0));
    if (scale > 0) words.push(scales[scale] ?? '');
  }
  return words;
}

/** Words of a group of three digits that is not 000. */
function groupWords(group: number, zeroTens: ZeroTens, leading: boolean): string[] {
  const hundreds = Math.floor(group / 100);
  const tens = Math.floor(group / 10) % 10;
  const unit = group % 10;
  const words = hundreds > 0 || !leading ? [word(hundreds), 'trăm'] : [];
  if (tens === 0 && unit > 0 && words.length > 0) words.push(zeroTens);
  if (tens === 1) words.push('mười');
  if (tens > 1) words.push(word(tens), 'mươi');
  if (unit > 0) words.push(unitWord(unit, tens));
  return words;
}

/** The last digit changes its name after a tens digit: mốt, tư and lăm after "mươi", only lăm after "mười". */
function unitWord(unit: number, tens: number): string {
  if (unit === 5 && tens > 0) return 'lăm';
  if (unit === 1 && tens > 1) return 'mốt';
  if (unit === 4 && tens > 1) return 'tư';
  return word(unit);
}

function word(digit: number): string {
  return digits[digit] ?? '';
}
