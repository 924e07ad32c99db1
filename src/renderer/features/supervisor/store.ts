import { createStore, type StoreApi } from 'zustand';
import type { DayStatistics } from '../../../shared/api/statistics.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

interface HallState {
  /** A command is under way: every button is off meanwhile. */
  readonly acting: boolean;
  readonly error: AppError | null;
  /** The figures asked for last; null until they came. */
  readonly statistics: DayStatistics | null;
  readonly attach: () => () => void;
  readonly release: (counterId: string) => Promise<void>;
  readonly resume: (counterId: string) => Promise<void>;
  readonly setGroupOpen: (groupCode: string, open: boolean) => Promise<void>;
  /** `null`: today. */
  readonly ask: (day: string | null) => Promise<void>;
}

/** What only who leads the hall does. What it changes comes back through the queue. */
export function makeHallStore(host: HostClient): StoreApi<HallState> {
  return createStore<HallState>()((set, get) => {
    let asked = 0;

    async function act(call: () => Promise<Result<null, AppError>>): Promise<void> {
      if (get().acting) return;
      set({ acting: true, error: null });
      const answer = await call();
      set({ acting: false, error: answer.ok ? null : answer.error });
    }

    return {
      acting: false,
      error: null,
      statistics: null,
      attach: () => () => undefined,
      release: (counterId) => act(() => host.call('counters.release', { counterId })),
      resume: (counterId) => act(() => host.call('counters.resume', { counterId })),
      setGroupOpen: (groupCode, open) => act(() => host.call('groups.setOpen', { groupCode, open })),
      ask: async (day) => {
        asked += 1;
        const mine = asked;
        const answer = await host.call('queue.statistics', { day });
        // Somebody chose another day meanwhile: its answer is the one to show.
        if (mine !== asked) return;
        set(
          answer.ok ? { statistics: answer.value, error: null } : { statistics: null, error: answer.error },
        );
      },
    };
  });
}

export const Hall = storeContext('hall', makeHallStore);
