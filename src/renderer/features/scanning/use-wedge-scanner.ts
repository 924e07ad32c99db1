import { useEffect, useEffectEvent } from 'react';
import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import { WedgeDetector, type FieldBefore, type WedgeKey, type WedgeScan } from './wedge-detector.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Listens to the keys of this window for a scanner that types, while mounted, and tells its scans: `text` rebuilt from the
 * keys, and `suspect` when an input method was at work (say so: "tắt Unikey"). Keys of a scan do not stay in a field:
 * see {@link WedgeDetector}. Use it once per window; `settings` null while they are not known.
 *
 * `onScan` is for the call `scanning.wedge`; it may change between renders.
 */
export function useWedgeScanner(
  settings: WedgeSettings | null,
  onScan: (scan: { readonly text: string; readonly suspect: boolean }) => void,
): void {
  const tell = useEffectEvent((scan: WedgeScan) => onScan({ text: scan.text, suspect: scan.suspect }));
  const isEnabled = settings?.enabled ?? false;
  const prefix = settings?.prefix ?? '';
  const maxGapMs = settings?.maxGapMs ?? 0;

  useEffect(() => {
    if (!isEnabled) return undefined;
    return listen(new WedgeDetector({ enabled: true, prefix, maxGapMs }), (scan) => tell(scan));
  }, [isEnabled, prefix, maxGapMs]);
}

/** Attaches the detector to the window, ahead of every listener of the page; returns the end of it. */
function listen(detector: WedgeDetector, onScan: (scan: WedgeScan) => void): () => void {
  let silence: ReturnType<typeof setTimeout> | undefined;
  /** The element behind each snapshot that the detector holds. */
  const fields = new WeakMap<FieldBefore, Field>();

  function keyDown(event: KeyboardEvent): void {
    clearTimeout(silence);
    giveBack(() => detector.expire(event.timeStamp));
    const field = focusedField();
    const snapshot = field === null ? null : before(field);
    if (field !== null && snapshot !== null) fields.set(snapshot, field);
    const heldFor = detector.field;
    const decision = detector.keyDown(keyOf(event, snapshot));
    if (heldFor !== null) insert(fields.get(heldFor), decision.replay);
    if (decision.swallow) withhold(event);
    if (decision.scan !== null) {
      const was = decision.scan.restore;
      const scanned = was === null ? undefined : fields.get(was);
      if (was !== null && scanned !== undefined) restore(scanned, was);
      onScan(decision.scan);
    }
    const wait = detector.silenceMs;
    if (wait !== null) silence = setTimeout(() => giveBack(() => detector.silence()), wait);
  }

  /** Puts what was held back into the field that it was typed for. */
  function giveBack(take: () => string): void {
    const heldFor = detector.field;
    const text = take();
    if (heldFor !== null) insert(fields.get(heldFor), text);
  }

  /** A button acts when the space bar is released, so a release in the middle of a scan is kept from it too. */
  function keyUp(event: KeyboardEvent): void {
    if (detector.isHolding()) withhold(event);
  }

  window.addEventListener('keydown', keyDown, { capture: true });
  window.addEventListener('keyup', keyUp, { capture: true });
  return () => {
    clearTimeout(silence);
    giveBack(() => detector.silence());
    window.removeEventListener('keydown', keyDown, { capture: true });
    window.removeEventListener('keyup', keyUp, { capture: true });
  };
}

function withhold(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function keyOf(event: KeyboardEvent, field: FieldBefore | null): WedgeKey {
  return {
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    capsLock: event.getModifierState('CapsLock'),
    isComposing: event.isComposing,
    repeat: event.repeat,
    timeStamp: event.timeStamp,
    field,
  };
}

function before(field: Field): FieldBefore {
  return { value: field.value, selectionStart: field.selectionStart, selectionEnd: field.selectionEnd };
}

/** The field that keys are typed into; null for none, for buttons and for fields that cannot be written. */
function focusedField(): Field | null {
  const element = document.activeElement;
  if (element instanceof HTMLTextAreaElement) return element.readOnly ? null : element;
  if (!(element instanceof HTMLInputElement) || element.readOnly) return null;
  const takesNoText = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];
  return takesNoText.includes(element.type) ? null : element;
}

/**
 * Puts a field back as it was. An input method that is still composing would write its text again afterwards, and only
 * leaving the field ends that.
 */
function restore(field: Field, was: FieldBefore): void {
  if (document.activeElement === field && field.value !== was.value) {
    field.blur();
    field.focus();
  }
  write(field, was.value);
  if (was.selectionStart !== null) field.setSelectionRange(was.selectionStart, was.selectionEnd);
}

/** Types text that was held back into the field, at the cursor. */
function insert(field: Field | undefined, text: string): void {
  if (field === undefined || text === '') return;
  const { value, selectionStart, selectionEnd } = field;
  const from = selectionStart ?? value.length;
  const to = selectionEnd ?? value.length;
  write(field, value.slice(0, from) + text + value.slice(to));
  if (selectionStart !== null) field.setSelectionRange(from + text.length, from + text.length);
}

/** Sets the value so that React notices: past its own tracking of the property, and with the event it listens to. */
function write(field: Field, value: string): void {
  if (field.value === value) return;
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
