import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PrinterConfig } from '../../src/shared/contract/config.ts';
import type { AppError } from '../../src/shared/errors.ts';
import type { PaperDocumentInput } from '../../src/shared/paper/document.ts';
import type { Result } from '../../src/shared/result.ts';
import { systemClock } from '../../src/main/clock.ts';
import { TcpAdapter } from '../../src/main/devices/printer/adapters/tcp.ts';
import { WorkerLayoutEngine } from '../../src/main/devices/printer/layout/worker-layout-engine.ts';
import type { PrinterAdapter, PrinterConnection } from '../../src/main/devices/printer/port.ts';
import { PrintService } from '../../src/main/features/printing/service.ts';
import { silentLog } from '../../src/main/log.ts';
import { openStationDatabase } from '../../src/main/store/open.ts';
import { median } from './picture-to-bytes.ts';

/** Notes when the first byte of a connection, and when the first byte of a slip (ESC @), is handed to the socket. */
class TimedAdapter implements PrinterAdapter {
  readonly scheme = 'tcp';
  readonly #tcp = new TcpAdapter();
  firstByte = 0;
  firstOfSlip = 0;

  begin(): void {
    this.firstByte = 0;
    this.firstOfSlip = 0;
  }

  async open(address: string, signal: AbortSignal): Promise<Result<PrinterConnection, AppError>> {
    const opened = await this.#tcp.open(address, signal);
    if (opened.ok) this.#watch(opened.value);
    return opened;
  }

  #watch(connection: PrinterConnection): void {
    const write = connection.write.bind(connection);
    connection.write = (bytes, signal) => {
      this.firstByte ||= performance.now();
      if (bytes[0] === 0x1b && bytes[1] === 0x40) this.firstOfSlip ||= performance.now();
      return write(bytes, signal);
    };
  }
}

export interface StationUnderTest {
  print(document: PaperDocumentInput): Promise<{ firstByte: number; firstOfSlip: number; end: number }>;
  close(): Promise<void>;
}

/** The printing part of the product as it runs in main: layout and store in their threads, journal on disk, TCP. */
export async function stationFor(
  address: string,
  files: {
    readonly layoutWorker: string;
    readonly storeWorker: string;
    readonly fonts: string;
    readonly store: string;
  },
): Promise<StationUnderTest> {
  const key = '0'.repeat(64);
  const store = await openStationDatabase({ path: files.store, key }, files.storeWorker);
  if (!store.ok) throw new Error(store.error.cause ?? store.error.code);
  const layout = new WorkerLayoutEngine(files.layoutWorker, files.fonts);
  const adapter = new TimedAdapter();
  const printers: PrinterConfig[] = [{ id: 'p', name: 'p', address, profile: 'epson-tm-t82' }];
  const service = new PrintService({
    database: store.value,
    layout,
    adapters: [adapter],
    printers: () => printers,
    publish: () => undefined,
    clock: systemClock,
    log: silentLog,
    stationName: (id) => id,
    isWatched: () => false,
  });
  await service.start();
  let number = 0;
  return {
    async print(document) {
      number += 1;
      const key = `bench:${number}`;
      adapter.begin();
      const began = performance.now();
      const job = await service.submit({ key, printerId: 'p', document, reference: key, stationId: '1' });
      if (!job.ok) throw new Error(job.error.code);
      const ended = await service.ended(job.value.id);
      if (ended.state !== 'printed')
        throw new Error(`the slip is ${ended.state}: ${ended.reason?.code ?? ''}`);
      const [firstByte, firstOfSlip] = [adapter.firstByte - began, adapter.firstOfSlip - began];
      return { firstByte, firstOfSlip, end: performance.now() - began };
    },
    async close() {
      await service.stop();
      await layout.close();
      await store.value.close();
    },
  };
}

export interface SocketTimes {
  readonly firstByte: number;
  readonly firstOfSlip: number;
  readonly firstOfSlip95: number;
  readonly printed: number;
  /** The longest that the main thread did not answer, in milliseconds. */
  readonly longestStall: number;
  /** 99 of 100 stalls were shorter. */
  readonly stall99: number;
}

/**
 * The longest that the main thread did not answer while it had nothing to do for `ms`: what the machine itself, and whoever
 * else works on it, takes. Without it the stalls while printing say little.
 */
export async function idleStall(ms: number): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, ms));
  delay.disable();
  return delay.max / 1e6 - 1;
}

/** Prints a document again and again, with a pause between two as at a counter, and times it. */
export async function timeSocket(
  station: StationUnderTest,
  document: PaperDocumentInput,
  times: number,
): Promise<SocketTimes> {
  for (let warm = 0; warm < 10; warm += 1) await pausedPrint(station, document);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const runs = [];
  for (let run = 0; run < times; run += 1) runs.push(await pausedPrint(station, document));
  delay.disable();
  const slips = runs.map(({ firstOfSlip }) => firstOfSlip);
  return {
    firstByte: median(runs.map(({ firstByte }) => firstByte)),
    firstOfSlip: median(slips),
    firstOfSlip95: slips.sort((one, two) => one - two)[Math.floor(slips.length * 0.95)] ?? Number.NaN,
    printed: median(runs.map(({ end }) => end)),
    // Its clock ticks each millisecond, which it counts as a delay.
    longestStall: delay.max / 1e6 - 1,
    stall99: delay.percentile(99) / 1e6 - 1,
  };
}

async function pausedPrint(
  station: StationUnderTest,
  document: PaperDocumentInput,
): ReturnType<StationUnderTest['print']> {
  const times = await station.print(document);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return times;
}

/** Prints many in a row; yields megabytes of the whole process and of its heap after every tenth of them. */
export async function* watchMemory(
  station: StationUnderTest,
  document: PaperDocumentInput,
  times: number,
): AsyncGenerator<{ readonly slips: number; readonly rss: number; readonly heap: number }> {
  for (let slip = 1; slip <= times; slip += 1) {
    await station.print(document);
    if (slip % Math.ceil(times / 10) !== 0) continue;
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    yield { slips: slip, rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
  }
}
