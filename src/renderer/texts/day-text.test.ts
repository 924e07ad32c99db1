import { describe, expect, it } from 'vitest';
import { dayFromText, dayProblem } from './day-text.ts';

describe('a day as typed', () => {
  it.each([
    ['15/08/1985', '1985-08-15'],
    ['1-2-1990', '1990-02-01'],
    ['1.2.1990', '1990-02-01'],
    ['2/3/2026', '2026-03-02'],
    ['02032026', '2026-03-02'],
    [' 02 / 03 / 2026 ', '2026-03-02'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', null],
    ['31/02/2020', null],
    ['13/13/2020', null],
    ['0/1/2020', null],
    ['15/08/85', null],
    ['150885', null],
    ['1985-08-15', null],
    ['hôm qua', null],
    ['', null],
  ])('reads %s', (text, day) => expect(dayFromText(text)).toBe(day));
});

describe('the limits of a day', () => {
  const limits = { min: '2026-02-01', max: '2026-03-02' };
  it.each([
    ['', null],
    ['1/2/2026', null],
    ['02/03/2026', null],
    ['31/01/2026', 'early'],
    ['03/03/2026', 'late'],
    ['3/3', 'format'],
  ] as const)('judges "%s"', (text, problem) => expect(dayProblem(text, limits)).toBe(problem));
  it('has none where none is given', () => expect(dayProblem('1/1/1900', {})).toBeNull());
});
