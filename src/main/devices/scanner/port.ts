import type { AppError } from '../../../shared/errors.ts';

export type ScannerState = 'connected' | 'connecting' | 'away' | 'off';

/** One frame as the scanner sent it: bytes between two ends of scan. */
export interface RawScan {
  readonly bytes: Uint8Array;
}

/**
 * A scanner: tells its scans, whole and in order, and its state. It finds its device again by itself after an unplug,
 * within three seconds of the device being back. `stop` may be called at any moment, more than once.
 */
export interface ScannerSource {
  readonly address: string;
  start(listeners: {
    onScan(scan: RawScan): void;
    onState(state: ScannerState, problem: AppError | null): void;
  }): void;
  stop(): Promise<void>;
}
