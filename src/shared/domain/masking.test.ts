import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskCitizenNumber, maskName, maskPhone } from './masking.ts';

describe('masking', () => {
  it.each([
    ['080090000001', '080********1'],
    ['300000001', '300*****1'],
    ['12345678', '123****8'],
    ['1234567', '*******'],
    ['0800', '****'],
    ['', ''],
  ])('shows the number %j as %j', (number, masked) => {
    expect(maskCitizenNumber(number)).toBe(masked);
  });

  it.each([
    ['0912345678', '091*****78'],
    ['091 234.56-78', '091*****78'],
    ['+84912345678', '+84*******78'],
    ['1900', '****'],
  ])('shows the telephone %j as %j', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each([
    ['Nguyễn Văn An', 'N. V. An'],
    ['  đặng   thị ánh ', 'Đ. T. ánh'],
    ['LÊ NGỌC', 'L. NGỌC'],
    ['O\u031b\u0309 Văn Bình', 'Ở. V. Bình'],
    ['An', 'A.'],
    ['', ''],
  ])('shortens the name %j to %j', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('never shows more than four digits of an identity number, nor a family name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\d{12}|\d{9})$/), (number) => {
        const masked = maskCitizenNumber(number);
        expect(masked).toHaveLength(number.length);
        expect(masked.replaceAll('*', '').length).toBe(4);
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('Nguyễn', 'Trần', 'Đoàn'),
        fc.constantFrom('An', 'Ý', 'Ngọc'),
        (family, given) => {
          expect(maskName(`${family} ${given}`)).not.toContain(family);
        },
      ),
    );
  });
});
