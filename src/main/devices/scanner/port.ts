import type { AppError } from '../../../shared/errors.ts';

export type ScannerState = 'connected' | 'connecting' | 'away' | 'off';

/** One frame as the scanner sent it: bytes between two ends of scan. */
export interface RawScan {
  readonly bytes: Uint8Array;
  /**
   * Set when the text came through a keyboard: letters outside ASCII are lost on that way, so a name in it is never to
   * be believed. `suspect`: an input method or Caps Lock was at work, so that even ASCII letters may be wrong.
   * `stationId`: whose window got the keys; null on a terminal.
   */
  readonly typed?: { readonly suspect: boolean; readonly stationId: string | null };
}

/**
 * Why bytes were thrown away: longer than a scan can be, or the beginning of a scan whose end never came (`torn`).
 */
export type GarbageKind = 'too-long' | 'torn';

/** Who hears a scanner. */
export interface ScannerListeners {
  onScan(scan: RawScan): void;
  /** Bytes that were no whole scan and were thrown away; how many. */
  onGarbage(bytes: number, why: GarbageKind): void;
  /** A new state. `problem` says why the device is away, else null. Told only when something changed. */
  onState(state: ScannerState, problem: AppError | null): void;
}

/**
 * A scanner: tells its scans, whole and in order, and its state. It finds its device again by itself after an unplug,
 * within three seconds of the device being back.
 *
 * `start` is called once. `stop` may be called at any moment, more than once; the device is free for others when it
 * resolves, and nothing is told after it except a last `off`.
 */
export interface ScannerSource {
  readonly address: string;
  start(listeners: ScannerListeners): void;
  stop(): Promise<void>;
}
