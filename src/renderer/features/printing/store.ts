import { createStore, type StoreApi } from 'zustand';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { PrinterView, PrintJob } from '../../../shared/contract/printing.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';
import { applyAnswer, applyEvent, noJobs, type JobTable } from './job-table.ts';

export interface PrintingState {
  readonly table: JobTable;
  readonly printers: readonly PrinterView[];
  /** Jobs, printers and papers on which a call is under way: their buttons are off. */
  readonly busy: ReadonlySet<string>;
  /** The last failure per job, printer or dossier. */
  readonly errors: Readonly<Record<string, AppError>>;
  readonly attach: () => () => void;
  /** Notes jobs that another call gave back. */
  readonly note: (jobs: readonly PrintJob[]) => void;
  readonly retry: (jobId: string) => Promise<void>;
  readonly settle: (jobId: string, printed: boolean) => Promise<void>;
  readonly reprint: (jobId: string, reason: string) => Promise<boolean>;
  readonly printPapers: (code: string, papers: readonly ('receipt' | 'label')[]) => Promise<void>;
  readonly printTicket: (ticketId: string) => Promise<void>;
  readonly check: (printerId: string) => Promise<void>;
  /** Prints the letters and the ruler, or the test code of scanners. */
  readonly sample: (printerId: string, sample?: 'letters' | 'scannerTest') => Promise<void>;
  /** The test code that was printed last from this window. */
  readonly testSlipId: string | null;
}

/** Print jobs and printers, as main tells of them. */
function makePrintingStore(host: HostClient): StoreApi<PrintingState> {
  return createStore<PrintingState>()((set, get) => {
    /** Does one call on a thing; a second one on the same thing meanwhile is the same click and is dropped. */
    async function on<T>(
      subject: string,
      call: () => Promise<Result<T, AppError>>,
      done: (value: T) => readonly PrintJob[],
    ): Promise<boolean> {
      if (get().busy.has(subject)) return false;
      const before = get().table;
      set((state) => ({ busy: new Set([...state.busy, subject]), errors: without(state.errors, subject) }));
      const answer = await call();
      set((state) => {
        const busy = new Set(state.busy);
        busy.delete(subject);
        return answer.ok
          ? { busy, table: applyAnswer(state.table, done(answer.value), before) }
          : { busy, errors: { ...state.errors, [subject]: answer.error } };
      });
      return answer.ok;
    }
    const one = (job: PrintJob): readonly PrintJob[] => [job];

    return {
      table: noJobs,
      printers: [],
      busy: new Set(),
      errors: {},
      attach: () => {
        let told = false;
        const offs = [
          host.on('printing.jobChanged', (job) => set((state) => ({ table: applyEvent(state.table, job) }))),
          host.on('printing.printersChanged', (printers) => {
            told = true;
            set({ printers });
          }),
        ];
        const before = get().table;
        void host.call('printing.jobs', { openOnly: true }).then((answer) => {
          if (answer.ok) set((state) => ({ table: applyAnswer(state.table, answer.value, before) }));
        });
        void host.call('printing.printers', null).then((answer) => {
          if (answer.ok && !told) set({ printers: answer.value });
        });
        return () => offs.forEach((off) => off());
      },
      note: (jobs) =>
        set((state) => ({
          table: applyAnswer(
            state.table,
            jobs.filter((job) => (state.table.told[job.id] ?? 0) === 0),
            state.table,
          ),
        })),
      retry: async (jobId) => {
        await on(jobId, () => host.call('printing.retry', { jobId }), one);
      },
      settle: async (jobId, printed) => {
        await on(jobId, () => host.call('printing.settle', { jobId, printed }), one);
      },
      reprint: (jobId, reason) => on(jobId, () => host.call('printing.reprint', { jobId, reason }), one),
      printPapers: async (code, papers) => {
        await on(
          code,
          () => host.call('dossiers.print', { code, papers: [...papers] }),
          (value) => value.jobs,
        );
      },
      printTicket: async (ticketId) => {
        await on(ticketId, () => host.call('tickets.print', { ticketId }), one);
      },
      check: async (printerId) => {
        await on(
          printerId,
          () => host.call('printing.check', { printerId }),
          (printer) => {
            set((state) => ({
              printers: state.printers.map((known) => (known.id === printer.id ? printer : known)),
            }));
            return [];
          },
        );
      },
      testSlipId: null,
      sample: async (printerId, sample = 'letters') => {
        await on(
          printerId,
          () => host.call('printing.sample', { printerId, sample }),
          (job) => {
            if (sample === 'scannerTest') set({ testSlipId: job.id });
            return [job];
          },
        );
      },
    };
  });
}

function without(errors: Readonly<Record<string, AppError>>, subject: string): Record<string, AppError> {
  return Object.fromEntries(Object.entries(errors).filter(([key]) => key !== subject));
}

export const Printing = storeContext('printing', makePrintingStore);
