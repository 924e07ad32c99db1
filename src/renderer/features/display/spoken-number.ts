/** A ticket number as it is spoken: letter, then digit by digit, so that nobody mishears a hundred. */
export function spokenNumber(number: string): string {
  const [letter = '', digits = ''] = number.split('-');
  const words = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
  return [letter, ...Array.from(digits, (digit) => words[Number(digit)] ?? digit)].join(' ');
}
