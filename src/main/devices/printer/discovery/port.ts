import type { AppError } from '../../../../shared/errors.ts';
import type { Result } from '../../../../shared/result.ts';

/** Something that may be a printer. Nothing was sent to it: what it is, only a question to it can show. */
export interface FoundPrinter {
  readonly way: 'network' | 'serial' | 'usb' | 'queue';
  /** As it would stand in the configuration. */
  readonly address: string;
  /** Other addresses at which the same device is known to stand: a port's name, the printer behind a queue. */
  readonly aliases: readonly string[];
  /** How the system names it: a port, a queue. */
  readonly name: string | null;
  /** What the system knows of its make and model. */
  readonly model: string | null;
  /** Why it cannot be used as things are: `printer-not-permitted`. */
  readonly problem: AppError | null;
}

export interface FindListeners {
  /** Called for each thing as it is found, once. */
  found(printer: FoundPrinter): void;
  /** How far a search goes that takes time: so many of so many places have been looked at. */
  progress?(asked: number, total: number): void;
}

/**
 * Looks for printers in one place. It sends no byte to anything that it finds. After an abort it ends at once and tells
 * nothing more.
 */
export interface PrinterFinder {
  readonly way: FoundPrinter['way'];
  /** Resolves when there is no more to find. A place that this machine does not have holds nothing: that is no error. */
  find(listeners: FindListeners, signal: AbortSignal): Promise<Result<null, AppError>>;
}
