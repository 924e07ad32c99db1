import { createStore, type StoreApi } from 'zustand';
import type { CallOutput } from '../../shared/contract/index.ts';
import type { Notice } from '../../shared/contract/station.ts';
import type { AppError } from '../../shared/errors.ts';
import type { HostClient } from '../host/client.ts';
import { storeContext } from '../host/store-context.tsx';

export type Self = CallOutput<'station.self'>;

export interface ShellState {
  readonly self: Self | null;
  readonly notices: readonly Notice[];
  readonly error: AppError | null;
  readonly attach: () => () => void;
  /** Asks main what this window is. */
  readonly ask: () => Promise<void>;
  readonly restart: () => Promise<void>;
}

/** What this window is. */
function makeShellStore(host: HostClient): StoreApi<ShellState> {
  return createStore<ShellState>()((set, get) => {
    let told = false;
    return {
      self: null,
      notices: [],
      error: null,
      attach: () => {
        const off = host.on('station.noticesChanged', (notices) => {
          told = true;
          set({ notices });
        });
        // The centre's name comes with the first connection, which may be later than the window.
        const offQueue = host.on('queue.changed', ({ central }) => {
          if (central.state === 'connected' && get().self?.site === null) void get().ask();
        });
        void get().ask();
        return () => {
          off();
          offQueue();
        };
      },
      ask: async () => {
        const answer = await host.call('station.self', null);
        if (!answer.ok) set({ error: answer.error });
        else
          set({
            self: answer.value,
            error: null,
            ...(told ? {} : { notices: answer.value.notices }),
          });
      },
      restart: async () => {
        await host.call('settings.restart', null);
      },
    };
  });
}

export const Shell = storeContext('shell', makeShellStore);
