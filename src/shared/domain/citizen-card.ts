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

/**
 * Reads the QR of a citizen card (CCCD with chip, thẻ căn cước): `number|old number|name|ddMMyyyy|Nam/Nữ|address|ddMMyyyy`,
 * by practice (rules.md §6; the payload of cards from 2024 is not verified, so more fields are kept as read). Fields that
 * fail their check are null, with a warning for the officer, who compares with the card.
 *
 * `lettersSuspect`: the text was typed by a keyboard scanner, so only its digits can be trusted: name, sex and address
 * stay empty (warning `letters-lost`).
 *
 * Errors, both without a word of the text, which is personal data: `scan-torn` for a card cut off before its sixth field;
 * `scan-foreign` for what is no card.
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
  const [name = '', birth = '', sex = '', address = '', issued = ''] = fields.slice(hasOldNumber ? 2 : 1);
  const found = new Set<Warning>();
  const card: Omit<CitizenCard, 'warnings'> = {
    number,
    oldNumber: hasOldNumber ? readOldNumber(second, found) : null,
    birth: readDate(birth, found, 'birth-invalid'),
    ...(options.lettersSuspect
      ? digitsOnly(found)
      : {
          name: readLetters(name, found) || nameLost(found),
          sex: readSex(sex, found),
          address: readLetters(address, found),
          extra: fields.slice(usualFields).map((field) => readLetters(field, found)),
        }),
    issued: issued === '' ? null : readDate(issued, found, 'issue-date-invalid'),
  };
  // Six fields without issue date cannot be told from a card cut off inside its address.
  if (fields.length === leastFields && hasOldNumber) found.add('issue-date-missing-check-address');
  compareWithNumber(card, found);
  return ok({ ...card, warnings: [...found] });
}

function digitsOnly(found: Set<Warning>): Pick<CitizenCard, 'name' | 'sex' | 'address' | 'extra'> {
  found.add('letters-lost');
  return { name: null, sex: null, address: '', extra: [] };
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
