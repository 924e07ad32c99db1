import { createStore, type StoreApi } from 'zustand';
import type { Dossier, DossierState, DossierSummary } from '../../../shared/api/dossiers.ts';
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
  readonly show: (dossier: Dossier) => void;
  readonly close: () => void;
  readonly loadRecent: () => Promise<void>;
  readonly move: (to: DossierState, reason: string, receivedBy: string | null) => Promise<boolean>;
  readonly dismissError: () => void;
}

/** The dossier that is open at this counter. */
export function makeDossiersStore(host: HostClient): StoreApi<DossiersState> {
  return createStore<DossiersState>()((set, get) => ({
    dossier: null,
    opening: null,
    moving: false,
    error: null,
    recent: [],
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
    dismissError: () => set({ error: null }),
  }));
}

export const Dossiers = storeContext('dossiers', makeDossiersStore);
