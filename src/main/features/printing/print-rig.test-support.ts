import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PrinterConfig } from '../../../shared/contract/config.ts';
import type { EventName, EventPayload } from '../../../shared/contract/index.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import type { PaperDocument, PaperDocumentInput } from '../../../shared/paper/document.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import { FileAdapter } from '../../devices/printer/adapters/file.ts';
import { LabBench } from '../../devices/printer/lab/lab-bench.ts';
import type { LabPrinter } from '../../devices/printer/lab/lab-printer.ts';
import type { LayoutEngine, PaperFormat } from '../../devices/printer/layout-engine.ts';
import { encodePng } from '../../devices/printer/png.ts';
import { blankRaster } from '../../devices/printer/raster.ts';
import type { Slip } from '../../devices/printer/slip.ts';
import { silentLog } from '../../log.ts';
import type { StationDatabase } from '../../store/database.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import { PrintService, type PrintServiceOptions } from './service.ts';

/** Draws a black line of eight rows for every element; a second implementation of the port that needs no fonts. */
class LineLayout implements LayoutEngine {
  layOut(document: PaperDocument, format: PaperFormat): Promise<Result<Slip, AppError>> {
    if (document.title === 'too wide') return Promise.resolve(err(appError('document-too-wide')));
    const raster = blankRaster(format.widthDots, 8 * document.elements.length);
    raster.data.fill(0xff);
    return Promise.resolve(
      ok({
        widthDots: format.widthDots,
        parts: [
          { type: 'raster', raster },
          { type: 'cut', mode: 'partial' },
        ],
      }),
    );
  }

  picture(slip: Slip): Promise<Uint8Array> {
    const [part] = slip.parts;
    return Promise.resolve(encodePng(part?.type === 'raster' ? part.raster : blankRaster(8, 1), 203));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

class HandClock implements Clock {
  #now = Date.parse('2026-03-02T08:00:00+07:00');
  now(): Date {
    return new Date(this.#now);
  }
  monotonicMs(): number {
    return performance.now();
  }
  pass(ms: number): void {
    this.#now += ms;
  }
}

export const minute = 60_000;
export const day = 24 * 60 * minute;
export const printers: readonly PrinterConfig[] = [
  { id: 'ticket', name: 'Máy in phiếu', address: 'lab:ticket', profile: 'generic-80' },
  { id: 'receipt', name: 'Máy in biên nhận', address: 'lab:receipt', profile: 'generic-80' },
];

/** A slip of so many lines, each eight rows high. */
export function slipOf(lines: number, title = 'Số A001'): PaperDocumentInput {
  return {
    kind: 'ticket',
    title,
    elements: Array.from({ length: lines }, (_, index) => ({ type: 'text' as const, text: `dòng ${index}` })),
  };
}

interface Told {
  readonly name: EventName;
  readonly payload: unknown;
}

/** A print service with simulated printers, a store on disk, and an ear for all that it tells. */
export class PrintRig {
  readonly clock = new HandClock();
  readonly bench = new LabBench({ clock: this.clock, publish: () => undefined, scanners: () => [] });
  readonly listeners: ((event: Told) => void)[] = [];
  readonly #layout = new LineLayout();
  readonly #told: Told[] = [];
  readonly #services: PrintService[] = [];
  configs: PrinterConfig[] = [...printers];
  service: PrintService;

  private constructor(
    readonly folder: string,
    public database: StationDatabase,
  ) {
    this.service = this.newService();
  }

  static async create(): Promise<PrintRig> {
    const folder = await mkdtemp(join(tmpdir(), 'journal-'));
    const opened = await openStationDatabaseHere({ path: join(folder, 'store.db'), key: '' });
    if (!opened.ok) throw new Error(opened.error.cause);
    const rig = new PrintRig(folder, opened.value);
    await rig.service.start();
    return rig;
  }

  async close(): Promise<void> {
    for (const made of this.#services) await made.stop(0);
    await this.database.close();
    await rm(this.folder, { recursive: true });
  }

  newService(changes: Partial<PrintServiceOptions> = {}): PrintService {
    const made = new PrintService({
      database: this.database,
      layout: this.#layout,
      adapters: [this.bench.adapter(), new FileAdapter()],
      printers: () => this.configs,
      publish: (name, payload) => this.#publish(name, payload),
      clock: this.clock,
      log: silentLog,
      stationName: (id) => `Quầy ${id}`,
      limits: {
        connectMs: 1000,
        answerMs: 200,
        quietMs: 5,
        stallMs: 300,
        fenceMs: 300,
        fenceMaxMs: 1000,
        watchMs: 20,
        restMs: 10_000,
        askAgainMs: 600_000,
      },
      isWatched: () => false,
      ...changes,
    });
    this.#services.push(made);
    return made;
  }

  async submitted(key: string, document = slipOf(10), printerId = 'ticket'): Promise<PrintJob> {
    const job = await this.service.submit({ key, printerId, document, reference: key, stationId: '1' });
    if (!job.ok) throw new Error(JSON.stringify(job.error));
    return job.value;
  }

  jobsTold(id: string): PrintJob[] {
    return this.#told
      .filter(({ name }) => name === 'printing.jobChanged')
      .map(({ payload }) => payload as PrintJob)
      .filter((job) => job.id === id);
  }

  /** The first event of that name from now on that fits. */
  when<Payload>(name: EventName, fits: (payload: Payload) => boolean): Promise<Payload> {
    return new Promise((resolve) => {
      const listener = (event: Told): void => {
        if (event.name !== name || !fits(event.payload as Payload)) return;
        this.listeners.splice(this.listeners.indexOf(listener), 1);
        resolve(event.payload as Payload);
      };
      this.listeners.push(listener);
    });
  }

  lab(name = 'ticket'): LabPrinter {
    return this.bench.printer(name);
  }

  #publish<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    const event = { name, payload };
    this.#told.push(event);
    for (const listener of [...this.listeners]) listener(event);
  }
}
