import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clock.ts';
import { readPaper } from '../paper-reading/read-paper.ts';
import { printerAdapterContract, type PrinterRig } from '../port.contract.ts';
import { PrinterDevice } from '../printer-device.ts';
import { findProfile } from '../profile.ts';
import { loadWinspool, type WinspoolApi, type WinspoolHandle } from './winspool-api.ts';
import { readSpoolerState, WinspoolAdapter } from './winspool.ts';

const never = new AbortController().signal;
const profile = findProfile('generic-80')!;

/** A spooler with one printer `POS-80`: a job enters the queue whole, and leaves it once the printer has every byte. */
class FakeSpooler implements WinspoolApi {
  readonly printed: Uint8Array[] = [];
  readonly calls: string[] = [];
  status = 0;
  attributes = 0;
  hangs = false;
  readonly #open = new Map<WinspoolHandle, { id: number; parts: Uint8Array[] }>();
  readonly #jobs = new Set<number>();
  #next = 1;

  get openHandles(): number {
    return this.#open.size;
  }
  get queued(): number {
    return this.#jobs.size;
  }

  openPrinter(name: string): Promise<WinspoolHandle | null> {
    this.calls.push('OpenPrinterW');
    if (name !== 'POS-80') return Promise.resolve(null);
    const handle = BigInt(this.#next++);
    this.#open.set(handle, { id: 0, parts: [] });
    return Promise.resolve(handle);
  }
  closePrinter(handle: WinspoolHandle): Promise<void> {
    if (!this.#open.delete(handle)) throw new Error('a handle is closed once');
    return Promise.resolve();
  }
  startDocPrinter(handle: WinspoolHandle): Promise<number> {
    const document = this.#document(handle);
    document.id = this.#next++;
    this.#jobs.add(document.id);
    return Promise.resolve(document.id);
  }
  writePrinter(handle: WinspoolHandle, bytes: Uint8Array): Promise<number> {
    if (this.hangs) return new Promise(() => undefined);
    this.#document(handle).parts.push(bytes.slice());
    return Promise.resolve(bytes.length);
  }
  endDocPrinter(handle: WinspoolHandle): Promise<boolean> {
    const document = this.#document(handle);
    if (this.#jobs.has(document.id) && this.status === 0 && this.attributes === 0) {
      this.printed.push(Uint8Array.from(document.parts.flatMap((part) => [...part])));
      this.#jobs.delete(document.id);
    }
    return Promise.resolve(true);
  }
  deleteJob(_handle: WinspoolHandle, jobId: number): Promise<boolean> {
    return Promise.resolve(this.#jobs.delete(jobId));
  }
  getJob(_handle: WinspoolHandle, jobId: number): Promise<number | null> {
    return Promise.resolve(this.#jobs.has(jobId) ? 0x10 : null);
  }
  listPrinters(): Promise<{ name: string; port: string; driver: string }[]> {
    return Promise.resolve([{ name: 'POS-80', port: 'USB001', driver: 'Generic / Text Only' }]);
  }
  getPrinter(): Promise<{ status: number; attributes: number }> {
    return Promise.resolve({ status: this.status, attributes: this.attributes });
  }

  #document(handle: WinspoolHandle): { id: number; parts: Uint8Array[] } {
    const document = this.#open.get(handle);
    if (!document) throw new Error('a closed handle is used');
    return document;
  }
}

function winspoolRig(): Promise<PrinterRig> {
  const spooler = new FakeSpooler();
  return Promise.resolve({
    adapter: new WinspoolAdapter(() => Promise.resolve(spooler)),
    address: 'winspool:POS-80',
    nowhere: 'winspool:no such printer',
    twoWay: false,
    papers: () =>
      Promise.resolve(spooler.printed.flatMap((bytes) => readPaper(bytes, profile.widthDots).papers)),
    stopReading: () => {
      spooler.hangs = true;
      return Promise.resolve('winspool:POS-80');
    },
    hangUp: null,
    close: () => {
      expect(spooler.openHandles).toBe(0);
      return Promise.resolve();
    },
  });
}

printerAdapterContract('winspool, over a fake of its calls,', winspoolRig);

describe('a printer of the Windows spooler', () => {
  it('says that the spooler exists on Windows only, where it does not', async () => {
    await expect(loadWinspool()).rejects.toThrow('the Windows spooler exists on Windows only');
    const opened = await new WinspoolAdapter().open('winspool:POS-80', never);
    expect(opened).toMatchObject({ error: { code: 'printer-unreachable' } });
    expect(opened.ok ? '' : opened.error.cause).toContain('not yet run on Windows');
  });

  it('takes a job out of the queue that was given up, and says why it did not go on', async () => {
    const spooler = new FakeSpooler();
    const connection = await new WinspoolAdapter(() => Promise.resolve(spooler)).open(
      'winspool:POS-80',
      never,
    );
    if (!connection.ok) throw new Error(connection.error.code);
    await connection.value.write(Uint8Array.of(0x1b, 0x40), never);
    spooler.status = 0x1;
    const giveUp = new AbortController();
    const finished = connection.value.finish(giveUp.signal);
    expect(spooler.queued).toBe(1);
    setImmediate(() => giveUp.abort());
    expect(await finished).toMatchObject({ error: { code: 'printer-queue-paused' } });
    await connection.value.close();
    expect([spooler.queued, spooler.printed.length, spooler.openHandles]).toEqual([0, 0, 0]);
  });

  it('shows what the spooler knows, and leaves no handle open', async () => {
    const spooler = new FakeSpooler();
    const adapter = new WinspoolAdapter(() => Promise.resolve(spooler));
    const device = new PrinterDevice({ address: 'winspool:POS-80', profile, adapter, clock: systemClock });
    spooler.attributes = 0x400;
    expect(await device.check(never)).toMatchObject({
      status: { online: 'no' },
      problem: { code: 'printer-offline' },
    });
    spooler.attributes = 0;
    expect(await device.check(never)).toMatchObject({ status: { online: 'unknown' }, problem: null });
    expect(spooler.openHandles).toBe(0);
  });

  it.each([
    [0x1, 0, 'printer-queue-paused'],
    [0x10, 0, 'printer-paper-out'],
    [0x40_0000, 0, 'printer-cover-open'],
    [0x8, 0, 'printer-cutter-error'],
    [0x80, 0, 'printer-offline'],
    [0x1000, 0x400, 'printer-offline'],
    [0x2, 0, 'printer-offline'],
    [0, 0, undefined],
  ])('reads status 0x%s', (status, attributes, code) => {
    expect(readSpoolerState({ status, attributes }).problem?.code).toBe(code);
  });
});
