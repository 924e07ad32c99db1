import { useEffect, useEffectEvent } from 'react';
import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import { before, focusedField, insert, restore, type Field } from './focused-field.ts';
import { HeldKeys } from './held-keys.ts';
import { WedgeDetector, type WedgeScan } from './wedge-detector.ts';
import type { FieldBefore, WedgeKey } from './wedge-key.ts';

/**
 * Listens to the keys of this window for a scanner that types, while mounted, and tells its scans: the text rebuilt from
 * the keys, and what may be wrong with it. Keys of a scan stay in no field and reach no shortcut: see
 * {@link WedgeDetector}. Use it once per window; `settings` null while they are not known.
 *
 * `onScan` may change between renders.
 */
export function useWedgeScanner(settings: WedgeSettings | null, onScan: (scan: WedgeScan) => void): void {
  const tell = useEffectEvent(onScan);
  const isEnabled = settings?.enabled ?? false;
  const prefix = settings?.prefix ?? '';
  const suffix = settings?.suffix ?? '';
  const maxGapMs = settings?.maxGapMs ?? 0;

  useEffect(() => {
    if (!isEnabled) return undefined;
    return listen(new WedgeDetector({ enabled: true, prefix, suffix, maxGapMs }), (scan) => tell(scan));
  }, [isEnabled, prefix, suffix, maxGapMs]);
}

/** Attaches the detector to the window, ahead of every listener of the page; returns the end of it. */
function listen(detector: WedgeDetector, onScan: (scan: WedgeScan) => void): () => void {
  let silence: ReturnType<typeof setTimeout> | undefined;
  /** The element behind each snapshot that the detector holds. */
  const fields = new WeakMap<FieldBefore, Field>();
  const held = new HeldKeys();

  function keyDown(event: KeyboardEvent): void {
    if (held.isReplayed(event)) return;
    clearTimeout(silence);
    giveBack(detector.field, () => detector.expire(event.timeStamp));
    const field = focusedField();
    const snapshot = field === null ? null : before(field);
    if (field !== null && snapshot !== null) fields.set(snapshot, field);
    const decision = giveBackWith(detector.field, () => detector.keyDown(keyOf(event, snapshot)));
    if (decision.swallow) {
      withhold(event);
      if (decision.scan === null) held.keep(event);
    }
    if (decision.scan !== null) finish(decision.scan);
    const wait = detector.silenceMs;
    if (wait !== null) silence = setTimeout(beSilent, wait);
  }

  function beSilent(): void {
    const { scan } = giveBackWith(detector.field, () => detector.silence());
    if (scan !== null) finish(scan);
  }

  function finish(scan: WedgeScan): void {
    held.forget();
    const was = scan.restore;
    const scanned = was === null ? undefined : fields.get(was);
    if (was !== null && scanned !== undefined)
      restore(scanned, was, scan.doubt === 'inputMethod' || scan.doubt === 'altered');
    onScan(scan);
  }

  function giveBack(heldFor: FieldBefore | null, take: () => string): void {
    giveBackWith(heldFor, () => ({ replay: take() }));
  }

  /** Puts what was held back where it was typed: into its field, or to whatever listens where there is none. */
  function giveBackWith<Decision extends { readonly replay: string }>(
    heldFor: FieldBefore | null,
    decide: () => Decision,
  ): Decision {
    const decision = decide();
    if (decision.replay !== '') {
      if (heldFor === null) held.replay();
      else insert(fields.get(heldFor), decision.replay);
    }
    if (detector.silenceMs === null) held.forget();
    return decision;
  }

  /** A button acts when the space bar is released, so a release in the middle of a scan is kept from it too. */
  function keyUp(event: KeyboardEvent): void {
    if (detector.isHolding()) withhold(event);
  }

  window.addEventListener('keydown', keyDown, { capture: true });
  window.addEventListener('keyup', keyUp, { capture: true });
  return () => {
    clearTimeout(silence);
    giveBack(detector.field, () => detector.end());
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
