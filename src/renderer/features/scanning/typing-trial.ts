import type { TypedDoubt } from '../../../shared/domain/scan-meaning.ts';
import { usCharacter } from './us-layout.ts';
import { controlCharacter, isComposed, isModifier } from './wedge-key.ts';

/** How a scanner typed the test code. */
export interface TypingTrial {
  /** Read off the keys, on the US layout. */
  readonly text: string;
  readonly doubt: Exclude<TypedDoubt, 'headLost'>;
  /** The keys around it that write nothing (`KeyboardEvent.code`); null: none. */
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly keys: number;
  /** Milliseconds: the longest pause between two keys, and from the first key to the last. */
  readonly longestGapMs: number;
  readonly tookMs: number;
}

/** Slower than any scanner between two keys; a person types as fast only now and then. */
const widestGapMs = 150;
/** Fewer keys than the test code has even where every letter with a mark is lost, more than a hand does so fast. */
const leastKeys = 12;
/** On average: no hand keeps that up over so many keys. */
const slowestMeanMs = 60;
const silenceMs = 350;

type Key = Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'timeStamp'> & {
  readonly isComposed: boolean;
  readonly capsLock: boolean;
};

/**
 * What a burst of keys was; null where it may have been a person's. Ends and announcements that are letters themselves
 * cannot be told from the text.
 */
export function judgeTyping(keys: readonly Key[]): TypingTrial | null {
  const gaps = keys.slice(1).map((key, index) => key.timeStamp - (keys[index]?.timeStamp ?? 0));
  const tookMs = gaps.reduce((sum, gap) => sum + gap, 0);
  if (keys.length < leastKeys || tookMs / gaps.length > slowestMeanMs) return null;
  const first = keys[0];
  const last = keys.at(-1);
  const prefix = first === undefined ? null : markOf(first);
  const suffix = last === undefined ? null : markOf(last);
  const inner = keys.slice(prefix === null ? 0 : 1, suffix === null ? keys.length : -1);
  let text = '';
  let isAltered = false;
  for (const key of inner) {
    const character = key.altKey
      ? null
      : key.ctrlKey
        ? controlCharacter(key.code)
        : usCharacter(key.code, key.shiftKey);
    if (key.code === 'Backspace') text = text.slice(0, -1);
    else text += character ?? (key.code === '' && Array.from(key.key).length === 1 ? key.key : '');
    if (key.code === 'Backspace' || key.code === '') isAltered = true;
  }
  const isTaken = inner.some((key) => key.isComposed);
  const isCapsLocked = inner.some((key) => key.capsLock);
  return {
    text,
    doubt: isAltered ? 'altered' : isTaken ? 'inputMethod' : isCapsLocked ? 'capsLock' : 'none',
    prefix,
    suffix,
    keys: keys.length,
    longestGapMs: Math.round(Math.max(...gaps)),
    tookMs: Math.round(tookMs),
  };
}

/** The name of a key that writes nothing, as the configuration writes it; null for one that writes. */
function markOf(key: Key): string | null {
  if (key.ctrlKey && key.code === 'KeyB') return 'STX';
  if (key.ctrlKey && (key.code === 'KeyM' || key.code === 'KeyJ')) return 'Enter';
  if (key.code === '' || key.code === 'Backspace') return null;
  return usCharacter(key.code, key.shiftKey) === null && !key.altKey ? key.code : null;
}

/**
 * Listens to the keys of the window for a scanner that types, whatever its settings, and tells how it did. Keys of a person
 * work as ever; those of a scanner are kept from the page from the fifth on. Returns the end of it.
 */
export function listenForTyping(onTrial: (trial: TypingTrial) => void): () => void {
  let burst: Key[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function finish(): void {
    const trial = judgeTyping(burst);
    burst = [];
    if (trial !== null) onTrial(trial);
  }
  function isScanner(): boolean {
    const [first] = burst;
    const last = burst.at(-1);
    if (first === undefined || last === undefined || burst.length < 5) return false;
    return (last.timeStamp - first.timeStamp) / (burst.length - 1) <= slowestMeanMs / 2;
  }
  function withhold(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  function keyDown(event: KeyboardEvent): void {
    const last = burst.at(-1);
    if (last !== undefined && event.timeStamp - last.timeStamp > widestGapMs) {
      clearTimeout(timer);
      finish();
    }
    if (isScanner()) withhold(event);
    if (isModifier(event.code) || event.repeat) return;
    const { code, key, shiftKey, ctrlKey, altKey, timeStamp } = event;
    const capsLock = event.getModifierState('CapsLock');
    burst.push({ code, key, shiftKey, ctrlKey, altKey, timeStamp, isComposed: isComposed(event), capsLock });
    clearTimeout(timer);
    timer = setTimeout(finish, silenceMs);
  }
  function keyUp(event: KeyboardEvent): void {
    if (isScanner()) withhold(event);
  }

  window.addEventListener('keydown', keyDown, { capture: true });
  window.addEventListener('keyup', keyUp, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', keyDown, { capture: true });
    window.removeEventListener('keyup', keyUp, { capture: true });
  };
}
