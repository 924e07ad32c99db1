import { createStore, type StoreApi } from 'zustand';
import type { CallArgument } from '../../../shared/contract/index.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

const pageSize = 50;
/** The most that one call gives. */
const mostAtOnce = 200;

/** What is looked for; an empty text and null: any. */
export type HistoryFilter = Required<
  Pick<CallArgument<'printing.history'>, 'text' | 'kind' | 'state' | 'printerId' | 'day'>
>;
export const noFilter: HistoryFilter = { text: '', kind: null, state: null, printerId: null, day: null };

/** Whether a filter lets everything through. */
export function isAny(filter: HistoryFilter): boolean {
  const { text, ...choices } = filter;
  return (text ?? '').trim() === '' && Object.values(choices).every((value) => value === null);
}

interface HistoryState {
  readonly filter: HistoryFilter;
  readonly jobs: readonly PrintJob[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly error: AppError | null;
  /** The job whose picture is shown. */
  readonly selectedId: string | null;
  readonly attach: () => () => void;
  /** How often the filter was emptied as a whole. */
  readonly resets: number;
  readonly search: (change: Partial<HistoryFilter>) => Promise<void>;
  /** Everything again. */
  readonly reset: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
  readonly select: (jobId: string) => void;
}

/** What was printed in the last thirty days, as far as it was looked through. */
function makeHistoryStore(host: HostClient): StoreApi<HistoryState> {
  return createStore<HistoryState>()((set, get) => {
    /** The newest question is the one whose answer counts. */
    let asked = 0;

    async function ask(limit: number, older: boolean): Promise<void> {
      asked += 1;
      const question = asked;
      const { filter, jobs } = get();
      const after = older ? (jobs.at(-1)?.id ?? null) : null;
      set({ loading: true, error: null });
      const answer = await host.call('printing.history', { ...filter, after, limit });
      if (question !== asked) return;
      if (!answer.ok) {
        set({ loading: false, error: answer.error });
        return;
      }
      const found = older ? [...jobs, ...answer.value.jobs] : answer.value.jobs;
      const { selectedId } = get();
      const kept = found.some(({ id }) => id === selectedId) ? selectedId : (found[0]?.id ?? null);
      set({ loading: false, jobs: found, more: answer.value.more, selectedId: kept });
    }

    return {
      filter: noFilter,
      jobs: [],
      more: false,
      loading: true,
      error: null,
      selectedId: null,
      resets: 0,
      attach: () => {
        void ask(pageSize, false);
        // A job that is heard of for the first time may belong on top.
        const heard = new Set<string>();
        return host.on('printing.jobChanged', ({ id }) => {
          const { jobs } = get();
          if (heard.has(id) || jobs.some((job) => job.id === id)) return;
          heard.add(id);
          void ask(Math.min(Math.max(jobs.length, pageSize), mostAtOnce), false);
        });
      },
      search: (change) => {
        set((state) => ({ filter: { ...state.filter, ...change } }));
        return ask(pageSize, false);
      },
      reset: () => {
        set((state) => ({ filter: noFilter, resets: state.resets + 1 }));
        return ask(pageSize, false);
      },
      loadMore: () => (get().loading ? Promise.resolve() : ask(pageSize, true)),
      select: (selectedId) => set({ selectedId }),
    };
  });
}

export const History = storeContext('print history', makeHistoryStore);
