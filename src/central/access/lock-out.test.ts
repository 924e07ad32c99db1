import { describe, expect, it } from 'vitest';
import { delayAfter } from './lock-out.ts';

describe('the delay after failures in a row', () => {
  it('is none for the first four, then doubles from half a minute to a quarter of an hour', () => {
    expect([1, 4, 5, 6, 7, 8, 9, 10, 11, 500].map(delayAfter)).toEqual([
      0, 0, 30, 60, 120, 240, 480, 900, 900, 900,
    ]);
  });
});
