import type { TypedDoubt } from '../../../shared/domain/scan-meaning.ts';
import type { AppError } from '../../../shared/errors.ts';

export type ScannerState = 'connected' | 'connecting' | 'away' | 'off';

/** What ended a scan in a stream of bytes. */
export type SentEnd = 'cr' | 'lf' | 'etx' | 'silence';

/** One frame as the scanner sent it: bytes between two ends of scan. */
export interface RawScan {
  readonly bytes: Uint8Array;
  /** How it ended and how long its bytes took, where a stream tells that: for whoever sets the scanner up. */
  readonly sent?: { readonly end: SentEnd; readonly tookMs: number };
  /**
   * Set when the text came through a keyboard: letters outside ASCII are lost on that way, so a name in it is never to
   * be believed. `stationId`: whose window got the keys; null in a window of no station and on a terminal.
   */
  readonly typed?: { readonly doubt: TypedDoubt; readonly stationId: string | null };
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
