import { describe, expect, it } from 'vitest';
import type { GroupSetting, ServiceGroups } from '../../../shared/api/service-groups.ts';
import {
  emptyGroup,
  faultsOf,
  fieldLines,
  freeLetters,
  moveGroup,
  placeField,
  placeProcedure,
  unplaced,
} from './draft.ts';

const procedures = [
  { code: '1.1', name: 'Đăng ký khai sinh', field: 'Hộ tịch' },
  { code: '1.2', name: 'Đăng ký kết hôn', field: 'Hộ tịch' },
  { code: '2.1', name: 'Tách thửa đất', field: 'Đất đai' },
];
const group = (code: string, change: Partial<GroupSetting> = {}): GroupSetting => ({
  ...emptyGroup(code),
  ...change,
});
const a = group('A', { fields: ['Hộ tịch'] });
const b = group('B');
const codes = (groups: readonly GroupSetting[]): string => groups.map(({ code }) => code).join('');

it('offers letters of no group, in force or drafted, whose numbers nobody has today', () => {
  const uses = [
    { groupCode: 'C', issued: 2, unfinished: 0, appointments: 0 },
    { groupCode: 'D', issued: 0, unfinished: 0, appointments: 0 },
  ];
  const known: ServiceGroups = { revision: 0, groups: [a], counters: [], procedures: [], uses };
  expect(freeLetters([b], known).slice(0, 2)).toEqual(['D', 'E']);
});

it('moves a group by one place, and not beyond the ends', () => {
  expect(codes(moveGroup([a, b], 'A', 1))).toBe('BA');
  expect(codes(moveGroup([a, b], 'A', -1))).toBe('AB');
  expect(codes(moveGroup([a, b], 'B', 1))).toBe('AB');
});

describe('placing', () => {
  it('gives a field to one group only, and takes it away', () => {
    const moved = placeField([a, b], 'B', 'Hộ tịch', true);
    expect(moved.map(({ fields }) => fields)).toEqual([[], ['Hộ tịch']]);
    expect(placeField(moved, 'B', 'Hộ tịch', false).map(({ fields }) => fields)).toEqual([[], []]);
  });

  it('names a procedure at one group only, and nowhere where its field says it already', () => {
    const [birth] = procedures;
    const moved = placeProcedure([a, b], 'B', birth!, true);
    expect(moved.map(({ procedureCodes }) => procedureCodes)).toEqual([[], ['1.1']]);
    const back = placeProcedure(moved, 'A', birth!, true);
    expect(back.map(({ procedureCodes }) => procedureCodes)).toEqual([[], []]);
  });

  it('leaves those without a group to be seen', () => {
    expect(unplaced([a, b], procedures).map(({ code }) => code)).toEqual(['2.1']);
  });
});

it('says what a group lacks', () => {
  expect(faultsOf(b)).toEqual(['nameVi', 'nameEn', 'descriptionVi', 'descriptionEn', 'counters']);
  const text = { vi: 'Đất đai', en: ' ' };
  expect(faultsOf({ ...b, name: text, description: text, counterIds: ['quay-1'] })).toEqual([
    'nameEn',
    'descriptionEn',
  ]);
});

describe('the list to choose from', () => {
  it('shows every field closed, and what answers to a search without diacritics', () => {
    expect(fieldLines(procedures, '', 10).map(({ field, count }) => [field, count])).toEqual([
      ['Hộ tịch', 2],
      ['Đất đai', 1],
    ]);
    const [found, ...rest] = fieldLines(procedures, 'ket hon', 10);
    expect(found?.procedures.map(({ code }) => code)).toEqual(['1.2']);
    expect(rest).toEqual([]);
    expect(fieldLines(procedures, 'dat dai', 10)[0]?.procedures.map(({ code }) => code)).toEqual(['2.1']);
  });

  it('shows no more procedures than the limit, and every field that was found', () => {
    expect(
      fieldLines(procedures, 'đ', 1).map(({ field, procedures: shown }) => [field, shown.length]),
    ).toEqual([
      ['Hộ tịch', 1],
      ['Đất đai', 0],
    ]);
  });
});
