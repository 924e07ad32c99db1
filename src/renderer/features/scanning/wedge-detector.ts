import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import { usCharacter } from './us-layout.ts';

/** A key as it went down, without the DOM. `timeStamp` in milliseconds; only differences count. */
export interface WedgeKey {
  readonly code: string;
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly capsLock: boolean;
  readonly isComposing: boolean;
  readonly repeat: boolean;
  readonly timeStamp: number;
  /** The field that gets the key, as it was before it; null when the focus is in none. A scan gives the same object back. */
  readonly field: FieldBefore | null;
}

/** What a field held before the first key of a scan. */
export interface FieldBefore {
  readonly value: string;
  readonly selectionStart: number | null;
  readonly selectionEnd: number | null;
}

export interface WedgeScan {
  readonly text: string;
  /** An input method or Caps Lock was at work: even ASCII letters may be wrong. */
  readonly suspect: boolean;
  /** How many keys of the scan reached the page before it was recognised. */
  readonly leaked: number;
  /** The field to put back as it was; null when none of the scan can have entered one. */
  readonly restore: FieldBefore | null;
}

/**
 * What to do with a key: `swallow` keeps it from the page; `replay` is text of keys swallowed before that a person typed
 * after all, to be put into their field now, before the key itself.
 */
export interface WedgeDecision {
  readonly swallow: boolean;
  readonly replay: string;
  readonly scan: WedgeScan | null;
}

interface Run {
  /** Text read off the keys. */
  text: string;
  /** Of those, keys with a code: only they prove that a device types. An input method can make up bursts of others. */
  keys: number;
  /** What the swallowed keys would have written. */
  held: string;
  leaked: number;
  suspect: boolean;
  readonly before: FieldBefore | null;
  readonly isPrefixed: boolean;
  lastAt: number;
}

const pass: WedgeDecision = { swallow: false, replay: '', scan: null };
const swallow: WedgeDecision = { swallow: true, replay: '', scan: null };

/** The fewest keys that make a scan by timing; the same number of keys in a row is nothing a hand does in the time. */
const leastKeys = 4;
/** After the prefix the keys are known to be the scanner's, so a slow machine may take its time. */
const prefixedSlack = 5;

/**
 * Tells the keys of a scanner from those of a person.
 *
 * With a prefix key configured, a scan is what follows it up to Enter or Tab, and no key of it reaches the page. Without
 * one, a scan is at least four keys, each within `maxGapMs` of the one before, and Enter or Tab within the same. By timing
 * alone one knows late: the first three keys of a scan have reached the page when it is recognised. The detector then
 * swallows the rest, its Enter included (it would send a form), and says what the field held before, so that it can be put
 * back. Keys swallowed that turn out to be a person's are given back as `replay`. A shortcut of a single letter can be hit by those first
 * keys: where scanners type without a prefix, there must be none.
 *
 * - Text is rebuilt from `code` on the US layout, Caps Lock ignored: that is what the scanner meant, whatever the layout
 *   made of it. With Caps Lock on some scanners turn the case around, so letters are then `suspect`.
 * - A key handled by an input method (`isComposing`, `Process`), and in the middle of a scan a Backspace or a character
 *   without a key, are the traces of Unikey and its like: `suspect`.
 * - Alt + digits (letters outside ASCII) are left out: such letters cannot be had from a keyboard (rules.md §6.4).
 * - Ctrl + a key inside a scan is a control character of the code, and never reaches a shortcut.
 * - A key that repeats is a finger that rests on it, never a scan.
 */
export class WedgeDetector {
  readonly #settings: WedgeSettings;
  #run: Run | null = null;

  constructor(settings: WedgeSettings) {
    this.#settings = settings;
  }

  /** Milliseconds of silence after which {@link silence} is to be called; null when nothing is pending. */
  get silenceMs(): number | null {
    return this.#run === null ? null : this.#gap(this.#run) + 50;
  }

  /** The field that the keys under way go to, as it was: text that is given back belongs there. */
  get field(): FieldBefore | null {
    return this.#run?.before ?? null;
  }

  /** To be asked before a field is looked at for the next key: text to give back because that key comes too late. */
  expire(timeStamp: number): string {
    const run = this.#run;
    return run !== null && timeStamp - run.lastAt > this.#gap(run) ? this.#giveUp() : '';
  }

  /** Takes the next key that went down. */
  keyDown(key: WedgeKey): WedgeDecision {
    if (!this.#settings.enabled) return pass;
    const replay = this.expire(key.timeStamp);
    const decision = this.#take(key);
    return replay === '' ? decision : { ...decision, replay: replay + decision.replay };
  }

  /** The keys stopped: whatever was held back was no scan. Returns the text to give back to their field. */
  silence(): string {
    return this.#giveUp();
  }

  /** Whether the release of a key belongs to a scan under way: a button must not act on it. */
  isHolding(): boolean {
    return this.#run !== null && this.#isHeld(this.#run);
  }

  #take(key: WedgeKey): WedgeDecision {
    const run = this.#run;
    if (run !== null) run.lastAt = key.timeStamp;
    if (isModifier(key.code)) return run !== null && this.#isHeld(run) ? swallow : pass;
    if (key.repeat) return this.#notAScan();
    if (this.#isPrefix(key)) {
      this.#giveUp();
      this.#run = newRun(key, true);
      return swallow;
    }
    if (run === null) return this.#first(key);

    if (isComposed(key)) run.suspect = true;
    if (isEnd(key)) return this.#end(run);
    return this.#next(run, key);
  }

  #first(key: WedgeKey): WedgeDecision {
    if (this.#settings.prefix !== '' || hasShortcutModifier(key)) return pass;
    const character = usCharacter(key.code, key.shift);
    if (character === null) return pass;
    const run = newRun(key, false);
    this.#run = run;
    addCharacter(run, key, character);
    run.leaked = 1;
    return pass;
  }

  #next(run: Run, key: WedgeKey): WedgeDecision {
    const isHeld = this.#isHeld(run);
    if (key.alt && !key.ctrl && /^Numpad\d$/.test(key.code)) {
      run.suspect = true;
      return this.#keep(run, key, '');
    }
    if (key.ctrl || key.alt || key.meta) {
      const control = isHeld && key.ctrl && !key.alt && !key.meta ? controlCharacter(key.code) : null;
      if (control === null) return this.#notAScan();
      run.text += control;
      return swallow;
    }
    const character = usCharacter(key.code, key.shift);
    if (character !== null) {
      addCharacter(run, key, character);
      return this.#keep(run, key, key.key.length === 1 ? key.key : character);
    }
    if (key.code === 'Backspace') {
      run.suspect = true;
      run.text = run.text.slice(0, -1);
      return this.#keep(run, key, '\b');
    }
    if (key.code === '' && Array.from(key.key).length === 1) {
      run.suspect = true;
      run.text += key.key;
      return this.#keep(run, key, key.key);
    }
    return this.#notAScan();
  }

  /** Holds a key of a run back, or lets it pass while the run may still be a person's. */
  #keep(run: Run, key: WedgeKey, written: string): WedgeDecision {
    if (!this.#isHeld(run)) {
      run.leaked += 1;
      return pass;
    }
    // What an input method takes it writes itself: given back, it would stand there twice.
    if (written === '\b') run.held = run.held.slice(0, -1);
    else if (!isComposed(key)) run.held += written;
    return swallow;
  }

  #end(run: Run): WedgeDecision {
    this.#run = null;
    const isScan = run.text !== '' && (run.isPrefixed || run.keys >= leastKeys);
    if (!isScan) return run.isPrefixed ? swallow : pass;
    const { text, suspect, leaked } = run;
    // What an input method composed is in the field whatever was swallowed.
    const restore = leaked > 0 || suspect ? run.before : null;
    return { swallow: true, replay: '', scan: { text, suspect, leaked, restore } };
  }

  #notAScan(): WedgeDecision {
    return { swallow: false, replay: this.#giveUp(), scan: null };
  }

  /** Ends the run without a scan. A torn scan behind a prefix is the scanner's and goes nowhere. */
  #giveUp(): string {
    const run = this.#run;
    this.#run = null;
    if (run === null || (run.isPrefixed && run.keys >= leastKeys)) return '';
    return run.held;
  }

  #gap(run: Run): number {
    return run.isPrefixed ? this.#settings.maxGapMs * prefixedSlack : this.#settings.maxGapMs;
  }

  #isHeld(run: Run): boolean {
    return run.isPrefixed || run.keys >= leastKeys;
  }

  #isPrefix(key: WedgeKey): boolean {
    const { prefix } = this.#settings;
    return prefix !== '' && key.code === prefix && !hasShortcutModifier(key) && !key.shift;
  }
}

function newRun(key: WedgeKey, isPrefixed: boolean): Run {
  return {
    text: '',
    keys: 0,
    held: '',
    leaked: 0,
    suspect: isComposed(key),
    before: key.field,
    isPrefixed,
    lastAt: key.timeStamp,
  };
}

function addCharacter(run: Run, key: WedgeKey, character: string): void {
  run.text += character;
  run.keys += 1;
  if (key.capsLock && /[a-z]/i.test(character)) run.suspect = true;
}

function hasShortcutModifier(key: WedgeKey): boolean {
  return key.ctrl || key.alt || key.meta;
}

/** A key that an input method has taken. */
function isComposed(key: WedgeKey): boolean {
  return key.isComposing || key.key === 'Process';
}

function isModifier(code: string): boolean {
  return /^(Shift|Control|Alt|Meta)(Left|Right)$|^CapsLock$/.test(code);
}

/** Enter or Tab; some scanners send CR and LF as Ctrl+M and Ctrl+J. */
function isEnd(key: WedgeKey): boolean {
  if (key.ctrl && !key.alt && !key.meta) return key.code === 'KeyM' || key.code === 'KeyJ';
  return !key.alt && !key.meta && ['Enter', 'NumpadEnter', 'Tab'].includes(key.code);
}

/** The control character of Ctrl + a key (Ctrl+] is GS, which parts the fields of GS1 codes). */
function controlCharacter(code: string): string | null {
  const character = usCharacter(code, true);
  const value = character?.charCodeAt(0) ?? 0;
  if (code === 'BracketRight') return '\x1d';
  return value >= 0x41 && value <= 0x5a ? String.fromCharCode(value & 0x1f) : null;
}
