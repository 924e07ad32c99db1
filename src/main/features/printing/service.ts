import { randomUUID } from 'node:crypto';
import type { PrinterConfig } from '../../../shared/contract/config.ts';
import type { PrinterView, PrintJob } from '../../../shared/contract/printing.ts';
import { appError, causeOf, type AppError } from '../../../shared/errors.ts';
import { PaperDocument, type PaperDocumentInput } from '../../../shared/paper/document.ts';
import { markAsReprint } from '../../../shared/paper/reprint.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { LayoutEngine } from '../../devices/printer/layout-engine.ts';
import type { PrinterAdapter } from '../../devices/printer/port.ts';
import type { PrinterLimits } from '../../devices/printer/printer-limits.ts';
import type { Publish } from '../../host/handlers.ts';
import type { Log } from '../../log.ts';
import type { StationDatabase } from '../../store/database.ts';
import { drawSlip } from './draw-slip.ts';
import { hasEnded } from './job-ends.ts';
import { JobProgress } from './job-progress.ts';
import { interrupted, JobRunner } from './job-runner.ts';
import type { NewPrintJob, PrintJournal, SlipPicture } from './journal.ts';
import type { Printing, PrintRequest } from './port.ts';
import { keptMs, PrintHistory } from './print-history.ts';
import { PrinterLines } from './printer-lines.ts';
import { StationPrintJournal } from './station-print-journal.ts';

export interface PrintServiceOptions {
  readonly database: StationDatabase;
  readonly layout: LayoutEngine;
  readonly adapters: readonly PrinterAdapter[];
  /** The printers as configured now; read again at `reconfigure`. */
  readonly printers: () => readonly PrinterConfig[];
  readonly publish: Publish;
  readonly clock: Clock;
  readonly log: Log;
  /** The name of a station as it stands on paper. */
  readonly stationName: (stationId: string) => string;
  /** The name of whoever is signed in at a station; null: nobody, or nobody logs in there. Left out: nobody ever does. */
  readonly personAt?: (stationId: string) => string | null;
  readonly limits?: PrinterLimits;
  /** Whether anybody looks: only then are idle printers asked how they are. */
  readonly isWatched?: () => boolean;
  readonly pollMs?: number;
}

/** A job that was made ready longer ago than this and never begun is not printed by itself after a restart. */
const freshMs = 10 * 60 * 1000;
const housekeepingMs = 24 * 60 * 60 * 1000;

/**
 * Prints slips and keeps the journal (D8): what happens is on disk before and after each step, an unknown end is never
 * repeated by the machine, and each printer has a queue of its own.
 */
export class PrintService implements Printing {
  /** What was printed in the last thirty days. */
  readonly history: PrintHistory;
  readonly #options: PrintServiceOptions;
  readonly #journal: PrintJournal;
  readonly #lines: PrinterLines;
  readonly #progress: JobProgress;
  readonly #runner: JobRunner;
  readonly #log: Log;
  readonly #stopping = new AbortController();
  /** Requests whose job is being written: a second press of the button gets the job of the first. */
  readonly #underWay = new Map<string, Promise<Result<PrintJob, AppError>>>();
  #housekeeping: NodeJS.Timeout | null = null;

  constructor(options: PrintServiceOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#journal = new StationPrintJournal(options.database);
    this.history = new PrintHistory(this.#journal, options.clock);
    this.#lines = new PrinterLines({
      adapters: options.adapters,
      clock: options.clock,
      limits: options.limits,
      onChanged: (views) => options.publish('printing.printersChanged', views),
      onBug: (thrown) => this.#log.error('a print job broke', { cause: causeOf(thrown) }),
      stopping: this.#stopping.signal,
      isWatched: options.isWatched ?? (() => true),
      pollMs: options.pollMs ?? 1000,
    });
    this.#progress = new JobProgress(this.#journal, options.publish, options.clock);
    this.#runner = new JobRunner({
      journal: this.#journal,
      progress: this.#progress,
      lines: this.#lines,
      layout: options.layout,
      clock: options.clock,
      log: options.log,
      stopping: this.#stopping.signal,
    });
  }

  /**
   * Takes up what an earlier run left behind. What was being sent is unknown from now on: bytes may have reached the paper.
   * What was prepared and never begun has sent nothing, so it is printed now if it is fresh; older than ten minutes, the
   * citizen has gone or has been given it otherwise, and a person decides.
   */
  async start(): Promise<void> {
    this.#lines.reconfigure(this.#options.printers());
    const { clock } = this.#options;
    for (const { job } of await this.#journal.inState('sending'))
      await this.#progress.step(job.id, ['sending'], {
        state: 'unknown',
        reason: interrupted,
        endedAt: clock.now(),
      });
    await this.#expectBrokenCommands();
    for (const { job, preparedAt } of await this.#journal.inState('prepared')) {
      const age = clock.now().getTime() - preparedAt.getTime();
      const begun = age >= 0 && age < freshMs ? await this.#runner.begin(job) : err(interrupted);
      if (!begun.ok) await this.#progress.endUnsent(job.id, begun.error);
    }
    await this.#forgetOld();
    this.#housekeeping = setInterval(() => void this.#forgetOld(), housekeepingMs);
    this.#housekeeping.unref();
    this.#lines.start();
  }

  /**
   * Stops. The slips under way get `graceMs` to come to their end; one that does not becomes unknown. What waits stays
   * prepared in the journal and is taken up at the next start.
   */
  async stop(graceMs = 3000): Promise<void> {
    if (this.#housekeeping) clearInterval(this.#housekeeping);
    this.#runner.stopBeginning();
    const grace = setTimeout(() => this.#stopping.abort(), graceMs);
    await this.#lines.stop();
    clearTimeout(grace);
    this.#stopping.abort();
  }

  /** Takes over changed printers. What is being printed goes on; what waits is printed on the printer as it is now. */
  async reconfigure(): Promise<void> {
    this.#lines.reconfigure(this.#options.printers());
    try {
      await this.#expectBrokenCommands();
    } catch (thrown) {
      this.#log.error('the journal cannot be used', { cause: causeOf(thrown) });
    }
  }

  submit(request: PrintRequest): Promise<Result<PrintJob, AppError>> {
    return this.#once(request.key, () =>
      this.#prepare({ ...request, copy: 1, copyOf: null, copyReason: null }),
    );
  }

  ended(jobId: string): Promise<PrintJob> {
    return this.#progress.ended(jobId);
  }

  printers(): PrinterView[] {
    return this.#lines.views();
  }

  /** Asks a printer now. Error: `printer-not-configured`. */
  async check(printerId: string): Promise<Result<PrinterView, AppError>> {
    const line = this.#lines.line(printerId);
    return line.ok ? ok(await line.value.check(this.#stopping.signal)) : line;
  }

  jobs(limit: number, openOnly: boolean): Promise<PrintJob[]> {
    return openOnly ? this.#journal.open(limit, this.#options.clock.now()) : this.#journal.newest(limit);
  }

  /** Error: `print-job-not-found`. */
  async picture(jobId: string): Promise<Result<SlipPicture, AppError>> {
    const picture = await this.#journal.picture(jobId);
    return picture ? ok(picture) : err(appError('print-job-not-found'));
  }

  /** A person looked: the slip of an unknown job came out, or did not. Errors: `print-job-not-found`, `print-job-settled`. */
  async settle(jobId: string, printed: boolean): Promise<Result<PrintJob, AppError>> {
    const job = await this.#journal.byId(jobId);
    if (!job) return err(appError('print-job-not-found'));
    const settled = await this.#progress.step(jobId, ['unknown'], {
      state: printed ? 'printed' : 'notPrinted',
      reason: printed ? null : job.reason,
      settledBy: 'person',
      endedAt: this.#options.clock.now(),
      ms: job.ms,
    });
    return settled ? ok(settled) : err(appError('print-job-settled'));
  }

  async retry(jobId: string): Promise<Result<PrintJob, AppError>> {
    const job = await this.#journal.byId(jobId);
    if (!job) return err(appError('print-job-not-found'));
    if (job.state !== 'notPrinted') return err(appError('print-job-settled'));
    const drawn = await this.#runner.draw(job);
    if (!drawn.ok) return drawn;
    const preparedAt = this.#options.clock.now();
    const prepared = await this.#progress.step(jobId, ['notPrinted'], { state: 'prepared', preparedAt });
    if (!prepared) return err(appError('print-job-settled'));
    this.#runner.queue(prepared, drawn.value);
    return ok(prepared);
  }

  /**
   * A further copy of a printed slip, on the same printer, marked as such. While a copy of the same original is on its way
   * the answer is that copy. Errors: `print-job-not-found`; `illegal-transition` when the slip, or a copy of it, is not
   * printed: then it is to be settled or printed first; and those of `submit`.
   */
  async reprint(
    jobId: string,
    reason: string,
    stationId: string | null,
  ): Promise<Result<PrintJob, AppError>> {
    const asked = await this.#journal.byId(jobId);
    if (!asked) return err(appError('print-job-not-found'));
    const originalId = asked.copyOf ?? asked.id;
    const copies = await this.#journal.copies(originalId);
    const underWay = copies.find((copy) => copy.copy > 1 && !hasEnded(copy));
    if (underWay) return ok(underWay);
    const unfinished = copies.find((copy) => copy.state !== 'printed');
    if (unfinished) return err(appError('illegal-transition', { state: unfinished.state }));
    const document = await this.#journal.document(originalId);
    if (!document) return err(appError('print-job-not-found'));
    const copy = Math.max(...copies.map((job) => job.copy)) + 1;
    const at = stationId ?? asked.stationId;
    const marked = markAsReprint(document, {
      copy,
      reason,
      at: this.#options.clock.now(),
      person: stationId === null ? null : (this.#options.personAt?.(stationId) ?? null),
      station: this.#options.stationName(at),
    });
    return this.#once(`reprint:${originalId}:${copy}`, (key) =>
      this.#prepare({
        key,
        document: marked,
        printerId: asked.printerId,
        reference: asked.reference,
        stationId: at,
        copy,
        copyOf: originalId,
        copyReason: reason,
      }),
    );
  }

  /** Answers the job of that key, or makes it: never two for one key, at one time or one after the other. */
  #once(
    key: string,
    make: (key: string) => Promise<Result<PrintJob, AppError>>,
  ): Promise<Result<PrintJob, AppError>> {
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const made = this.#stored(async () => {
      const known = await this.#journal.byKey(key);
      return known ? ok(known) : make(key);
    }).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, made);
    return made;
  }

  async #prepare(
    request: PrintRequest & Pick<NewPrintJob, 'copy' | 'copyOf' | 'copyReason'>,
  ): Promise<Result<PrintJob, AppError>> {
    const line = this.#lines.line(request.printerId);
    if (!line.ok) return line;
    if (!line.value.device.ok) return line.value.device;
    const document = parseDocument(request.document);
    if (!document.ok) return document;
    const drawn = await drawSlip(this.#options.layout, document.value, line.value.device.value.profile);
    if (!drawn.ok) return drawn;
    const id = randomUUID();
    await this.#journal.insert({
      ...request,
      id,
      document: document.value,
      picture: drawn.value.picture,
      at: this.#options.clock.now(),
    });
    const job = await this.#journal.byKey(request.key);
    if (!job) throw new Error('the job is not in the journal');
    // Another process on the same store was first: its job is the one.
    if (job.id !== id) return ok(job);
    this.#progress.tell(job);
    this.#runner.queue(job, drawn.value);
    return ok(job);
  }

  /** A broken store is `store-unwritable` to whoever asked. */
  async #stored<T>(work: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
    try {
      return await work();
    } catch (thrown) {
      this.#log.error('the journal cannot be used', { cause: causeOf(thrown) });
      return err(appError('store-unwritable', {}, causeOf(thrown)));
    }
  }

  /** A run before this one, or the device before a change, may have been broken off in the middle of a command. */
  async #expectBrokenCommands(): Promise<void> {
    for (const printerId of await this.#journal.unfinishedPrinters()) {
      const line = this.#lines.line(printerId);
      if (line.ok && line.value.device.ok) line.value.device.value.expectBrokenCommand();
    }
  }

  async #forgetOld(): Promise<void> {
    try {
      const before = new Date(this.#options.clock.now().getTime() - keptMs);
      const forgotten = await this.#journal.forgetBefore(before);
      if (forgotten > 0) this.#log.info('old print jobs forgotten', { count: forgotten });
    } catch (thrown) {
      this.#log.error('old print jobs could not be forgotten', { cause: causeOf(thrown) });
    }
  }
}

/** Error: `document-invalid`, with the path of the first field that is wrong. */
function parseDocument(input: PaperDocumentInput): Result<PaperDocument, AppError> {
  const parsed = PaperDocument.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return err(appError('document-invalid', { field: issue?.path.join('.') ?? '' }, issue?.message));
}
