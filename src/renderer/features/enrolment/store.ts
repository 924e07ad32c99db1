import { createStore, type StoreApi } from 'zustand';
import type { CallArgument, CallOutput } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

export type EnrolledOne = CallOutput<'enrolment.stations'>['items'][number];

interface EnrolmentState {
  /** By id; null until they came. */
  readonly stations: readonly EnrolledOne[] | null;
  /** Why the list could not be loaded. */
  readonly error: AppError | null;
  readonly acting: boolean;
  /** Why the last thing was not done. */
  readonly refusal: AppError | null;
  /** Name of the station whose key was taken back last, until the next thing. */
  readonly revoked: string | null;
  readonly attach: () => () => void;
  readonly reload: () => Promise<void>;
  /** @returns the code, which the store does not keep; null: refused */
  readonly makeCode: (
    station: CallArgument<'enrolment.makeCode'>,
  ) => Promise<CallOutput<'enrolment.makeCode'> | null>;
  /** @returns whether it was done */
  readonly revoke: (station: EnrolledOne) => Promise<boolean>;
  readonly forgetRefusal: () => void;
}

/** How often the list is loaded anew: central hears of each station every minute. */
const reloadMs = 30_000;

/** The stations of the site, as their administrator keeps them. */
function makeEnrolmentStore(host: HostClient): StoreApi<EnrolmentState> {
  return createStore<EnrolmentState>()((set, get) => ({
    stations: null,
    error: null,
    acting: false,
    refusal: null,
    revoked: null,
    attach: () => {
      void get().reload();
      const timer = setInterval(() => void get().reload(), reloadMs);
      return () => clearInterval(timer);
    },
    reload: async () => {
      const answer = await host.call('enrolment.stations', null);
      set(answer.ok ? { stations: answer.value.items, error: null } : { error: answer.error });
    },
    makeCode: async (station) => {
      if (get().acting) return null;
      set({ acting: true, refusal: null, revoked: null });
      const answer = await host.call('enrolment.makeCode', station);
      set({ acting: false, refusal: answer.ok ? null : answer.error });
      return answer.ok ? answer.value : null;
    },
    revoke: async ({ stationId, name }) => {
      if (get().acting) return false;
      set({ acting: true, refusal: null, revoked: null });
      const answer = await host.call('enrolment.revoke', { stationId });
      set({ acting: false, refusal: answer.ok ? null : answer.error, revoked: answer.ok ? name : null });
      if (answer.ok) await get().reload();
      return answer.ok;
    },
    forgetRefusal: () => set({ refusal: null }),
  }));
}

export const Enrolment = storeContext('enrolment', makeEnrolmentStore);
