import { describe, expect, it } from 'vitest';
import { scannerTestText } from '../../../shared/domain/scanner-test-code.ts';
import { judgeTyping } from './typing-trial.ts';
import { usCharacter } from './us-layout.ts';

type Key = Parameters<typeof judgeTyping>[0][number];

const key = (code: string, timeStamp: number, more: Partial<Key> = {}): Key => ({
  code,
  key: usCharacter(code, more.shiftKey ?? false) ?? code,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  timeStamp,
  isComposed: false,
  capsLock: false,
  ...more,
});

/** What a scanner types of a text: capitals, digits and a few marks are all that these tests need. */
function typed(text: string, gap: number, more: Partial<Key> = {}): Key[] {
  return Array.from(text).flatMap((character, index) => {
    const at = 1000 + index * gap;
    if (/[A-Z]/.test(character)) return key(`Key${character}`, at, { shiftKey: true, ...more });
    if (/\d/.test(character)) return key(`Digit${character}`, at, more);
    return character === ':' ? key('Semicolon', at, { shiftKey: true, ...more }) : [];
  });
}
const plain = 'QMC1:K:0123456789';
const end = 1000 + plain.length * 8;

describe('how a scanner typed', () => {
  it('is told: its text, its ends, its speed', () => {
    expect(judgeTyping([key('F9', 992), ...typed(plain, 8), key('Enter', end)])).toEqual({
      text: plain,
      doubt: 'none',
      prefix: 'F9',
      suffix: 'Enter',
      keys: 19,
      longestGapMs: 8,
      tookMs: 144,
    });
    expect(judgeTyping([key('KeyB', 992, { ctrlKey: true }), ...typed(plain, 8)])).toMatchObject({
      text: plain,
      prefix: 'STX',
      suffix: null,
    });
  });

  it('says what got in its way', () => {
    expect(judgeTyping(typed(plain, 8, { isComposed: true }))).toMatchObject({
      doubt: 'inputMethod',
      text: plain,
    });
    expect(judgeTyping(typed(plain, 8, { capsLock: true }))).toMatchObject({ doubt: 'capsLock' });
    const altered = [...typed(plain, 8), key('Backspace', end), key('', end + 1, { key: 'đ' })];
    expect(judgeTyping(altered)).toMatchObject({ doubt: 'altered', text: `${plain.slice(0, -1)}đ` });
  });

  it('is nothing where a person types, or only a few keys came', () => {
    expect(judgeTyping(typed(plain, 90))).toBeNull();
    expect(judgeTyping(typed('QMC1:K:', 8))).toBeNull();
  });

  it('leaves enough keys of the test code where every letter with a mark is lost', () => {
    const left = Array.from(scannerTestText).filter((character) => character < '\u007f');
    expect(left.length).toBeGreaterThan(12);
  });
});
