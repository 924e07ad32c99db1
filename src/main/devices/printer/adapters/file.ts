import { constants, open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseAddress } from '../../../../shared/domain/device-address.ts';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { ClosedNotice } from '../closed-notice.ts';
import type { PrinterAdapter, PrinterConnection } from '../port.ts';

/** How long to wait before a device that takes, or has to say, nothing just now is asked again. */
const retryMs = 20;
const readBytes = 512;

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

/**
 * A printer at a device node that can be read as well as written (`usb:/dev/usb/lp0`, the node that Linux makes for a USB
 * printer without a driver). Only a device node is taken: what is read from an ordinary file is no answer of a printer.
 * `file:` stays one way even for a node, for nodes that must not be read (a parallel port, a pipe to another program).
 */
export class DeviceNodeAdapter implements PrinterAdapter {
  readonly scheme = 'usb';

  async open(address: string, signal: AbortSignal): Promise<Result<PrinterConnection, AppError>> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    if (parsed.value.scheme !== 'usb')
      return err(appError('address-invalid', { got: address, takes: 'usb:/dev/usb/lp0' }));
    if (signal.aborted) return err(appError('printer-unreachable', { address }, 'stopped before opening'));
    return openNode(parsed.value.path);
  }
}

function openFile(path: string): Promise<Result<PrinterConnection, AppError>> {
  const create = deviceFolder.test(path) ? 0 : constants.O_CREAT;
  // Not blocking: a pipe that nobody reads, or a printer that takes nothing, must not hold a thread for ever. Windows has
  // no such flag and reads it as nothing.
  const nonBlocking = (constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0;
  return opened(path, async () => {
    const handle = await open(path, constants.O_WRONLY | constants.O_APPEND | create | nonBlocking, 0o600);
    const isFile = (await handle.stat()).isFile();
    return new FileConnection(handle, path, { isFile, twoWay: false });
  });
}

function openNode(path: string): Promise<Result<PrinterConnection, AppError>> {
  const nonBlocking = (constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0;
  return opened(path, async () => {
    const isNode = (await stat(path)).isCharacterDevice();
    if (!isNode) throw new Error('not a device node');
    const handle = await open(path, constants.O_RDWR | nonBlocking);
    return new FileConnection(handle, path, { isFile: false, twoWay: true });
  });
}

async function opened(
  path: string,
  make: () => Promise<PrinterConnection>,
): Promise<Result<PrinterConnection, AppError>> {
  try {
    return ok(await make());
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code;
    if ((code === 'EACCES' || code === 'EPERM') && deviceFolder.test(path))
      return err(appError('printer-not-permitted', { path, takes: 'lp' }, causeOf(thrown)));
    const isBusy = code === 'EBUSY' || code === 'EAGAIN';
    return err(
      appError(isBusy ? 'printer-busy-elsewhere' : 'printer-unreachable', { address: path }, causeOf(thrown)),
    );
  }
}

class FileConnection implements PrinterConnection {
  readonly twoWay: boolean;
  readonly #handle: FileHandle;
  readonly #isFile: boolean;
  readonly #closed = new ClosedNotice();
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();

  constructor(
    handle: FileHandle,
    path: string,
    kind: { readonly isFile: boolean; readonly twoWay: boolean },
  ) {
    this.#handle = handle;
    this.#isFile = kind.isFile;
    this.twoWay = kind.twoWay;
    if (kind.twoWay) void this.#readOn(path);
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

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  onClosed(listener: (reason: AppError) => void): () => void {
    return this.#closed.subscribe(listener);
  }

  async close(): Promise<void> {
    this.#drop('closed');
    // Closing twice, or closing what the system took away, is no error to anyone.
    await this.#handle.close().catch(() => undefined);
  }

  /** Asks the node again and again: a node cannot be waited for, and a read that blocks would hold a thread for ever. */
  async #readOn(path: string): Promise<void> {
    const buffer = new Uint8Array(readBytes);
    while (!this.#closed.reason) {
      try {
        const { bytesRead } = await this.#handle.read(buffer, 0, readBytes, null);
        if (bytesRead > 0) {
          const bytes = buffer.slice(0, bytesRead);
          for (const listener of this.#dataListeners) listener(bytes);
          continue;
        }
        // Nothing: some nodes say so of a printer that is silent, some of one that is gone, together with its node.
        await stat(path);
      } catch (thrown) {
        if ((thrown as { code?: unknown }).code !== 'EAGAIN') this.#drop(causeOf(thrown));
      }
      await delay(retryMs);
    }
  }

  #drop(cause: string): AppError {
    const reason = appError('printer-dropped', {}, cause);
    this.#closed.tell(reason);
    return reason;
  }
}
