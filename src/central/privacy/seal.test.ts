import { describe, expect, it } from 'vitest';
import { Seal } from './seal.ts';

const key = Buffer.alloc(32, 7);
const seal = new Seal(key);

describe('a seal', () => {
  it('opens what it closed, and shows nothing of it', () => {
    const sealed = seal.close('here', { name: 'Trần Thị Thử' });
    expect(seal.open('here', sealed)).toEqual({ name: 'Trần Thị Thử' });
    expect(Buffer.from(sealed).toString('utf8')).not.toContain('Trần');
    expect(Buffer.compare(sealed, seal.close('here', { name: 'Trần Thị Thử' }))).not.toBe(0);
  });

  it('opens at its place alone, with its key alone, and unchanged alone', () => {
    const sealed = Buffer.from(seal.close('here', 'x'));
    expect(() => seal.open('there', sealed)).toThrow();
    expect(() => new Seal(Buffer.alloc(32, 8)).open('here', sealed)).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ 1;
      expect(() => seal.open('here', changed)).toThrow();
    }
    expect(() => seal.open('here', sealed.subarray(0, 20))).toThrow();
  });

  it('finds a number again by its index, which another key or place does not give', () => {
    const index = Buffer.from(seal.index('citizen a', '080090000001'));
    expect(Buffer.compare(index, seal.index('citizen a', '080090000001'))).toBe(0);
    expect(Buffer.compare(index, seal.index('citizen b', '080090000001'))).not.toBe(0);
    expect(Buffer.compare(index, new Seal(Buffer.alloc(32, 8)).index('citizen a', '080090000001'))).not.toBe(
      0,
    );
  });

  it('takes a key of 32 bytes and no other', () => {
    expect(() => new Seal(Buffer.alloc(16))).toThrow('32 bytes');
  });
});
