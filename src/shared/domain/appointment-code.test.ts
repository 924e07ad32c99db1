import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAppointmentCode,
  makeAppointmentCode,
  parseAppointmentCode,
  readTypedAppointmentCode,
} from './appointment-code.ts';

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const anyCode = fc.array(fc.nat(30), { minLength: 6, maxLength: 6 }).map((values) => {
  const left = [...values];
  return makeAppointmentCode(() => left.shift() ?? 0);
});

describe('code of an appointment', () => {
  it('is read as it was made, in either case, typed with or without its beginning', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(code).toMatch(/^HEN-[2-9A-HJKMNP-Z]{7}$/);
        expect(parseAppointmentCode(code)).toBe(code);
        expect(parseAppointmentCode(code.toLowerCase())).toBe(code);
        for (const typed of [
          code,
          code.slice(4),
          ` ${code.slice(4, 7)} ${code.slice(7)} `,
          code.replace('-', ''),
        ])
          expect(readTypedAppointmentCode(typed)).toBe(code);
      }),
    );
  });

  it('is no other code with one character wrong or two neighbours changed round', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(6), fc.nat(30), (code, at, value) => {
        const body = Array.from(code.slice(4));
        const before = body.join('');
        body[at] = alphabet.charAt(value);
        if (body.join('') !== before) expect(parseAppointmentCode(`HEN-${body.join('')}`)).toBeNull();
        const turned = Array.from(before);
        [turned[at], turned[(at + 1) % 7]] = [turned[(at + 1) % 7] ?? '', turned[at] ?? ''];
        if (at < 6 && turned.join('') !== before)
          expect(parseAppointmentCode(`HEN-${turned.join('')}`)).toBeNull();
      }),
    );
  });

  it.each(['', 'HEN-', 'HEN-ABC', 'A-025', 'H39.30-260302-0001', 'HEN-0000000'])('is not %s', (text) => {
    expect(parseAppointmentCode(text)).toBeNull();
    expect(readTypedAppointmentCode(text)).toBeNull();
  });

  it('is known by its beginning, torn or not', () => {
    expect([isAppointmentCode('hen-AB'), isAppointmentCode('HENAB')]).toEqual([true, false]);
  });
});
