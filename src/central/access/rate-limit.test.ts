import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

describe('a limit', () => {
  it('lets a burst through, says how long to wait, and fills again', () => {
    let now = 0;
    const limit = new RateLimit({ burst: 3, perSecond: 0.5 }, () => now);
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 0]);
    expect(limit.take('a')).toBe(2);
    expect(limit.take('b')).toBe(0);
    now = 1_000;
    expect(limit.take('a')).toBe(1);
    now = 2_000;
    expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(2);
    now = 1_000_000;
    expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 0, 2]);
  });

  it('remembers no more than it may, and forgets who asked longest ago', () => {
    let now = 0;
    const limit = new RateLimit({ burst: 1, perSecond: 0.001 }, () => now, 100);
    expect(limit.take('first')).toBe(0);
    expect(limit.take('busy')).toBe(0);
    for (let index = 0; index < 1_000; index += 1) {
      now += 1;
      limit.take(`address ${index}`);
      expect(limit.take('busy')).toBeGreaterThan(0);
    }
    expect(limit.size).toBe(100);
    expect(limit.take('first')).toBe(0);
  });
});
