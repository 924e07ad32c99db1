import type koffiModule from 'koffi';

/** An open printer of the Windows spooler. */
export type WinspoolHandle = bigint;

/**
 * The calls of winspool.drv that a raw job needs, each under its own name and with what it answers; none of them may block
 * the main thread. A fake of it stands in for Windows in tests.
 */
export interface WinspoolApi {
  /** OpenPrinterW; null when there is no such printer, or it cannot be reached. */
  openPrinter(name: string): Promise<WinspoolHandle | null>;
  closePrinter(handle: WinspoolHandle): Promise<void>;
  /** StartDocPrinterW with the datatype RAW: the number of the job; 0 when it failed. */
  startDocPrinter(handle: WinspoolHandle, documentName: string): Promise<number>;
  /** WritePrinter: how many bytes were taken; 0 when it failed. */
  writePrinter(handle: WinspoolHandle, bytes: Uint8Array): Promise<number>;
  endDocPrinter(handle: WinspoolHandle): Promise<boolean>;
  /** SetJobW with JOB_CONTROL_DELETE. */
  deleteJob(handle: WinspoolHandle, jobId: number): Promise<boolean>;
  /** Status of GetJobW, level 1; null when the job is no longer in the queue. */
  getJob(handle: WinspoolHandle, jobId: number): Promise<number | null>;
  /** The printers of this user by EnumPrintersW, level 2: local ones and connections. */
  listPrinters(): Promise<readonly SpooledPrinter[]>;
  /** Status and Attributes of GetPrinterW, level 2; null when it failed. */
  getPrinter(
    handle: WinspoolHandle,
  ): Promise<{ readonly status: number; readonly attributes: number } | null>;
}

/** A queue of Windows, with its port and its driver. */
export interface SpooledPrinter {
  readonly name: string;
  readonly port: string;
  readonly driver: string;
}

type Koffi = typeof koffiModule;

/** PRINTER_INFO_2W of winspool.h. */
export const printerInfo = {
  pServerName: 'str16',
  pPrinterName: 'str16',
  pShareName: 'str16',
  pPortName: 'str16',
  pDriverName: 'str16',
  pComment: 'str16',
  pLocation: 'str16',
  pDevMode: 'void *',
  pSepFile: 'str16',
  pPrintProcessor: 'str16',
  pDatatype: 'str16',
  pParameters: 'str16',
  pSecurityDescriptor: 'void *',
  Attributes: 'uint32',
  Priority: 'uint32',
  DefaultPriority: 'uint32',
  StartTime: 'uint32',
  UntilTime: 'uint32',
  Status: 'uint32',
  cJobs: 'uint32',
  AveragePPM: 'uint32',
};
/** Reads what EnumPrintersW, level 2, has written: so many entries, their texts somewhere behind them. */
export function readPrinterInfo(koffi: Koffi, memory: unknown, count: number): SpooledPrinter[] {
  if (count === 0) return [];
  const entries = koffi.decode(memory, koffi.array(koffi.struct(printerInfo), count)) as unknown;
  return (entries as Record<keyof typeof printerInfo, string | null>[]).map((entry) => ({
    name: entry.pPrinterName ?? '',
    port: entry.pPortName ?? '',
    driver: entry.pDriverName ?? '',
  }));
}

/** PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS. */
const ownPrinters = 2 | 4;

const levelOfJob = 1;
const levelOfPrinter = 2;
const jobControlDelete = 5;

/**
 * winspool.drv through the FFI library koffi, loaded when the first printer of this kind is used. Not yet run on Windows:
 * only the layout of the structures and the names of the calls are written after its documentation. Throws on other systems.
 */
export async function loadWinspool(): Promise<WinspoolApi> {
  if (process.platform !== 'win32') throw new Error('the Windows spooler exists on Windows only');
  const { default: koffi } = await import('koffi');
  const library = koffi.load('winspool.drv');
  const call = (name: string, types: readonly string[]) => {
    const bound = library.func('__stdcall', name, 'int', [...types]);
    // Asynchronous: a printer on the network may keep a call for seconds.
    return (...values: readonly unknown[]): Promise<number> =>
      new Promise((resolve, reject) => {
        bound.async(...values, (error: unknown, result: number) => {
          if (error) reject(error instanceof Error ? error : new Error(`${name} failed`));
          else resolve(result);
        });
      });
  };
  koffi.struct('DOC_INFO_1W', { pDocName: 'str16', pOutputFile: 'str16', pDatatype: 'str16' });
  const openPrinter = call('OpenPrinterW', ['str16', '_Out_ uintptr_t *', 'void *']);
  const closePrinter = call('ClosePrinter', ['uintptr_t']);
  const startDocPrinter = call('StartDocPrinterW', ['uintptr_t', 'uint32', 'DOC_INFO_1W *']);
  const writePrinter = call('WritePrinter', ['uintptr_t', 'uint8 *', 'uint32', '_Out_ uint32 *']);
  const endDocPrinter = call('EndDocPrinter', ['uintptr_t']);
  const setJob = call('SetJobW', ['uintptr_t', 'uint32', 'uint32', 'void *', 'uint32']);
  const getJob = call('GetJobW', [
    'uintptr_t',
    'uint32',
    'uint32',
    '_Out_ uint8 *',
    'uint32',
    '_Out_ uint32 *',
  ]);
  const getPrinter = call('GetPrinterW', [
    'uintptr_t',
    'uint32',
    '_Out_ uint8 *',
    'uint32',
    '_Out_ uint32 *',
  ]);

  const enumPrinters = call('EnumPrintersW', [
    'uint32',
    'str16',
    'uint32',
    'void *',
    'uint32',
    '_Out_ uint32 *',
    '_Out_ uint32 *',
  ]);

  /** The names stand behind the entries, in the same memory, which therefore must not move. */
  async function listPrinters(): Promise<readonly SpooledPrinter[]> {
    const [needed, returned] = [[0], [0]];
    await enumPrinters(ownPrinters, null, levelOfPrinter, null, 0, needed, returned);
    const size = needed[0] ?? 0;
    if (size === 0) return [];
    const memory: unknown = koffi.alloc('uint8', size);
    try {
      const asked: readonly unknown[] = [ownPrinters, null, levelOfPrinter, memory, size, needed, returned];
      if ((await enumPrinters(...asked)) === 0) throw new Error('EnumPrintersW failed');
      return readPrinterInfo(koffi, memory, returned[0] ?? 0);
    } finally {
      koffi.free(memory);
    }
  }

  /** Asks for the size, then for the structure; null when there is none. */
  async function structure(
    ask: (buffer: Uint8Array | null, size: number, needed: number[]) => Promise<number>,
  ): Promise<DataView | null> {
    const needed = [0];
    await ask(null, 0, needed);
    const size = needed[0] ?? 0;
    if (size === 0) return null;
    const buffer = new Uint8Array(size);
    return (await ask(buffer, size, needed)) === 0 ? null : new DataView(buffer.buffer);
  }

  return {
    async openPrinter(name) {
      const handle: (number | bigint)[] = [0];
      const isOpen = (await openPrinter(name, handle, null)) !== 0;
      return isOpen && handle[0] !== undefined ? BigInt(handle[0]) : null;
    },
    async closePrinter(handle) {
      await closePrinter(handle);
    },
    startDocPrinter: (handle, documentName) =>
      startDocPrinter(handle, 1, { pDocName: documentName, pOutputFile: null, pDatatype: 'RAW' }),
    async writePrinter(handle, bytes) {
      const written = [0];
      return (await writePrinter(handle, bytes, bytes.length, written)) === 0 ? 0 : (written[0] ?? 0);
    },
    endDocPrinter: async (handle) => (await endDocPrinter(handle)) !== 0,
    deleteJob: async (handle, jobId) => (await setJob(handle, jobId, 0, null, jobControlDelete)) !== 0,
    async getJob(handle, jobId) {
      const job = await structure((buffer, size, needed) =>
        getJob(handle, jobId, levelOfJob, buffer, size, needed),
      );
      return job?.getUint32(jobStatusOffset, true) ?? null;
    },
    listPrinters,
    async getPrinter(handle) {
      const printer = await structure((buffer, size, needed) =>
        getPrinter(handle, levelOfPrinter, buffer, size, needed),
      );
      if (!printer) return null;
      return {
        attributes: printer.getUint32(printerAttributesOffset, true),
        status: printer.getUint32(printerAttributesOffset + 20, true),
      };
    },
  };
}

const pointerBytes = process.arch === 'ia32' ? 4 : 8;
/** JOB_INFO_1W: JobId (padded to a pointer) and six pointers stand before Status. */
const jobStatusOffset = 7 * pointerBytes;
/** PRINTER_INFO_2W: thirteen pointers stand before Attributes; between it and Status Priority, DefaultPriority and two times. */
const printerAttributesOffset = 13 * pointerBytes;
