import type { z } from 'zod';
import { ordinaryRowsLeft, type LabFault, type LabView } from '../../../shared/contract/lab.ts';
import type {
  PrintCopy,
  PrinterStatus,
  PrinterView,
  PrintHistoryQuery,
  PrintJob,
} from '../../../shared/contract/printing.ts';
import { dayOfInstant } from '../../../shared/domain/centre-time.ts';
import { matchesPrintSearch } from '../../../shared/domain/print-search.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import type { PaperKind } from '../../../shared/paper/document.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/** A white dot: the picture of a slip unless a painter was given. */
const whiteDot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC';

export interface PrintRequest {
  readonly kind: z.infer<typeof PaperKind>;
  readonly title: string;
  readonly reference: string;
  readonly printerId: string;
  readonly stationId: string;
}

interface FakePaper {
  readonly id: number;
  readonly at: string;
  readonly height: number;
  readonly cut: boolean;
  readonly jobId: string;
}

/** Rows of a slip, and how long one takes in a printer that is slow. */
const slipRows = 420;
const slowMs = slipRows * 10;

interface FakePrinter {
  readonly id: string;
  readonly name: string;
  readonly faults: Set<LabFault>;
  rowsLeft: number | null;
  readonly papers: FakePaper[];
  /** Goes on when the printer no longer stands or creeps. */
  readonly waiting: Map<LabFault, () => void>;
}

const refusals: readonly (readonly [LabFault, AppError['code']])[] = [
  ['unplugged', 'printer-unreachable'],
  ['paperOut', 'printer-paper-out'],
  ['coverOpen', 'printer-cover-open'],
  ['cutterError', 'printer-cutter-error'],
];
/** What leaves a slip unknown, and whether it came out all the same. */
const doubts: readonly (readonly [LabFault, AppError['code'], boolean])[] = [
  ['dropMidJob', 'printer-dropped', false],
  ['neverReads', 'printer-silent', false],
  ['silent', 'printer-silent', true],
  ['answersLate', 'printer-silent', true],
  ['answersGarbage', 'printer-silent', true],
];

/** Printers and their journal in memory, with the outcomes of design D8. */
export class FakePrinting {
  readonly #now: () => string;
  readonly #changed: (job: PrintJob) => void;
  readonly #printersChanged: () => void;
  readonly #paint: (job: PrintJob) => string;
  readonly #delayMs: number;
  readonly #printers: FakePrinter[];
  readonly jobs: PrintJob[] = [];
  readonly #copyReasons = new Map<string, string>();
  #papers = 0;

  constructor(options: {
    readonly printers: readonly { readonly id: string; readonly name: string }[];
    readonly now: () => string;
    readonly changed: (job: PrintJob) => void;
    readonly printersChanged: () => void;
    readonly delayMs: number;
    readonly paint?: ((job: PrintJob) => string) | undefined;
  }) {
    this.#now = options.now;
    this.#changed = options.changed;
    this.#printersChanged = options.printersChanged;
    this.#delayMs = options.delayMs;
    this.#paint = options.paint ?? (() => whiteDot);
    this.#printers = options.printers.map((printer) => ({
      ...printer,
      faults: new Set(),
      rowsLeft: null,
      papers: [],
      waiting: new Map(),
    }));
  }

  /** Prepares and sends a slip; the outcome comes as a change of the job. */
  print(request: PrintRequest, copyOf: PrintJob | null = null): PrintJob {
    const job: PrintJob = {
      id: crypto.randomUUID(),
      ...request,
      state: 'prepared',
      reason: null,
      confirmed: false,
      copy: copyOf === null ? 1 : copyOf.copy + 1,
      copyOf: copyOf === null ? null : (copyOf.copyOf ?? copyOf.id),
      settledBy: null,
      createdAt: this.#now(),
      endedAt: null,
      ms: null,
    };
    this.jobs.unshift(job);
    this.#send(job);
    return job;
  }

  find(jobId: string): PrintJob | undefined {
    return this.jobs.find((job) => job.id === jobId);
  }

  settle(jobId: string, printed: boolean): Result<PrintJob, AppError> {
    const job = this.find(jobId);
    if (job === undefined) return err(appError('print-job-not-found'));
    if (job.state !== 'unknown') return err(appError('print-job-settled'));
    return ok(
      this.#change(job, {
        state: printed ? 'printed' : 'notPrinted',
        settledBy: 'person',
        reason: printed ? null : job.reason,
      }),
    );
  }

  retry(jobId: string): Result<PrintJob, AppError> {
    const job = this.find(jobId);
    if (job === undefined) return err(appError('print-job-not-found'));
    if (job.state !== 'notPrinted') return err(appError('print-job-settled'));
    const prepared = this.#change(job, { state: 'prepared', reason: null, settledBy: null });
    this.#send(prepared);
    return ok(prepared);
  }

  reprint(jobId: string, reason: string): Result<PrintJob, AppError> {
    const copies = this.#copiesOf(jobId);
    const last = copies.at(-1);
    if (last === undefined) return err(appError('print-job-not-found'));
    const unfinished = copies.find((job) => job.state !== 'printed');
    if (unfinished !== undefined) return err(appError('illegal-transition', { state: unfinished.state }));
    const { kind, title, reference, printerId, stationId } = last;
    const copy = this.print({ kind, title, reference, printerId, stationId }, last);
    this.#copyReasons.set(copy.id, reason);
    return ok(copy);
  }

  copies(jobId: string): Result<PrintCopy[], AppError> {
    const copies = this.#copiesOf(jobId);
    return copies.length === 0
      ? err(appError('print-job-not-found'))
      : ok(copies.map((job) => ({ ...job, copyReason: this.#copyReasons.get(job.id) ?? null })));
  }

  history(query: PrintHistoryQuery): { jobs: PrintJob[]; more: boolean } {
    const { text, kind, state, printerId, day, after, limit } = query;
    const from = after === null ? 0 : this.jobs.findIndex((job) => job.id === after) + 1;
    const found = this.jobs
      .slice(from)
      .filter(
        (job) =>
          matchesPrintSearch(job, text) &&
          (kind === null || job.kind === kind) &&
          (state === null || job.state === state) &&
          (printerId === null || job.printerId === printerId) &&
          (day === null || dayOfInstant(job.createdAt) === day),
      );
    return { jobs: found.slice(0, limit), more: found.length > limit };
  }

  picture(jobId: string): Result<{ png: string; width: number; height: number }, AppError> {
    const job = this.find(jobId);
    return job === undefined
      ? err(appError('print-job-not-found'))
      : ok({ png: this.#paint(job), width: 576, height: slipRows });
  }

  printers(): PrinterView[] {
    return this.#printers.map((printer) => {
      const refusal = refusals.find(([fault]) => printer.faults.has(fault));
      return {
        id: printer.id,
        name: printer.name,
        address: `lab:${printer.id}`,
        profile: 'generic-80',
        status: statusOf(printer.faults),
        busy: this.jobs.some((job) => job.printerId === printer.id && job.state === 'sending'),
        problem: refusal === undefined ? null : appError(refusal[1], { printer: printer.name }),
        checkedAt: this.#now(),
      };
    });
  }

  setFault(name: string, fault: LabFault, on: boolean, rows = ordinaryRowsLeft): boolean {
    const printer = this.#printers.find((found) => found.id === name);
    if (printer === undefined) return false;
    if (on) printer.faults.add(fault);
    else printer.faults.delete(fault);
    if (fault === 'paperOutSoon') printer.rowsLeft = on ? rows : null;
    if (!on) {
      const goOn = printer.waiting.get(fault);
      printer.waiting.delete(fault);
      goOn?.();
    }
    this.#printersChanged();
    return true;
  }

  clearPaper(name: string): boolean {
    const printer = this.#printers.find((found) => found.id === name);
    if (printer === undefined) return false;
    printer.papers.length = 0;
    return true;
  }

  paper(name: string, paperId: number): string | null {
    const paper = this.#printers
      .find((printer) => printer.id === name)
      ?.papers.find((found) => found.id === paperId);
    const job = paper === undefined ? undefined : this.find(paper.jobId);
    return job === undefined ? null : this.#paint(job);
  }

  labPrinters(): LabView['printers'] {
    return this.#printers.map((printer) => ({
      name: printer.id,
      widthDots: 576,
      status: statusOf(printer.faults),
      faults: [...printer.faults],
      rowsLeft: printer.rowsLeft,
      papers: printer.papers.map(({ id, at, height, cut }) => ({ id, at, height, cut })),
    }));
  }

  /** The original of a job and its copies, lowest copy number first. */
  #copiesOf(jobId: string): PrintJob[] {
    const asked = this.find(jobId);
    const originalId = asked?.copyOf ?? asked?.id;
    return this.jobs
      .filter((job) => originalId !== undefined && (job.id === originalId || job.copyOf === originalId))
      .sort((one, other) => one.copy - other.copy);
  }

  #send(job: PrintJob): void {
    this.#later(() => {
      const sending = this.#change(job, { state: 'sending' });
      const printer = this.#printers.find((found) => found.id === job.printerId);
      if (printer?.faults.has('slow') === true) this.#creep(printer, sending);
      else this.#later(() => this.#end(sending));
    });
  }

  /** A slow printer comes to the end in its time, or at once when it is slow no longer. */
  #creep(printer: FakePrinter, job: PrintJob): void {
    const timer = setTimeout(() => end(), slowMs);
    const end = (): void => {
      clearTimeout(timer);
      printer.waiting.delete('slow');
      this.#end(job);
    };
    printer.waiting.set('slow', end);
  }

  #end(job: PrintJob): void {
    const printer = this.#printers.find((found) => found.id === job.printerId);
    const faults = printer?.faults ?? new Set<LabFault>(['unplugged']);
    const ended = { endedAt: this.#now(), ms: 40, settledBy: 'machine' as const };
    const refusal = refusals.find(([fault]) => faults.has(fault));
    if (refusal !== undefined) {
      this.#change(job, { ...ended, state: 'notPrinted', reason: appError(refusal[1]) });
      return;
    }
    if (printer?.rowsLeft !== null && printer !== undefined && printer.rowsLeft < slipRows) {
      // The roll ends within this slip; a new one lets it come out to its end.
      printer.rowsLeft = null;
      printer.faults.delete('paperOutSoon');
      printer.faults.add('paperOut');
      printer.waiting.set('paperOut', () => this.#drop(printer, job));
      const reason = appError('printer-paper-out');
      this.#change(job, { ...ended, settledBy: null, state: 'unknown', reason });
      return;
    }
    const doubt = doubts.find(([fault]) => faults.has(fault));
    const comesOut = doubt?.[2] ?? true;
    if (printer !== undefined && comesOut) this.#drop(printer, job);
    if (doubt === undefined) this.#change(job, { ...ended, state: 'printed', confirmed: true });
    else this.#change(job, { ...ended, settledBy: null, state: 'unknown', reason: appError(doubt[1]) });
  }

  #drop(printer: FakePrinter, job: PrintJob): void {
    this.#papers += 1;
    if (printer.rowsLeft !== null) printer.rowsLeft -= slipRows;
    printer.papers.unshift({
      id: this.#papers,
      at: this.#now(),
      height: slipRows,
      cut: true,
      jobId: job.id,
    });
  }

  #change(job: PrintJob, change: Partial<PrintJob>): PrintJob {
    const at = this.jobs.findIndex((found) => found.id === job.id);
    const changed = { ...job, ...change };
    this.jobs[at] = changed;
    this.#changed(changed);
    this.#printersChanged();
    return changed;
  }

  #later(work: () => void): void {
    if (this.#delayMs === 0) queueMicrotask(work);
    else setTimeout(work, this.#delayMs);
  }
}

function statusOf(faults: ReadonlySet<LabFault>): PrinterStatus {
  const mute: readonly LabFault[] = ['silent', 'neverReads', 'answersLate', 'answersGarbage'];
  if (faults.has('unplugged') || mute.some((fault) => faults.has(fault)))
    return {
      online: faults.has('unplugged') ? 'no' : 'unknown',
      paper: 'unknown',
      cover: 'unknown',
      cutter: 'unknown',
    };
  return {
    online: 'yes',
    paper: faults.has('paperOut') ? 'out' : faults.has('paperNearEnd') ? 'nearEnd' : 'ok',
    cover: faults.has('coverOpen') ? 'open' : 'closed',
    cutter: faults.has('cutterError') ? 'error' : 'ok',
  };
}
