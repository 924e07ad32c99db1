import type {
  PrintCopy,
  PrintHistoryQuery,
  PrintJob,
  PrintState,
} from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';

/** A picture as PNG. */
export interface SlipPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A job as it is written down first: prepared, nothing sent. */
export interface NewPrintJob {
  readonly id: string;
  readonly key: string;
  readonly document: PaperDocument;
  readonly picture: SlipPicture;
  readonly reference: string;
  readonly printerId: string;
  readonly stationId: string;
  readonly copy: number;
  readonly copyOf: string | null;
  readonly copyReason: string | null;
  readonly at: Date;
}

/** What changes with a step. What is left out becomes null (false): each state has its own truth. */
export interface PrintStep {
  readonly state: PrintState;
  readonly reason?: AppError | null;
  readonly confirmed?: boolean;
  readonly settledBy?: PrintJob['settledBy'];
  readonly endedAt?: Date | null;
  readonly ms?: number | null;
  /** Set when a job is made ready anew. */
  readonly preparedAt?: Date;
}

/** Which jobs of a span of time; null: any. */
export interface PrintFilter extends Pick<PrintHistoryQuery, 'kind' | 'state' | 'printerId' | 'after'> {
  /** The first instant that counts. */
  readonly since: Date;
  /** The first instant that counts no more. */
  readonly until: Date | null;
}

/**
 * The journal of print jobs (D8). Every promise resolves when the change is on disk; a rejection is a broken store.
 * A job moves by {@link PrintJournal.step} alone, which names the states that it may come from: of two who move one job,
 * one does.
 */
export interface PrintJournal {
  /** Writes a prepared job. False: its key is known, nothing was written. */
  insert(job: NewPrintJob): Promise<boolean>;
  byKey(key: string): Promise<PrintJob | null>;
  byId(id: string): Promise<PrintJob | null>;
  document(id: string): Promise<PaperDocument | null>;
  picture(id: string): Promise<SlipPicture | null>;
  /** Moves a job on; null when it is not in one of the states `from`. */
  step(id: string, from: readonly PrintState[], to: PrintStep): Promise<PrintJob | null>;
  /** Jobs in that state, oldest first, with the moment at which each was last made ready. */
  inState(state: PrintState): Promise<readonly { readonly job: PrintJob; readonly preparedAt: Date }[]>;
  /**
   * The printers that may wait for the rest of a slip: one was begun there, and the printer has printed none to its end
   * since. What a person said of it does not count: the person sees the paper, not what the printer waits for.
   */
  unfinishedPrinters(): Promise<string[]>;
  /** The newest first. */
  newest(limit: number): Promise<PrintJob[]>;
  /**
   * The newest first of those that wait for a person: unknown, or not printed and not followed by another slip of the same
   * kind for the same reference. Tickets count for a day only: so long lives a number.
   */
  open(limit: number, now: Date): Promise<PrintJob[]>;
  /** All copies of an original, it included, lowest copy number first. */
  copies(originalId: string): Promise<PrintCopy[]>;
  /** The newest first of those that fit; with `after`, those older than that job (none when it is forgotten). */
  find(filter: PrintFilter, limit: number): Promise<PrintJob[]>;
  /** Forgets what was made before, for the personal data in it. */
  forgetBefore(instant: Date): Promise<number>;
}
