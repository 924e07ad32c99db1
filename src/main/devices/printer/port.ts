import type { AppError } from '../../../shared/errors.ts';
import type { PrinterStatus } from '../../../shared/contract/printing.ts';
import type { Result } from '../../../shared/result.ts';

/**
 * A way to a printer: bytes out, bytes back where the way has a way back. It knows nothing of documents or commands.
 *
 * One connection writes for one job at a time. `close` may be called at any moment, more than once; a pending write then
 * ends with `printer-dropped`.
 */
export interface PrinterConnection {
  /**
   * True of a spooler: the bytes lie in its queue, and `finish` waits until the queue has handed them on, which takes as long
   * as the paper. Its error may then be any that says why the queue does not go on.
   */
  readonly isSpooled?: boolean;
  /** Whether the printer can answer over this way at all. */
  readonly twoWay: boolean;
  /**
   * Hands the bytes on, honouring back-pressure. `ok` means that the next party (kernel, spooler, simulated printer) took
   * all of them, not that anything was printed. An abort leaves it unknown how many went out.
   */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<Result<null, AppError>>;
  /**
   * Ends the sending and tells what the way itself knows: `taken` when the other side has certainly read every byte (a
   * network printer that closes its side after our end, a file that is on disk), `cannot-tell` when the way has no means to
   * know. Nothing can be written afterwards. Errors: `printer-silent` (aborted before the other side had taken it all),
   * `printer-dropped`.
   */
  finish(signal: AbortSignal): Promise<Result<'taken' | 'cannot-tell', AppError>>;
  /** Bytes from the printer, in pieces of any size. Returns its unsubscribe. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Told once, when the connection is gone; at once if it is gone already. */
  onClosed(listener: (reason: AppError) => void): () => void;
  close(): Promise<void>;
}

/** Opens ways of one kind (`tcp`, `file`, `lab`, …). */
export interface PrinterAdapter {
  readonly scheme: string;
  /**
   * Errors: `printer-unreachable`, `printer-busy-elsewhere`, `printer-not-permitted` (this user may not open the device),
   * `address-invalid`.
   */
  open(address: string, signal: AbortSignal): Promise<Result<PrinterConnection, AppError>>;
  /**
   * What stands between us and the printer (a spooler) tells of it, for ways that have such a thing. It is asked before each
   * job and at each check. Errors: those of `open`.
   */
  ask?(address: string, signal: AbortSignal): Promise<Result<WayReport, AppError>>;
}

/** What a spooler says: the state of the printer as far as it knows, and why nothing can be printed now. */
export interface WayReport {
  readonly status: PrinterStatus;
  readonly problem: AppError | null;
  /** What it says in free text, in its own language: for support. */
  readonly note?: string;
}
