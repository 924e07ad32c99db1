import type { Language } from '../../texts/i18n.ts';

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];

/** A ticket number as it is spoken: letter, then digit by digit, so that nobody mishears a hundred. */
export function spokenNumber(number: string, language: Language): string {
  const [letter = '', figures = ''] = number.split('-');
  return [
    letter,
    ...Array.from(figures, (digit) => (language === 'vi' ? digits[Number(digit)] : undefined) ?? digit),
  ].join(' ');
}
