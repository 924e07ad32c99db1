import type { PrintJob } from '../../../shared/contract/printing.ts';
import { appError, causeOf, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { LayoutEngine } from '../../devices/printer/layout-engine.ts';
import type { PrintOutcome } from '../../devices/printer/print-outcome.ts';
import type { PrinterDevice } from '../../devices/printer/printer-device.ts';
import type { Log } from '../../log.ts';
import { drawSlip, type DrawnSlip } from './draw-slip.ts';
import type { JobProgress } from './job-progress.ts';
import type { PrintJournal, PrintStep } from './journal.ts';
import type { PrinterLine } from './printer-line.ts';
import type { PrinterLines } from './printer-lines.ts';

export interface JobRunnerOptions {
  readonly journal: PrintJournal;
  readonly progress: JobProgress;
  readonly lines: PrinterLines;
  readonly layout: LayoutEngine;
  readonly clock: Clock;
  readonly log: Log;
  /** Breaks off what is being sent. */
  readonly stopping: AbortSignal;
}

/** A job that a stop or a crash broke off. */
export const interrupted = appError('print-interrupted');

/** Takes prepared jobs through their printer's queue to their end. */
export class JobRunner {
  readonly #options: JobRunnerOptions;
  #isStopping = false;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
  }

  /** From now on nothing more is begun: what waits stays prepared. */
  stopBeginning(): void {
    this.#isStopping = true;
  }

  /** Draws the document in the journal for the printer as it is configured now. */
  async draw(job: PrintJob): Promise<Result<DrawnSlip, AppError>> {
    const line = this.#options.lines.line(job.printerId);
    if (!line.ok) return line;
    if (!line.value.device.ok) return line.value.device;
    const document = await this.#options.journal.document(job.id);
    if (!document) return err(appError('print-job-not-found'));
    return drawSlip(this.#options.layout, document, line.value.device.value.profile);
  }

  /** Draws a prepared job anew and queues it. Errors: those of {@link JobRunner.draw}; nothing was queued then. */
  async begin(job: PrintJob): Promise<Result<null, AppError>> {
    const drawn = await this.draw(job);
    if (!drawn.ok) return drawn;
    this.queue(job, drawn.value);
    return ok(null);
  }

  /** Puts a prepared job into the queue of its printer. */
  queue(job: PrintJob, drawn: DrawnSlip): void {
    const line = this.#options.lines.line(job.printerId);
    if (line.ok) void this.#run(line.value, job, drawn);
    else void this.#options.progress.endUnsent(job.id, line.error);
  }

  async #run(line: PrinterLine, job: PrintJob, drawn: DrawnSlip): Promise<void> {
    const { clock, log, stopping } = this.#options;
    try {
      await line.job(async (device) => {
        if (this.#isStopping) return { outcome: 'notPrinted', reason: interrupted };
        const began = clock.monotonicMs();
        const outcome = device.ok
          ? await this.#print(device.value, job, drawn)
          : ({ outcome: 'notPrinted', reason: device.error } as const);
        await this.#end(job, outcome, Math.round(clock.monotonicMs() - began));
        return outcome;
      });
    } catch (thrown) {
      log.error('a print job broke', { job: job.id, cause: causeOf(thrown) });
    }
    // What the printer says now stands beside the job's end on every screen.
    if (!this.#isStopping) await line.check(stopping);
  }

  async #print(device: PrinterDevice, job: PrintJob, drawn: DrawnSlip): Promise<PrintOutcome> {
    // The printer's model was changed while the job waited.
    const redrawn = drawn.profileId === device.profile.id ? ok(drawn) : await this.draw(job);
    if (!redrawn.ok) return { outcome: 'notPrinted', reason: redrawn.error };
    return device.print(redrawn.value.slip, {
      beforeSending: async () => {
        try {
          const sending = await this.#options.progress.step(job.id, ['prepared'], { state: 'sending' });
          return sending ? ok(null) : err(appError('print-job-settled'));
        } catch (thrown) {
          return err(appError('store-unwritable', {}, causeOf(thrown)));
        }
      },
      signal: this.#options.stopping,
      stopped: () => interrupted,
    });
  }

  async #end(job: PrintJob, outcome: PrintOutcome, ms: number): Promise<void> {
    const { clock, log, progress, stopping } = this.#options;
    // Interrupted before anything was sent: it stays prepared, and the next start takes it up.
    if (outcome.outcome === 'notPrinted' && stopping.aborted) return;
    const endedAt = clock.now();
    const step: PrintStep =
      outcome.outcome === 'printed'
        ? { state: 'printed', confirmed: outcome.confirmed, settledBy: 'machine', endedAt, ms }
        : {
            state: outcome.outcome,
            reason: outcome.reason,
            settledBy: outcome.outcome === 'notPrinted' ? 'machine' : null,
            endedAt,
            ms,
          };
    log.info('print job ended', { job: job.id, state: step.state, code: step.reason?.code, ms });
    try {
      await progress.step(job.id, ['prepared', 'sending'], step);
    } catch (thrown) {
      // The paper is as it is. People hear the truth now; the journal says "sending", which a restart reads as unknown.
      log.error('the end of a print job could not be written', { job: job.id, cause: causeOf(thrown) });
      const { state, reason = null, confirmed = false, settledBy = null } = step;
      progress.tell({ ...job, state, reason, confirmed, settledBy, endedAt: endedAt.toISOString(), ms });
    }
  }
}
