/**
 * What boards, lists and screens that others can see show of a person (NĐ 13/2023 Art 3: no more than the purpose needs).
 * Masked text keeps its length where the length says nothing, so that a person still recognises their own.
 */

/** An identity number with its first three and its last digit, e.g. `080********1`. Too short ones vanish altogether. */
export function maskCitizenNumber(number: string): string {
  return maskMiddle(number, 3, 1);
}

/** A telephone number with its first three and last two digits, e.g. `091*****78`. Spaces and points are left out. */
export function maskPhone(phone: string): string {
  return maskMiddle(phone.replace(/[\s.-]/g, ''), 3, 2);
}

/**
 * A name shortened as officers write it: initials, then the given name (the last word), e.g. `N. V. An`. A name of one word
 * keeps only its initial.
 */
export function maskName(name: string): string {
  const words = name
    .normalize('NFC')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const last = words.pop();
  if (last === undefined) return '';
  const initial = (word: string): string => `${(Array.from(word)[0] ?? '').toUpperCase()}.`;
  return words.length === 0 ? initial(last) : [...words.map(initial), last].join(' ');
}

/** Stars instead of all but `start` and `end` characters; of a text with little more than those, all stars. */
function maskMiddle(text: string, start: number, end: number): string {
  const hidden = text.length - start - end;
  if (hidden < 4) return '*'.repeat(text.length);
  return `${text.slice(0, start)}${'*'.repeat(hidden)}${text.slice(text.length - end)}`;
}
