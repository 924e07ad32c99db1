import type { PrintCopy, PrintHistoryQuery, PrintJob } from '../../../shared/contract/printing.ts';
import { dayNumberFromText, instantOf, minutesPerDay } from '../../../shared/domain/centre-time.ts';
import { matchesPrintSearch } from '../../../shared/domain/print-search.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { PrintFilter, PrintJournal } from './journal.ts';

/** Documents and pictures hold personal data. */
export const keptMs = 30 * 24 * 60 * 60 * 1000;
/** Jobs that are read and searched at a time: a full month is searched without holding up anything else in main. */
const batch = 200;

/** Looks back into the journal; changes nothing. */
export class PrintHistory {
  readonly #journal: PrintJournal;
  readonly #clock: Clock;

  constructor(journal: PrintJournal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** A page of what fits, newest first, never older than thirty days. Error: `bad-request`: no such day. */
  async page(
    query: PrintHistoryQuery,
  ): Promise<Result<{ readonly jobs: PrintJob[]; readonly more: boolean }, AppError>> {
    const span = this.#span(query.day);
    if (!span.ok) return span;
    const { text, kind, state, printerId, limit } = query;
    const found: PrintJob[] = [];
    let after = query.after;
    // The store cannot fold diacritics, so words are compared here, batch by batch; one more than asked tells of more.
    while (found.length <= limit) {
      const jobs = await this.#journal.find({ ...span.value, kind, state, printerId, after }, batch);
      found.push(...jobs.filter((job) => matchesPrintSearch(job, text)));
      after = jobs.at(-1)?.id ?? null;
      if (jobs.length < batch) break;
    }
    return ok({ jobs: found.slice(0, limit), more: found.length > limit });
  }

  /** The original of a slip and its copies, lowest copy number first. Error: `print-job-not-found`. */
  async copies(jobId: string): Promise<Result<PrintCopy[], AppError>> {
    const job = await this.#journal.byId(jobId);
    return job ? ok(await this.#journal.copies(job.copyOf ?? job.id)) : err(appError('print-job-not-found'));
  }

  #span(day: string | null): Result<Pick<PrintFilter, 'since' | 'until'>, AppError> {
    const oldest = new Date(this.#clock.now().getTime() - keptMs);
    if (day === null) return ok({ since: oldest, until: null });
    const number = dayNumberFromText(day);
    if (number === null) return err(appError('bad-request', { field: 'day' }));
    const begin = new Date(instantOf(number * minutesPerDay));
    return ok({
      since: begin > oldest ? begin : oldest,
      until: new Date(instantOf((number + 1) * minutesPerDay)),
    });
  }
}
