import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import type { TypedDoubt } from '../../../shared/domain/scan-meaning.ts';
import { usCharacter } from './us-layout.ts';
import {
  controlCharacter,
  hasShortcutModifier,
  isComposed,
  isEnd,
  isModifier,
  isPrefix,
  type FieldBefore,
  type WedgeKey,
} from './wedge-key.ts';

export interface WedgeScan {
  readonly text: string;
  readonly doubt: TypedDoubt;
  /** How many keys of the scan reached the page before it was recognised. */
  readonly leaked: number;
  /** The field to put back as it was; null when none of the scan can have entered one. */
  readonly restore: FieldBefore | null;
}

/**
 * What to do with a key: `swallow` keeps it from the page; `replay` is text of keys swallowed before that a person typed
 * after all, to be put into their field now (or pressed again where there is none), before the key itself.
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
  before: FieldBefore | null;
  readonly isPrefixed: boolean;
  /** Keys came shortly before that may have been its beginning. */
  readonly isHeadLost: boolean;
  lastAt: number;
  /** The silence was told; keys that were pressed before it may still come. */
  isSilent: boolean;
  /** An input method took keys, put other letters in their place, Caps Lock was on, letters came as Alt + digits. */
  isComposed: boolean;
  isAltered: boolean;
  isCapsLocked: boolean;
  hasAltCodes: boolean;
}

const pass: WedgeDecision = { swallow: false, replay: '', scan: null };
const swallow: WedgeDecision = { swallow: true, replay: '', scan: null };

/** The fewest keys that make a scan by timing; the same number of keys in a row is nothing a hand does in the time. */
const leastKeys = 4;
/** After so many in a row it is certain that a device types, and one stall of a busy machine may not break the scan. */
const certainKeys = 8;
const certainSlack = 3;
/** After the prefix the keys are known to be the scanner's, so a slow machine may take its time. */
const prefixedSlack = 5;
/** Added to the gap before the keys are taken to have stopped. Nobody sees letters appear out of a field later than in one. */
const silenceInFieldMs = 50;
const silenceElsewhereMs = 120;

/**
 * Tells the keys of a scanner from those of a person.
 *
 * With a prefix key configured, a scan is what follows it up to the suffix, and no key of it reaches the page. Without
 * one, a scan is at least four keys, each within `maxGapMs` of the one before, and the suffix within the same. In a field,
 * the first three keys have reached the page when it is recognised: the rest is swallowed, the suffix included (Enter would
 * send a form), and the scan says what the field held before, so that it can be put back. Out of a field every key waits
 * until it is known whose it is, so that none of a scan is a shortcut. Swallowed keys that turn out to be a person's are
 * given back as `replay`.
 *
 * Times are those at which the keys went down. A busy machine hands them over late, so when nothing comes for a while
 * ({@link silence}) what was held is given back, but the keys may still turn out to belong together.
 *
 * - Text is rebuilt from `code` on the US layout, Caps Lock ignored: that is what the scanner meant, whatever the layout
 *   made of it. With Caps Lock on some scanners turn the case around: doubt `capsLock`.
 * - A key handled by an input method (`isComposing`, `Process`) still says which it was: doubt `inputMethod`. In the middle
 *   of a scan a Backspace or a character without a key are the traces of Unikey and its like, which put letters in place of
 *   others: doubt `altered`.
 * - A run that begins right after other keys may have lost its beginning to them: doubt `headLost`.
 * - Alt + digits (letters outside ASCII) are left out: such letters cannot be had from a keyboard (rules.md §6.4).
 * - Ctrl + a key inside a scan is a control character of the code, and never reaches a shortcut.
 * - A key that repeats is a finger that rests on it, never a scan.
 */
export class WedgeDetector {
  readonly #settings: WedgeSettings;
  #run: Run | null = null;
  /** The last run that ended because the next key came too late. */
  #broken: Pick<Run, 'keys' | 'before' | 'lastAt'> | null = null;

  constructor(settings: WedgeSettings) {
    this.#settings = settings;
  }

  /** Milliseconds of silence after which {@link silence} is to be called; null when nothing is pending. */
  get silenceMs(): number | null {
    const run = this.#run;
    if (run === null || run.isSilent) return null;
    const more = run.before === null ? silenceElsewhereMs : silenceInFieldMs;
    return (
      (this.#settings.suffix === 'none' ? this.#settings.maxGapMs * certainSlack : this.#gap(run)) + more
    );
  }

  /** The field that the keys under way go to, as it was: text that is given back belongs there. */
  get field(): FieldBefore | null {
    return this.#run?.before ?? null;
  }

  /** To be asked before a field is looked at for the next key: text to give back because that key comes too late. */
  expire(timeStamp: number): string {
    const run = this.#run;
    if (run === null || timeStamp - run.lastAt <= this.#gap(run)) return '';
    if (!run.isPrefixed) this.#broken = run;
    return this.#giveUp();
  }

  /** Takes the next key that went down. */
  keyDown(key: WedgeKey): WedgeDecision {
    if (!this.#settings.enabled) return pass;
    const replay = this.expire(key.timeStamp);
    const decision = this.#take(key);
    return replay === '' ? decision : { ...decision, replay: replay + decision.replay };
  }

  /**
   * No key came for {@link silenceMs}: text to give back, or the scan of a scanner without a suffix. Keys that were pressed
   * in time and come late all the same go on where they were.
   */
  silence(): Pick<WedgeDecision, 'replay' | 'scan'> {
    const run = this.#run;
    if (run === null) return pass;
    if (
      this.#settings.suffix === 'none' &&
      (run.keys >= certainKeys || (run.isPrefixed && run.text !== ''))
    ) {
      this.#run = null;
      return { replay: '', scan: scanOf(run) };
    }
    const replay = heldText(run);
    run.leaked += replay.length;
    run.held = '';
    run.isSilent = true;
    return { replay, scan: null };
  }

  /** Ends whatever is under way; returns the text to give back. */
  end(): string {
    return this.#giveUp();
  }

  /** Whether the release of a key belongs to a scan under way: a button must not act on it. */
  isHolding(): boolean {
    return this.#run !== null && !this.#run.isSilent && isHeld(this.#run);
  }

  #take(key: WedgeKey): WedgeDecision {
    const run = this.#run;
    if (run !== null) {
      run.lastAt = key.timeStamp;
      run.isSilent = false;
    }
    if (isModifier(key.code)) return run !== null && isHeld(run) ? swallow : pass;
    if (key.repeat) return this.#notAScan();
    if (isPrefix(key, this.#settings.prefix)) {
      this.#giveUp();
      this.#run = newRun(key, { isPrefixed: true });
      return swallow;
    }
    if (run === null) return this.#first(key);

    if (isComposed(key)) run.isComposed = true;
    if (isEnd(key, this.#settings.suffix)) return this.#end(run);
    return this.#next(run, key);
  }

  #first(key: WedgeKey): WedgeDecision {
    if (this.#settings.prefix !== '' || hasShortcutModifier(key)) return pass;
    const character = usCharacter(key.code, key.shift);
    // The space bar presses buttons and scrolls, which only the browser can do: it does not begin a scan.
    if (character === null || (character === ' ' && key.field === null)) return pass;
    const broken = this.#broken;
    this.#broken = null;
    const isHeadLost =
      broken !== null && key.timeStamp - broken.lastAt <= this.#settings.maxGapMs * certainSlack;
    const run = newRun(key, { isHeadLost });
    // Three keys in a row were the scanner's already.
    const isSameField = broken?.before?.owner === key.field?.owner;
    if (isHeadLost && isSameField && broken.keys >= leastKeys - 1) run.before = broken.before;
    this.#run = run;
    addCharacter(run, key, character);
    return this.#keep(run, key, key.key.length === 1 ? key.key : character);
  }

  #next(run: Run, key: WedgeKey): WedgeDecision {
    if (key.alt && !key.ctrl && /^Numpad\d$/.test(key.code)) {
      run.hasAltCodes = true;
      return this.#keep(run, key, '');
    }
    if (hasShortcutModifier(key)) {
      const isControl = isHeld(run) && key.ctrl && !key.alt && !key.meta;
      const control = isControl ? controlCharacter(key.code) : null;
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
      run.isAltered = true;
      run.text = run.text.slice(0, -1);
      return this.#keep(run, key, '\b');
    }
    if (key.code === '' && Array.from(key.key).length === 1) {
      run.isAltered = true;
      run.text += key.key;
      return this.#keep(run, key, key.key);
    }
    return this.#notAScan();
  }

  /** Holds a key of a run back, or lets it pass while the run may still be a person's. */
  #keep(run: Run, key: WedgeKey, written: string): WedgeDecision {
    if (!isHeld(run)) {
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
    if (!isScan) return run.isPrefixed ? swallow : { ...pass, replay: run.held };
    return { swallow: true, replay: '', scan: scanOf(run) };
  }

  #notAScan(): WedgeDecision {
    return { swallow: false, replay: this.#giveUp(), scan: null };
  }

  #giveUp(): string {
    const run = this.#run;
    this.#run = null;
    return run === null ? '' : heldText(run);
  }

  #gap(run: Run): number {
    const { maxGapMs } = this.#settings;
    if (run.isPrefixed) return maxGapMs * prefixedSlack;
    return run.keys >= certainKeys ? maxGapMs * certainSlack : maxGapMs;
  }
}

function newRun(key: WedgeKey, kind: { readonly isPrefixed?: boolean; readonly isHeadLost?: boolean }): Run {
  return {
    text: '',
    keys: 0,
    held: '',
    leaked: 0,
    before: key.field,
    isPrefixed: kind.isPrefixed ?? false,
    isHeadLost: kind.isHeadLost ?? false,
    lastAt: key.timeStamp,
    isSilent: false,
    isComposed: isComposed(key),
    isAltered: false,
    isCapsLocked: false,
    hasAltCodes: false,
  };
}

function addCharacter(run: Run, key: WedgeKey, character: string): void {
  run.text += character;
  run.keys += 1;
  if (key.capsLock && /[a-z]/i.test(character)) run.isCapsLocked = true;
}

/** Whether keys of this run are kept from the page. */
function isHeld(run: Run): boolean {
  return run.isPrefixed || run.before === null || run.keys >= leastKeys;
}

/** What to give back of a run that was no scan. A torn scan behind a prefix is the scanner's and goes nowhere. */
function heldText(run: Run): string {
  return run.isPrefixed && run.keys >= leastKeys ? '' : run.held;
}

function scanOf(run: Run): WedgeScan {
  const { text, leaked, before } = run;
  // What an input method or Alt + digits wrote is in the field whatever was swallowed.
  const isTouched = leaked > 0 || run.isHeadLost || run.isComposed || run.isAltered || run.hasAltCodes;
  return { text, doubt: doubtOf(run), leaked, restore: isTouched ? before : null };
}

function doubtOf(run: Run): TypedDoubt {
  if (run.isHeadLost) return 'headLost';
  if (run.isAltered) return 'altered';
  if (run.isComposed) return 'inputMethod';
  return run.isCapsLocked ? 'capsLock' : 'none';
}
