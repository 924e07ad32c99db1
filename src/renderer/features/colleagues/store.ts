import { createStore, type StoreApi } from 'zustand';
import type { Colleague } from '../../../shared/api/access.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

interface ColleaguesState {
  /** Who is at work now, by name; null until it came. */
  readonly colleagues: readonly Colleague[] | null;
  readonly error: AppError | null;
  readonly attach: () => () => void;
  /** Asks for the names again where one of these people is not known yet; once for each, since some may never be. */
  readonly need: (officerIds: readonly string[]) => void;
}

/** The people at work at the site, for sending numbers to them and for naming who has a counter. */
function makeColleaguesStore(host: HostClient): StoreApi<ColleaguesState> {
  return createStore<ColleaguesState>()((set, get) => {
    const asked = new Set<string>();
    let loading = 0;
    async function load(): Promise<void> {
      loading += 1;
      const mine = loading;
      const answer = await host.call('officers.atWork', null);
      // A later question has the newer answer.
      if (mine !== loading) return;
      set(answer.ok ? { colleagues: answer.value.items, error: null } : { error: answer.error });
    }
    return {
      colleagues: null,
      error: null,
      attach: () => {
        void load();
        return () => undefined;
      },
      need: (officerIds) => {
        const known = get().colleagues;
        const unknown = officerIds.filter(
          (id) => !asked.has(id) && known?.some(({ officerId }) => officerId === id) !== true,
        );
        for (const id of unknown) asked.add(id);
        if (unknown.length > 0) void load();
      },
    };
  });
}

export const Colleagues = storeContext('colleagues', makeColleaguesStore);
