import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDateTime,
  formatDay,
  formatDong,
  formatLongDateTime,
  formatLongDay,
  formatNumber,
} from './vietnamese-format.ts';

describe('the Vietnamese way', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.000'],
    [115_000, '115.000'],
    [999_999_999_999, '999.999.999.999'],
    [2.5, '2,5'],
    [1234.567, '1.234,567'],
    [-1000, '-1.000'],
  ])('writes the number %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('writes đồng', () => {
    expect(formatDong(115_000)).toBe('115.000 đ');
  });

  it('writes days', () => {
    expect(formatDay('2026-03-02')).toBe('02/03/2026');
    expect(formatLongDay('2026-11-24')).toBe('ngày 24 tháng 11 năm 2026');
  });

  it.each(['2026-03-02T09:20:00+07:00', '2026-03-02T02:20:59.999Z', '2026-03-01T21:20:00-05:00'])(
    'writes the instant %s in the time of the centre',
    (instant) => {
      expect(formatClock(instant)).toBe('09:20');
      expect(formatDateTime(instant)).toBe('09:20, ngày 02/03/2026');
      expect(formatLongDateTime(instant)).toBe('09 giờ 20 phút, ngày 02 tháng 03 năm 2026');
    },
  );

  it('changes the day at midnight of the centre', () => {
    expect(formatDateTime('2025-12-31T16:59:00Z')).toBe('23:59, ngày 31/12/2025');
    expect(formatDateTime('2025-12-31T17:00:00Z')).toBe('00:00, ngày 01/01/2026');
  });

  it('writes nothing for what is no day and no instant', () => {
    expect(() => formatDay('2026-02-30')).toThrow(RangeError);
    expect(() => formatDateTime('soon')).toThrow(RangeError);
  });
});
