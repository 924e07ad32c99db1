import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCitizenCard } from './citizen-card.ts';
import { CitizenCard } from './scan-meaning.ts';

interface Row {
  payload: string;
  variant: string;
  valid: 'yes' | 'warn' | 'no';
  number: string;
  old_number: string;
  name: string;
  birth: string;
  sex: '' | 'Nam' | 'Nữ';
  address: string;
  issued: string;
  note: string;
}

const rows: Row[] = parse(readFileSync(new URL('./test-data/citizen-card-qr.csv', import.meta.url)), {
  columns: true,
  comment: '#',
});

function unescape(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|(.))/gi,
    (_, hex: string | undefined, letter: string | undefined) =>
      hex ? String.fromCharCode(parseInt(hex, 16)) : letter === 'r' ? '\r' : letter === 'n' ? '\n' : letter!,
  );
}

const emptyToNull = (text: string): string | null => (text === '' ? null : text);
const read = (text: string, options?: { lettersSuspect: boolean }): CitizenCard => {
  const result = parseCitizenCard(text, options);
  if (!result.ok) throw new Error(`not a card: ${result.error.code}`);
  return result.value;
};

/** What the table's notes say beyond its columns. */
const warningsByNumber: Record<string, CitizenCard['warnings']> = {
  '080182000007': ['issue-date-missing-check-address'],
  '080090000016': ['birth-invalid'],
  '080084000017': ['issue-date-invalid'],
  '080090000020': ['number-contradicts-sex'],
  '080001000021': ['number-contradicts-birth'],
};
const extrasByNumber: Record<string, string[]> = {
  '080190000009': ['', '080190999999', 'Bùi Văn L', 'Ngô Thị M'],
  '080322000010': ['03092036', '', 'Đặng Văn O', 'Hồ Thị P'],
  '080201000011': ['', '', '', ''],
};

describe('cards of the table', () => {
  it('has all of them', () => {
    expect(rows).toHaveLength(25);
  });

  it.each(rows.filter((row) => row.valid !== 'no'))('$variant $valid: $note', (row) => {
    const card = read(unescape(row.payload));
    expect(card).toEqual({
      number: row.number,
      oldNumber: emptyToNull(row.old_number),
      name: emptyToNull(row.name),
      birth: emptyToNull(row.birth),
      sex: row.sex === 'Nam' ? 'male' : 'female',
      address: row.address,
      issued: emptyToNull(row.issued),
      extra: extrasByNumber[row.number] ?? [],
      warnings: warningsByNumber[row.number] ?? [],
    });
    expect(CitizenCard.parse(card)).toEqual(card);
    if (row.valid === 'warn') expect(card.warnings).not.toEqual([]);
  });

  it.each(rows.filter((row) => row.valid === 'no'))('fills nothing in: $note', (row) => {
    const result = parseCitizenCard(unescape(row.payload));
    const code = row.variant === 'torn' ? 'scan-torn' : 'scan-foreign';
    expect(result).toMatchObject({ ok: false, error: { code } });
  });
});

describe('beyond the table', () => {
  const whole = '080090000001|300000001|Nguyễn Văn A|01011990|Nam|Ấp 1, Xã B, Huyện C, Long An|01052021';

  it('calls a card torn wherever it ends before its sixth field, and never repeats it', () => {
    for (let end = 13; end < whole.indexOf('Ấp') - 1; end += 1)
      expect(parseCitizenCard(whole.slice(0, end))).toEqual({
        ok: false,
        error: { code: 'scan-torn', detail: { fields: whole.slice(0, end).split('|').length, least: 6 } },
      });
    expect(parseCitizenCard(whole.slice(0, 12))).toEqual({ ok: false, error: { code: 'scan-foreign' } });
  });

  it('warns of a card torn inside its address or issue date', () => {
    expect(read(whole.slice(0, whole.indexOf(', Long An'))).warnings).toEqual([
      'issue-date-missing-check-address',
    ]);
    expect(read(whole.slice(0, -3))).toMatchObject({ issued: null, warnings: ['issue-date-invalid'] });
  });

  it('leaves out a name and an address whose letters were lost, and keeps the digits', () => {
    for (const name of ['Nguy\ufffdn V\ufffdn A', 'Nguy?n Van A', 'Nguyá»…n VÄƒn A', ''])
      expect(read(whole.replace('Nguyễn Văn A', name))).toMatchObject({
        number: '080090000001',
        name: null,
        birth: '1990-01-01',
        address: 'Ấp 1, Xã B, Huyện C, Long An',
        warnings: ['letters-lost'],
      });
    expect(read(whole.replace('Ấp 1', '?p 1'))).toMatchObject({ address: '', warnings: ['letters-lost'] });
  });

  it('takes only the digits of a card that was typed', () => {
    expect(read(`${whole}|080190999999|Bui Van L`, { lettersSuspect: true })).toEqual({
      number: '080090000001',
      oldNumber: '300000001',
      name: null,
      birth: '1990-01-01',
      sex: 'male',
      address: '',
      issued: '2021-05-01',
      extra: [],
      warnings: ['letters-lost'],
    });
  });

  it.each([
    ['080190000001', 'N', 'female'],
    ['080190000001', 'Nu', 'female'],
    ['080190000001', 'Nu74', 'female'],
    ['080090000001', 'N', null],
    ['080090000001', 'NAM', 'male'],
    ['080190000001', 'Nam', 'male'],
    ['080190000001', 'x', null],
  ])('reads off a typed card of %s with sex %j: %s', (number, sex, expected) => {
    const typed = whole.replace('080090000001', number).replace('Nam', sex);
    expect(read(typed, { lettersSuspect: true }).sex).toBe(expected);
  });

  it('is torn when the next scan came right behind its beginning: never the number of one and the name of another', () => {
    const next = '080190000002|300000002|Trần Thị B|02021991|Nữ|Ấp 2, Xã C|02062021';
    for (const other of [next, next.replace('300000002', '')])
      for (let end = 12; end < whole.length; end += 1) {
        const read = parseCitizenCard(whole.slice(0, end) + other);
        if (!read.ok) continue;
        expect(JSON.stringify(read.value)).not.toContain('Trần');
      }
    expect(parseCitizenCard(whole + next)).toMatchObject({ ok: false, error: { code: 'scan-torn' } });
  });

  it('leaves out what is no old number and no sex', () => {
    expect(read(whole.replace('300000001', '30000000X').replace('Nam', 'N'))).toMatchObject({
      oldNumber: null,
      sex: null,
      warnings: ['old-number-invalid', 'sex-invalid'],
    });
  });

  it('never throws, and what it takes for a card fits the schema', () => {
    const field = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^\d{8,12}$/), fc.constant(''));
    fc.assert(
      fc.property(fc.array(field, { maxLength: 12 }), fc.boolean(), (fields, lettersSuspect) => {
        parseCitizenCard(fields.join('|'), { lettersSuspect });
        const result = parseCitizenCard(['080090000001', ...fields].join('|'), { lettersSuspect });
        if (result.ok) expect(CitizenCard.parse(result.value)).toEqual(result.value);
        else expect(['scan-torn', 'scan-foreign']).toContain(result.error.code);
      }),
    );
  });
});
