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
  /** Which field it is; never looked into. */
  readonly owner?: object;
}

export function hasShortcutModifier(key: WedgeKey): boolean {
  return key.ctrl || key.alt || key.meta;
}

/** A key that an input method has taken. */
export function isComposed(key: Pick<WedgeKey, 'isComposing' | 'key'>): boolean {
  return key.isComposing || key.key === 'Process';
}

export function isModifier(code: string): boolean {
  return /^(Shift|Control|Alt|Meta)(Left|Right)$|^CapsLock$/.test(code);
}

/**
 * Whether a key ends a scan. `suffix` as configured: empty for Enter or Tab (some scanners send CR and LF as Ctrl+M and
 * Ctrl+J), `none` for no key at all, else the one key.
 */
export function isEnd(key: WedgeKey, suffix: string): boolean {
  if (suffix !== '') return key.code === suffix && !hasShortcutModifier(key);
  if (key.ctrl && !key.alt && !key.meta) return key.code === 'KeyM' || key.code === 'KeyJ';
  return !key.alt && !key.meta && ['Enter', 'NumpadEnter', 'Tab'].includes(key.code);
}

/** Whether a key announces a scan: the configured key, or the control character STX, which scanners type as Ctrl+B. */
export function isPrefix(key: WedgeKey, prefix: string): boolean {
  if (prefix === 'STX') return key.code === 'KeyB' && key.ctrl && !key.alt && !key.meta;
  return prefix !== '' && key.code === prefix && !hasShortcutModifier(key) && !key.shift;
}

/** The control character of Ctrl + a key (Ctrl+] is GS, which parts the fields of GS1 codes). */
export function controlCharacter(code: string): string | null {
  const character = usCharacter(code, true);
  const value = character?.charCodeAt(0) ?? 0;
  if (code === 'BracketRight') return '\x1d';
  return value >= 0x41 && value <= 0x5a ? String.fromCharCode(value & 0x1f) : null;
}
