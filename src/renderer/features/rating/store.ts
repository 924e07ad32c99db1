import { createStore, type StoreApi } from 'zustand';
import type { Counter, RatingScore } from '../../../shared/api/queue.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';
import { noteVisit, type LastVisit } from './rateable.ts';

export interface RatingState {
  readonly visit: LastVisit | null;
  readonly rated: ReadonlySet<string>;
  readonly sending: boolean;
  /** Thanks stay on the screen until they are put away. */
  readonly thanking: boolean;
  readonly error: AppError | null;
  readonly attach: () => () => void;
  /** Looks at the counter as it is now. */
  readonly look: (counter: Counter | null, now: number) => void;
  readonly rate: (ticketId: string, score: RatingScore) => Promise<void>;
  readonly thanked: () => void;
}

/** The citizen's word on the visit that ended last at a counter. */
function makeRatingStore(host: HostClient): StoreApi<RatingState> {
  return createStore<RatingState>()((set, get) => ({
    visit: null,
    rated: new Set(),
    sending: false,
    thanking: false,
    error: null,
    attach: () => () => undefined,
    look: (counter, now) => {
      const visit = noteVisit(get().visit, counter?.lastFinished ?? null, now);
      if (visit !== get().visit) set({ visit, error: null });
    },
    rate: async (ticketId, score) => {
      if (get().sending || get().rated.has(ticketId)) return;
      set({ sending: true, error: null });
      const answer = await host.call('tickets.rate', { ticketId, score });
      // Rated already (from another panel, or before a restart): thanks are due all the same, nobody is asked twice.
      const counted = answer.ok || answer.error.code === 'illegal-transition';
      set((state) =>
        counted
          ? { sending: false, thanking: true, rated: new Set([...state.rated, ticketId]) }
          : { sending: false, error: answer.error },
      );
    },
    thanked: () => set({ thanking: false }),
  }));
}

export const Rating = storeContext('rating', makeRatingStore);
