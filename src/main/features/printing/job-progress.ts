import type { PrintJob, PrintState } from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../clock.ts';
import type { Publish } from '../../host/handlers.ts';
import { JobEnds } from './job-ends.ts';
import type { PrintJournal, PrintStep } from './journal.ts';

/** Moves jobs on: on disk first, then on every screen, then whoever waits for the end. */
export class JobProgress {
  readonly #journal: PrintJournal;
  readonly #publish: Publish;
  readonly #clock: Clock;
  readonly #ends = new JobEnds();

  constructor(journal: PrintJournal, publish: Publish, clock: Clock) {
    this.#journal = journal;
    this.#publish = publish;
    this.#clock = clock;
  }

  /** Moves a job; null when it is in none of the states `from`. */
  async step(id: string, from: readonly PrintState[], to: PrintStep): Promise<PrintJob | null> {
    const job = await this.#journal.step(id, from, to);
    if (job) this.tell(job);
    return job;
  }

  /** Ends a job of which nothing was sent. */
  async endUnsent(id: string, reason: AppError): Promise<void> {
    const endedAt = this.#clock.now();
    await this.step(id, ['prepared'], { state: 'notPrinted', reason, settledBy: 'machine', endedAt });
  }

  tell(job: PrintJob): void {
    this.#publish('printing.jobChanged', job);
    this.#ends.tell(job);
  }

  /** Resolves when the job has ended. A job that nobody knows is a bug of the caller and throws. */
  async ended(id: string): Promise<PrintJob> {
    // Listening first: the end may come while the journal is read.
    const end = this.#ends.wait(id);
    const job = await this.#journal.byId(id);
    if (!job) throw new Error(`no print job ${id}`);
    this.#ends.tell(job);
    return end;
  }
}
