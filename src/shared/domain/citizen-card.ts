import { appError, type AppError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { dateParts, dayNumber, dayNumberFromText, dayText } from './centre-time.ts';
import type { CitizenCard } from './scan-meaning.ts';

type Warning = CitizenCard['warnings'][number];

const leastFields = 6;
const usualFields = 7;
/**
 * Signs that letters were lost on the way: replacement characters and question marks, control characters, and pieces of
 * UTF-8 read as Latin-1 (`á»`, `Ä‘`, `Æ°`, `Ã©`). None of them stands in a Vietnamese name or address.
 */
const lostLetters = /[\u0000-\u001f\u007f-\u009f\ufffd?ÄÆ»º]|Ã[\u00a0-\u00bf]/; // eslint-disable-line no-control-regex -- control characters are what it looks for

/** What stands in no name and no address: invisible and direction marks, markup, and what a table takes for a formula. */
const hostile = /[\p{Cf}\p{Zl}\p{Zp}<>{}`]|^[=+@-]/u;

/** Letters, and what stands between them in names. */
const personName = /^\p{L}[\p{L}\p{M} '’.-]*$/u;

/**
 * Reads the QR of a citizen card (CCCD with chip, thẻ căn cước): `number|old number|name|ddMMyyyy|Nam/Nữ|address|ddMMyyyy`,
 * by practice (rules.md §6; the payload of cards from 2024 is not verified, so more fields are kept as read). Fields that
 * fail their check are null, with a warning for the officer, who compares with the card.
 *
 * `lettersSuspect`: the text was typed by a keyboard scanner, so only its digits and the sex can be trusted: name and
 * address stay empty (warning `letters-lost`).
 *
 * Errors, both without a word of the text, which is personal data: `scan-torn` for a card cut off before its sixth field,
 * or run into the next scan; `scan-foreign` for what is no card.
 */
export function parseCitizenCard(
  text: string,
  options: { readonly lettersSuspect?: boolean } = {},
): Result<CitizenCard, AppError> {
  const fields = text
    .normalize('NFC')
    .split('|')
    .map((field) => field.trim());
  const [number = '', second = ''] = fields;
  if (!/^\d{12}$/.test(number) || fields.length < 2) return err(appError('scan-foreign'));
  if (fields.length < leastFields)
    return err(appError('scan-torn', { fields: fields.length, least: leastFields }));

  const hasOldNumber = fields.length >= usualFields || /^\d*$/.test(second);
  const words = fields.slice(hasOldNumber ? 2 : 1);
  const [name = '', birth = '', sex = '', address = '', issued = ''] = words;
  const found = new Set<Warning>();
  if (runsIntoAnother(second, words)) return err(appError('scan-torn', { fields: fields.length }));
  const card: Omit<CitizenCard, 'warnings'> = {
    number,
    oldNumber: hasOldNumber ? readOldNumber(second, found) : null,
    birth: readDate(birth, found, 'birth-invalid'),
    ...(options.lettersSuspect
      ? { ...lettersLost(found), sex: typedSex(sex, number) }
      : {
          name: personName.test(name) ? readLetters(name, found) || null : nameLost(found),
          sex: readSex(sex, found),
          address: readLetters(address, found),
          extra: fields.slice(usualFields).map((field) => readLetters(field, found)),
        }),
    issued: issued === '' ? null : readDate(issued, found, 'issue-date-invalid'),
  };
  if (!options.lettersSuspect && found.has('birth-invalid') && found.has('sex-invalid'))
    return err(appError('scan-torn', { fields: fields.length }));
  // Six fields without issue date cannot be told from a card cut off inside its address.
  if (fields.length === leastFields && hasOldNumber) found.add('issue-date-missing-check-address');
  compareWithNumber(card, found);
  return ok({ ...card, warnings: [...found] });
}

/**
 * Whether the card was cut off and the next scan came right behind it: a personal number then stands glued to a field
 * that never holds so many digits. Taken apart all the same, it would be one person's number with another's name.
 */
function runsIntoAnother(second: string, words: readonly string[]): boolean {
  return /^\d{13,}/.test(second) || words.slice(0, 5).some((field) => /\d{9}/.test(field));
}

function lettersLost(found: Set<Warning>): Pick<CitizenCard, 'name' | 'address' | 'extra'> {
  found.add('letters-lost');
  return { name: null, address: '', extra: [] };
}

/** “Nam” survives a keyboard; of “Nữ” an N is left, taken only where the number says the same. */
function typedSex(field: string, number: string): CitizenCard['sex'] {
  const isFemale = Number(number[3]) % 2 === 1;
  if (/^nam$/i.test(field)) return 'male';
  return /^n[^a]*$/i.test(field) && isFemale ? 'female' : null;
}

function nameLost(found: Set<Warning>): null {
  found.add('letters-lost');
  return null;
}

/** A text of letters, empty if letters were lost from it or it holds what nobody's name or address does. */
function readLetters(field: string, found: Set<Warning>): string {
  if (!lostLetters.test(field) && !hostile.test(field)) return field;
  found.add('letters-lost');
  return '';
}

function readOldNumber(field: string, found: Set<Warning>): string | null {
  if (field === '') return null;
  if (/^(\d{9}|\d{12})$/.test(field)) return field;
  found.add('old-number-invalid');
  return null;
}

function readDate(field: string, found: Set<Warning>, warning: Warning): string | null {
  const match = /^(\d{2})(\d{2})(\d{4})$/.exec(field);
  const day = match ? dayNumber(Number(match[3]), Number(match[2]), Number(match[1])) : null;
  if (day !== null) return dayText(day);
  found.add(warning);
  return null;
}

function readSex(field: string, found: Set<Warning>): CitizenCard['sex'] {
  const word = field.toLowerCase();
  if (word === 'nam') return 'male';
  if (word === 'nữ') return 'female';
  found.add('sex-invalid');
  return null;
}

/** The fourth digit holds century and sex, the fifth and sixth the year of birth (NĐ 137/2015 Art 13). */
function compareWithNumber(card: Pick<CitizenCard, 'number' | 'sex' | 'birth'>, found: Set<Warning>): void {
  const centuryAndSex = Number(card.number[3]);
  const year = 1900 + Math.floor(centuryAndSex / 2) * 100 + Number(card.number.slice(4, 6));
  const sex = centuryAndSex % 2 === 0 ? 'male' : 'female';
  const birth = card.birth === null ? null : dayNumberFromText(card.birth);
  if (card.sex !== null && card.sex !== sex) found.add('number-contradicts-sex');
  if (birth !== null && dateParts(birth).year !== year) found.add('number-contradicts-birth');
}
