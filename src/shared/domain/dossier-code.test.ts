import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayText } from './centre-time.ts';
import { findDossierCode, formatDossierCode, parseDossierCode } from './dossier-code.ts';

describe('reading a dossier code', () => {
  it.each([
    ['000.00.30.H39-200226-0001', '2018', '000.00.30.H39', '2020-02-26', 1],
    ['000.17.22.H56-210531-0001', '2018', '000.17.22.H56', '2021-05-31', 1],
    ['H39.30-200226-0001', '2020', 'H39.30', '2020-02-26', 1],
    ['H39-260302-0417', '2020', 'H39', '2026-03-02', 417],
    ['H56.14.02-231027-0361', '2020', 'H56.14.02', '2023-10-27', 361],
    ['G09.20-20260609-0092637', 'other', 'G09.20', '2026-06-09', 92_637],
    ['Z01.2-260302-0001', 'other', 'Z01.2', '2026-03-02', 1],
    ['H39.30-260302-10000', 'other', 'H39.30', '2026-03-02', 10_000],
    ['H39.30-260230-0001', '2020', 'H39.30', null, 1],
    ['H39.30-999999-0001', '2020', 'H39.30', null, 1],
    ['  h39.30-200226-0001\r\n', '2020', 'H39.30', '2020-02-26', 1],
  ] as const)('%j is of format %s', (text, format, unit, date, number) => {
    const code = text.trim().toUpperCase();
    expect(parseDossierCode(text)).toEqual({ ok: true, value: { code, format, unit, date, number } });
  });

  it.each([
    '',
    'A-025',
    'H39.30',
    'H39.30-200226',
    'H39.30-20022-0001',
    'H39.30-200226-001',
    'H39.30-200226-00000001',
    'H39..30-200226-0001',
    '.H39-200226-0001',
    'H39 30-200226-0001',
    'H39.30_200226_0001',
    'Đ39.30-200226-0001',
    `${'H39.'.repeat(20)}30-200226-0001`,
    '080090000001||Nguyễn Văn A|01011990|Nam||01052021',
  ])('refuses %j without repeating it', (text) => {
    expect(parseDossierCode(text)).toEqual({
      ok: false,
      error: { code: 'dossier-code-invalid', detail: { example: 'H39.30-260302-0001' } },
    });
  });

  it('never throws, whatever it reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseDossierCode(text);
        findDossierCode(text);
        findDossierCode(`https://example.vn/?ma=${text}`);
      }),
    );
  });
});

const unitCode = fc.stringMatching(/^[A-Y][0-9]{2}(\.[0-9A-Z]{2,5}){0,3}$/);
const day = fc.integer({ min: 10_957, max: 47_481 }).map(dayText);
const number = fc.integer({ min: 1, max: 9_999_999 });

describe('the code of a new dossier', () => {
  it('follows the rule of 2020 and starts each day at 0001', () => {
    expect(formatDossierCode({ unitCode: 'H39.30', day: '2026-03-02', number: 1 })).toBe(
      'H39.30-260302-0001',
    );
  });

  it('is read back as what it was made of', () => {
    fc.assert(
      fc.property(unitCode, day, number, (unit, date, count) => {
        const code = formatDossierCode({ unitCode: unit, day: date, number: count });
        const format = count <= 9999 ? '2020' : 'other';
        expect(parseDossierCode(code)).toEqual({
          ok: true,
          value: { code, format, unit, date, number: count },
        });
      }),
    );
  });

  it.each([
    { unitCode: '', day: '2026-03-02', number: 1 },
    { unitCode: 'h39.30', day: '2026-03-02', number: 1 },
    { unitCode: 'H'.repeat(36), day: '2026-03-02', number: 1 },
    { unitCode: 'H39.30', day: '2026-02-29', number: 1 },
    { unitCode: 'H39.30', day: '2026-03-02', number: 0 },
    { unitCode: 'H39.30', day: '2026-03-02', number: 1.5 },
  ])('is not made from %j', (parts) => {
    expect(() => formatDossierCode(parts)).toThrow(RangeError);
  });
});

describe('finding a code', () => {
  it.each([
    'H39.30-260302-0001',
    'https://dichvucong.example.vn/tra-cuu?ma=H39.30-260302-0001',
    'https://dichvucong.example.vn/tra-cuu/H39.30-260302-0001/',
    'https://dichvucong.example.vn/#/tra-cuu?lang=vi&maHoSo=H39.30-260302-0001&x=1',
    'https://dichvucong.example.vn/?ma=H39%2E30%2D260302%2D0001',
    'https://dichvucong.example.vn/?next=%2Ftra-cuu%3Fma%3DH39.30-260302-0001',
    'https://zalo.me/s/123/?ma=H39.30-260302-0001&ma2=H39.30-260302-0001',
    'Mã hồ sơ: H39.30-260302-0001.',
    'https://dichvucong.example.vn/100%/H39.30-260302-0001',
  ])('finds it in %s', (text) => {
    expect(findDossierCode(text)?.code).toBe('H39.30-260302-0001');
  });

  it.each([
    'https://example.vn/',
    'https://example.vn/bai-viet/tin-202405-1234',
    'https://example.vn/?ma=XH39.30-260302-0001-2',
    'https://example.vn/?a=H39.30-260302-0001&b=H39.30-260302-0002',
    'A-025',
  ])('finds none, or no single one, in %s', (text) => {
    expect(findDossierCode(text)).toBeNull();
  });

  it('finds every code in every enquiry address', () => {
    fc.assert(
      fc.property(unitCode, day, number, (unit, date, count) => {
        const code = formatDossierCode({ unitCode: unit, day: date, number: count });
        expect(
          findDossierCode(`https://example.vn/tra-cuu?ma=${encodeURIComponent(code)}&kenh=qr`)?.code,
        ).toBe(code);
      }),
    );
  });
});
