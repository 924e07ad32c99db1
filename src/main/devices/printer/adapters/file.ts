import { constants, open, type FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseAddress } from '../../../../shared/domain/device-address.ts';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { ClosedNotice } from '../closed-notice.ts';
import type { PrinterAdapter, PrinterConnection } from '../port.ts';

/** How long to wait before a device that takes nothing just now is asked again. */
const retryMs = 20;

/** Where device nodes live. There a missing file is a missing printer: creating one would hide it and swallow the slips. */
const deviceFolder = /^(\/dev\/|\\\\\.\\)/;

/**
 * A file or a device node (`file:/path`, `file:/dev/usb/lp0`). One way: nothing is read back. A file grows like a roll of
 * paper, each slip after the one before, so that no job destroys an earlier one; it is on disk before the job counts as
 * taken.
 */
export class FileAdapter implements PrinterAdapter {
  readonly scheme = 'file';

  async open(address: string, signal: AbortSignal): Promise<Result<PrinterConnection, AppError>> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    if (parsed.value.scheme !== 'file')
      return err(appError('address-invalid', { got: address, takes: 'file:/path/to/output.bin' }));
    if (signal.aborted) return err(appError('printer-unreachable', { address }, 'stopped before opening'));
    return openFile(parsed.value.path);
  }
}

async function openFile(path: string): Promise<Result<PrinterConnection, AppError>> {
  const create = deviceFolder.test(path) ? 0 : constants.O_CREAT;
  // Not blocking: a pipe that nobody reads, or a printer that takes nothing, must not hold a thread for ever. Windows has
  // no such flag and reads it as nothing.
  const nonBlocking = (constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0;
  try {
    const handle = await open(path, constants.O_WRONLY | constants.O_APPEND | create | nonBlocking, 0o600);
    const isFile = (await handle.stat()).isFile();
    return ok(new FileConnection(handle, isFile));
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code;
    const isBusy = code === 'EBUSY' || code === 'EAGAIN';
    return err(
      appError(isBusy ? 'printer-busy-elsewhere' : 'printer-unreachable', { address: path }, causeOf(thrown)),
    );
  }
}

class FileConnection implements PrinterConnection {
  readonly twoWay = false;
  readonly #handle: FileHandle;
  readonly #isFile: boolean;
  readonly #closed = new ClosedNotice();

  constructor(handle: FileHandle, isFile: boolean) {
    this.#handle = handle;
    this.#isFile = isFile;
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<Result<null, AppError>> {
    let written = 0;
    while (written < bytes.length) {
      if (this.#closed.reason) return err(this.#closed.reason);
      if (signal.aborted) return err(appError('printer-silent', {}, 'the printer took no more bytes'));
      try {
        written += (await this.#handle.write(bytes, written)).bytesWritten;
      } catch (thrown) {
        if ((thrown as { code?: unknown }).code !== 'EAGAIN') return err(this.#drop(causeOf(thrown)));
        await delay(retryMs);
      }
    }
    return ok(null);
  }

  async finish(): Promise<Result<'taken' | 'cannot-tell', AppError>> {
    if (this.#closed.reason) return err(this.#closed.reason);
    if (!this.#isFile) return ok('cannot-tell');
    try {
      await this.#handle.datasync();
      return ok('taken');
    } catch (thrown) {
      return err(this.#drop(causeOf(thrown)));
    }
  }

  onData(): () => void {
    return () => undefined;
  }

  onClosed(listener: (reason: AppError) => void): () => void {
    return this.#closed.subscribe(listener);
  }

  async close(): Promise<void> {
    this.#drop('closed');
    // Closing twice, or closing what the system took away, is no error to anyone.
    await this.#handle.close().catch(() => undefined);
  }

  #drop(cause: string): AppError {
    const reason = appError('printer-dropped', {}, cause);
    this.#closed.tell(reason);
    return reason;
  }
}
