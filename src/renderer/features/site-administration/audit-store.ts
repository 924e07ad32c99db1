import { createStore, type StoreApi } from 'zustand';
import type { Officer } from '../../../shared/api/access.ts';
import type { AuditEntry, AuditVerification } from '../../../shared/api/privacy.ts';
import type { CallArgument, CallOutput } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

export type AuditFilter = Omit<CallArgument<'audit.read'>, 'before' | 'limit'>;
type Exported = NonNullable<CallOutput<'audit.export'>>;

interface AuditState {
  readonly entries: readonly AuditEntry[] | null;
  readonly next: number | null;
  /** Who works here, for names; empty where nobody logs in. */
  readonly officers: readonly Officer[];
  readonly stations: readonly string[];
  readonly error: AppError | null;
  readonly loading: boolean;
  readonly verification: AuditVerification | null;
  /** `none`: nobody chose a place for the file. */
  readonly exported: Exported | 'none' | null;
  readonly working: 'verify' | 'export' | null;
  readonly refusal: AppError | null;
  readonly attach: () => () => void;
  readonly find: (filter: AuditFilter) => Promise<void>;
  readonly more: () => Promise<void>;
  readonly verify: () => Promise<void>;
  readonly exportDays: (days: CallArgument<'audit.export'>) => Promise<void>;
}

/** The log of processing, as an auditor reads it. Nothing is read before it is asked for: each look is an entry. */
export function makeAuditStore(host: HostClient): StoreApi<AuditState> {
  return createStore<AuditState>()((set, get) => {
    let filter: AuditFilter = {};
    let asking = 0;

    async function load(before: number | null): Promise<void> {
      asking += 1;
      const mine = asking;
      set({ loading: true, error: null });
      const answer = await host.call('audit.read', { ...filter, ...(before === null ? {} : { before }) });
      // Something else was asked for meanwhile.
      if (mine !== asking) return;
      if (!answer.ok) {
        set({ loading: false, error: answer.error });
        return;
      }
      const { items, next } = answer.value;
      set(({ entries }) => ({
        loading: false,
        next,
        entries: before === null ? items : [...(entries ?? []), ...items],
      }));
    }

    return {
      entries: null,
      next: null,
      officers: [],
      stations: [],
      error: null,
      loading: false,
      verification: null,
      exported: null,
      working: null,
      refusal: null,
      attach: () => {
        void host.call('officers.list', null).then((answer) => {
          if (answer.ok) set({ officers: answer.value.items });
        });
        void host.call('enrolment.stations', null).then((answer) => {
          if (answer.ok) set({ stations: answer.value.items.map(({ stationId }) => stationId) });
        });
        return () => undefined;
      },
      find: (asked) => {
        filter = asked;
        return load(null);
      },
      more: () => {
        const { next, loading } = get();
        return next === null || loading ? Promise.resolve() : load(next);
      },
      verify: async () => {
        if (get().working !== null) return;
        set({ working: 'verify', refusal: null, verification: null });
        const answer = await host.call('audit.verify', null);
        set({
          working: null,
          ...(answer.ok ? { verification: answer.value } : { refusal: answer.error }),
        });
      },
      exportDays: async (days) => {
        if (get().working !== null) return;
        set({ working: 'export', refusal: null, exported: null });
        const answer = await host.call('audit.export', days);
        set({
          working: null,
          ...(answer.ok ? { exported: answer.value ?? 'none' } : { refusal: answer.error }),
        });
      },
    };
  });
}

export const Audit = storeContext('audit log', makeAuditStore);
