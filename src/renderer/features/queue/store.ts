import { createStore, type StoreApi } from 'zustand';
import type { AppError } from '../../../shared/errors.ts';
import type { QueueView } from '../../../shared/contract/tickets.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

export interface QueueState {
  /** The queue as last told; null until main answered. */
  readonly view: QueueView | null;
  readonly error: AppError | null;
  readonly attach: () => () => void;
}

/** The queue as this window sees it: main tells, the store replaces. */
export function makeQueueStore(host: HostClient): StoreApi<QueueState> {
  return createStore<QueueState>()((set, get) => ({
    view: null,
    error: null,
    attach: () => {
      let told = false;
      const off = host.on('queue.changed', (view) => {
        told = true;
        set({ view, error: null });
      });
      void host.call('queue.view', null).then((answer) => {
        // An event that came meanwhile is newer than the answer.
        if (told) return;
        if (answer.ok) set({ view: answer.value, error: null });
        else if (get().view === null) set({ error: answer.error });
      });
      return off;
    },
  }));
}

export const Queue = storeContext('queue', makeQueueStore);
