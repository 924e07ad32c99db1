import { createStore, type StoreApi } from 'zustand';
import type { CitizenData, ErasureAnswer } from '../../../shared/api/privacy.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

interface RightsState {
  readonly data: CitizenData | null;
  readonly answer: ErasureAnswer | null;
  /** Name of the file given out; `none`: nobody chose a place for it. */
  readonly given: { readonly name: string } | 'none' | null;
  readonly working: 'show' | 'save' | 'erase' | null;
  readonly error: AppError | null;
  readonly attach: () => () => void;
  readonly show: (number: string, reason: string) => Promise<void>;
  readonly save: (text: string) => Promise<void>;
  /** Erases for the person that is shown. */
  readonly erase: (number: string, reason: string) => Promise<void>;
  /** Forgets the person: nothing of them stays on the screen. */
  readonly forget: () => void;
}

const nobody = { data: null, answer: null, given: null, error: null };

/** A citizen's rights to their data. What was shown is kept nowhere but here, until it is forgotten or the screen closes. */
export function makeRightsStore(host: HostClient): StoreApi<RightsState> {
  return createStore<RightsState>()((set, get) => ({
    ...nobody,
    working: null,
    attach: () => () => undefined,
    show: async (number, reason) => {
      if (get().working !== null) return;
      set({ ...nobody, working: 'show' });
      const answer = await host.call('citizens.export', { number, reason });
      set({ working: null, ...(answer.ok ? { data: answer.value } : { error: answer.error }) });
    },
    save: async (text) => {
      if (get().working !== null) return;
      set({ working: 'save', error: null, given: null });
      const answer = await host.call('citizens.save', { text });
      set({ working: null, ...(answer.ok ? { given: answer.value ?? 'none' } : { error: answer.error }) });
    },
    erase: async (number, reason) => {
      if (get().working !== null) return;
      set({ working: 'erase', error: null });
      const answer = await host.call('citizens.erase', { number, reason });
      set({
        working: null,
        ...(answer.ok ? { answer: answer.value, data: null, given: null } : { error: answer.error }),
      });
    },
    forget: () => set(nobody),
  }));
}

export const Rights = storeContext('citizens’ rights', makeRightsStore);
