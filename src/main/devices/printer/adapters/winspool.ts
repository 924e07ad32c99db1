import { setTimeout as delay } from 'node:timers/promises';
import { parseAddress } from '../../../../shared/domain/device-address.ts';
import type { PrinterStatus } from '../../../../shared/contract/printing.ts';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { ClosedNotice } from '../closed-notice.ts';
import type { PrinterAdapter, PrinterConnection, WayReport } from '../port.ts';
import { unknownStatus } from '../status.ts';
import { loadWinspool, type WinspoolApi, type WinspoolHandle } from './winspool-api.ts';

const pollMs = 200;
/** A call of the spooler that is under way cannot be taken back, so each is small. */
const sliceBytes = 64 * 1024;

/** PRINTER_STATUS_… and PRINTER_ATTRIBUTE_… of winspool.h. */
const printerFlag = {
  paused: 0x1,
  error: 0x2,
  paperJam: 0x8,
  paperOut: 0x10,
  paperProblem: 0x40,
  offline: 0x80,
  notAvailable: 0x1000,
  doorOpen: 0x40_0000,
};
const workOffline = 0x400;
/** JOB_STATUS_… of winspool.h. */
const jobFlag = { error: 0x2, deleting: 0x4, deleted: 0x100, printed: 0x80, complete: 0x1000 };

/**
 * Raw jobs through the Windows spooler (`winspool:name`). One way. Not yet run on Windows: the adapter is proved against a
 * fake of {@link WinspoolApi}, the calls themselves are not.
 */
export class WinspoolAdapter implements PrinterAdapter {
  readonly scheme = 'winspool';
  readonly #load: () => Promise<WinspoolApi>;
  #api: Promise<WinspoolApi> | null = null;

  constructor(load: () => Promise<WinspoolApi> = loadWinspool) {
    this.#load = load;
  }

  async open(address: string, signal: AbortSignal): Promise<Result<PrinterConnection, AppError>> {
    const opened = await this.#openPrinter(address, signal);
    if (!opened.ok) return opened;
    const connection = new WinspoolConnection(opened.value.api, opened.value.handle);
    return ok(connection);
  }

  async ask(address: string, signal: AbortSignal): Promise<Result<WayReport, AppError>> {
    const opened = await this.#openPrinter(address, signal);
    if (!opened.ok) return opened;
    const { api, handle } = opened.value;
    const report = await reportOf(api, handle);
    await api.closePrinter(handle);
    return ok(report);
  }

  async #openPrinter(
    address: string,
    signal: AbortSignal,
  ): Promise<Result<{ readonly api: WinspoolApi; readonly handle: WinspoolHandle }, AppError>> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    if (parsed.value.scheme !== 'winspool')
      return err(appError('address-invalid', { got: address, takes: 'winspool:POS-80' }));
    const { printer } = parsed.value;
    const unreachable = (cause: string) => err(appError('printer-unreachable', { address }, cause));
    if (signal.aborted) return unreachable('stopped before opening');
    try {
      this.#api ??= this.#load();
      const api = await this.#api;
      const opening = api.openPrinter(printer);
      const handle = await Promise.race([opening, aborted(signal)]);
      if (handle === 'aborted') {
        void opening.then((late) => (late === null ? undefined : api.closePrinter(late)));
        return unreachable('no answer of the spooler in time');
      }
      return handle === null ? unreachable('the spooler knows no such printer') : ok({ api, handle });
    } catch (thrown) {
      this.#api = null;
      return unreachable(`the Windows spooler cannot be used: ${causeOf(thrown)} (not yet run on Windows)`);
    }
  }
}

async function reportOf(api: WinspoolApi, handle: WinspoolHandle): Promise<WayReport> {
  const printer = await api.getPrinter(handle);
  return printer ? readSpoolerState(printer) : { status: unknownStatus, problem: null };
}

/** What GetPrinter tells. Windows shows an unplugged USB printer by the attribute "work offline", some drivers by a status. */
export function readSpoolerState(printer: {
  readonly status: number;
  readonly attributes: number;
}): WayReport {
  const has = (flags: number): boolean => (printer.status & flags) !== 0;
  const isOffline =
    has(printerFlag.offline | printerFlag.notAvailable) || (printer.attributes & workOffline) !== 0;
  const status: PrinterStatus = {
    online: isOffline ? 'no' : 'unknown',
    paper: has(printerFlag.paperOut | printerFlag.paperProblem) ? 'out' : 'unknown',
    cover: has(printerFlag.doorOpen) ? 'open' : 'unknown',
    cutter: has(printerFlag.paperJam) ? 'error' : 'unknown',
  };
  const cause = `status 0x${printer.status.toString(16)}, attributes 0x${printer.attributes.toString(16)}`;
  return { status, problem: problemOf(status, has, cause) };
}

function problemOf(status: PrinterStatus, has: (flags: number) => boolean, cause: string): AppError | null {
  if (status.cover === 'open') return appError('printer-cover-open', {}, cause);
  if (status.paper === 'out') return appError('printer-paper-out', {}, cause);
  if (status.cutter === 'error') return appError('printer-cutter-error', {}, cause);
  if (has(printerFlag.paused)) return appError('printer-queue-paused', {}, cause);
  return status.online === 'no' || has(printerFlag.error) ? appError('printer-offline', {}, cause) : null;
}

class WinspoolConnection implements PrinterConnection {
  readonly twoWay = false;
  readonly isSpooled = true;
  readonly #api: WinspoolApi;
  readonly #handle: WinspoolHandle;
  readonly #closed = new ClosedNotice();
  #jobId = 0;
  #hasEnded = false;
  #isOver = false;

  constructor(api: WinspoolApi, handle: WinspoolHandle) {
    this.#api = api;
    this.#handle = handle;
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<Result<null, AppError>> {
    let at = 0;
    while (at < bytes.length) {
      const stopped = this.#stopped(signal);
      if (stopped) return err(stopped);
      if (this.#jobId === 0) {
        this.#jobId = await this.#api.startDocPrinter(this.#handle, 'slip');
        if (this.#jobId === 0) return err(this.#drop('the spooler began no job'));
      }
      const writing = this.#api.writePrinter(this.#handle, bytes.subarray(at, at + sliceBytes));
      const written = await Promise.race([writing, aborted(signal), this.#gone()]);
      if (typeof written !== 'number') continue;
      if (written === 0) return err(this.#drop('the spooler took no more bytes'));
      at += written;
    }
    return this.#closed.reason ? err(this.#closed.reason) : ok(null);
  }

  /** Resolves when the job has left the queue: Windows takes it out when the port has taken every byte. */
  async finish(signal: AbortSignal): Promise<Result<'taken' | 'cannot-tell', AppError>> {
    let trouble: AppError | null = null;
    for (;;) {
      const stopped = this.#stopped(signal);
      if (stopped) return err(stopped.code === 'printer-silent' ? (trouble ?? stopped) : stopped);
      if (this.#jobId === 0) return ok('taken');
      if (!this.#hasEnded) {
        this.#hasEnded = true;
        if (!(await this.#api.endDocPrinter(this.#handle))) return err(this.#drop('the job was not ended'));
      }
      const state = await this.#api.getJob(this.#handle, this.#jobId);
      if (state === null || (state & (jobFlag.printed | jobFlag.complete)) !== 0) {
        this.#isOver = true;
        return ok('taken');
      }
      if ((state & (jobFlag.deleting | jobFlag.deleted)) !== 0) return err(this.#drop('the job was deleted'));
      trouble = (await reportOf(this.#api, this.#handle)).problem;
      await delay(pollMs);
    }
  }

  onData(): () => void {
    return () => undefined;
  }

  onClosed(listener: (reason: AppError) => void): () => void {
    return this.#closed.subscribe(listener);
  }

  /** A job that has not come to its end is deleted: it must not print after it was given up. */
  async close(): Promise<void> {
    if (this.#closed.reason && this.#isOver) return;
    this.#closed.tell(appError('printer-dropped', {}, 'closed'));
    const hasJob = this.#jobId !== 0 && !this.#isOver;
    this.#isOver = true;
    if (hasJob) await this.#api.deleteJob(this.#handle, this.#jobId);
    if (hasJob && !this.#hasEnded) await this.#api.endDocPrinter(this.#handle);
    await this.#api.closePrinter(this.#handle);
  }

  #stopped(signal: AbortSignal): AppError | null {
    if (this.#closed.reason) return this.#closed.reason;
    return signal.aborted ? appError('printer-silent', {}, 'the spooler did not finish the job') : null;
  }

  #gone(): Promise<'gone'> {
    return new Promise((resolve) => {
      this.#closed.subscribe(() => resolve('gone'));
    });
  }

  #drop(cause: string): AppError {
    const reason = appError('printer-dropped', {}, cause);
    this.#closed.tell(reason);
    return reason;
  }
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
}
