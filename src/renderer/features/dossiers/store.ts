import { createStore, type StoreApi } from 'zustand';
import type { Dossier, DossierPage, DossierState, DossierSummary } from '../../../shared/api/dossiers.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

export interface DossiersState {
  /** The dossier on the screen. */
  readonly dossier: Dossier | null;
  readonly opening: string | null;
  readonly moving: boolean;
  readonly error: AppError | null;
  readonly recent: readonly DossierSummary[];
  readonly attach: () => () => void;
  /** Opens by code; the access is written in the audit log by main. Resolves to whether it opened. */
  readonly open: (code: string) => Promise<boolean>;
  /** Opens with people whole; the reason is kept in the audit log. Resolves to whether it opened. */
  readonly openWhole: (code: string, reason: string) => Promise<boolean>;
  readonly show: (dossier: Dossier) => void;
  readonly close: () => void;
  readonly loadRecent: () => Promise<void>;
  readonly move: (to: DossierState, reason: string, receivedBy: string | null) => Promise<boolean>;
  readonly reappoint: (dueAt: string, reason: string) => Promise<boolean>;
  /** What a search found; null: the dossiers received lately are shown. */
  readonly found: DossierPage | null;
  readonly searching: boolean;
  readonly searchError: AppError | null;
  /** Searches anew; an empty text ends the search. */
  readonly search: (text: string) => Promise<void>;
  /** Takes the next page of what was searched. */
  readonly searchOn: () => Promise<void>;
  readonly dismissError: () => void;
}

/** The dossier that is open at this counter. */
export function makeDossiersStore(host: HostClient): StoreApi<DossiersState> {
  let searched = '';
  let asking = 0;
  return createStore<DossiersState>()((set, get) => ({
    dossier: null,
    opening: null,
    moving: false,
    error: null,
    recent: [],
    found: null,
    searching: false,
    searchError: null,
    attach: () => () => undefined,
    open: async (code) => {
      if (get().opening === code) return false;
      set({ opening: code, error: null });
      const answer = await host.call('dossiers.open', { code });
      // Another code was asked for meanwhile: this answer is not the one to show.
      if (get().opening !== code) return false;
      set(answer.ok ? { dossier: answer.value, opening: null } : { opening: null, error: answer.error });
      return answer.ok;
    },
    openWhole: async (code, reason) => {
      if (get().opening !== null) return false;
      set({ opening: code, error: null });
      const answer = await host.call('dossiers.openWhole', { code, reason });
      // It was closed meanwhile: nobody whole comes up again by itself.
      if (get().opening !== code) return false;
      set(answer.ok ? { dossier: answer.value, opening: null } : { opening: null, error: answer.error });
      return answer.ok;
    },
    show: (dossier) => set({ dossier, error: null }),
    close: () => set({ dossier: null, opening: null, error: null }),
    loadRecent: async () => {
      const answer = await host.call('dossiers.recent', null);
      if (answer.ok) set({ recent: answer.value });
    },
    move: async (to, reason, receivedBy) => {
      const { dossier, moving } = get();
      if (dossier === null || moving) return false;
      set({ moving: true, error: null });
      const answer = await host.call('dossiers.move', { code: dossier.code, to, reason, receivedBy });
      set(answer.ok ? { moving: false } : { moving: false, error: answer.error });
      if (answer.ok && get().dossier?.code === dossier.code) set({ dossier: answer.value });
      return answer.ok;
    },
    reappoint: async (dueAt, reason) => {
      const { dossier, moving } = get();
      if (dossier === null || moving) return false;
      set({ moving: true, error: null });
      const answer = await host.call('dossiers.reappoint', { code: dossier.code, dueAt, reason });
      set(answer.ok ? { moving: false } : { moving: false, error: answer.error });
      if (answer.ok && get().dossier?.code === dossier.code) set({ dossier: answer.value });
      return answer.ok;
    },
    search: async (text) => {
      searched = text.trim();
      const asked = (asking += 1);
      if (searched === '') {
        set({ found: null, searching: false, searchError: null });
        return;
      }
      set({ searching: true, searchError: null });
      const answer = await host.call('dossiers.search', { text: searched });
      // Something else was asked for meanwhile: its answer is the one to show.
      if (asked !== asking) return;
      set(
        answer.ok
          ? { found: answer.value, searching: false }
          : { searchError: answer.error, searching: false },
      );
    },
    searchOn: async () => {
      const { found, searching } = get();
      if (found?.next == null || searching) return;
      const asked = (asking += 1);
      set({ searching: true, searchError: null });
      const answer = await host.call('dossiers.search', { text: searched, after: found.next });
      if (asked !== asking) return;
      set(
        answer.ok
          ? {
              found: { ...found, next: answer.value.next, items: [...found.items, ...answer.value.items] },
              searching: false,
            }
          : { searchError: answer.error, searching: false },
      );
    },
    dismissError: () => set({ error: null }),
  }));
}

export const Dossiers = storeContext('dossiers', makeDossiersStore);
