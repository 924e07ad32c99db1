import { createStore, type StoreApi } from 'zustand';
import type { Officer } from '../../../shared/api/access.ts';
import type { CallArgument, CallOutput } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

type OneTimePassword = CallOutput<'officers.reset'>;
type Change = Omit<CallArgument<'officers.change'>, 'officerId'>;

/** What was done last, until the next thing; `back` takes it back, null: that cannot be. */
interface Said {
  readonly what:
    'changed' | 'disabled' | 'enabled' | 'unlocked' | 'factorDropped' | 'sessionsEnded' | 'takenBack';
  readonly name: string;
  readonly officerId: string;
  readonly back: Change | null;
}

export interface OfficersState {
  /** By user name; null until they came. */
  readonly officers: readonly Officer[] | null;
  /** Why the list could not be loaded. */
  readonly error: AppError | null;
  readonly acting: boolean;
  /** Why the last thing was not done. */
  readonly refusal: AppError | null;
  readonly said: Said | null;
  readonly attach: () => () => void;
  readonly reload: () => Promise<void>;
  /** @returns the password for the first log-in, which the store does not keep; null: refused */
  readonly add: (officer: CallArgument<'officers.add'>) => Promise<OneTimePassword | null>;
  readonly reset: (officer: Officer) => Promise<OneTimePassword | null>;
  /** @returns whether it was done; so do the next ones */
  readonly change: (officer: Officer, change: Change) => Promise<boolean>;
  readonly unlock: (officer: Officer) => Promise<boolean>;
  readonly dropFactor: (officer: Officer) => Promise<boolean>;
  readonly endSessions: (officer: Officer) => Promise<boolean>;
  readonly takeBack: () => Promise<void>;
  readonly forgetRefusal: () => void;
}

/** How often the list is loaded anew: who is signed in and locked out changes without anybody doing anything here. */
const reloadMs = 30_000;

/** The people who work at the site, as their administrator keeps them. */
export function makeOfficersStore(host: HostClient): StoreApi<OfficersState> {
  return createStore<OfficersState>()((set, get) => {
    const put = (officer: Officer): void =>
      set(({ officers }) => ({
        officers: [
          ...(officers ?? []).filter(({ officerId }) => officerId !== officer.officerId),
          officer,
        ].sort((a, b) => (a.userName < b.userName ? -1 : 1)),
      }));

    async function act<T>(call: () => Promise<Result<T, AppError>>): Promise<T | null> {
      if (get().acting) return null;
      set({ acting: true, refusal: null, said: null });
      const answer = await call();
      set({ acting: false, refusal: answer.ok ? null : answer.error });
      return answer.ok ? answer.value : null;
    }

    async function help(
      what: Said['what'],
      officer: Officer,
      call: () => Promise<Result<Officer, AppError>>,
      back: Change | null = null,
    ): Promise<boolean> {
      const after = await act(call);
      if (after === null) return false;
      put(after);
      set({ said: { what, name: after.displayName, officerId: officer.officerId, back } });
      return true;
    }

    return {
      officers: null,
      error: null,
      acting: false,
      refusal: null,
      said: null,
      attach: () => {
        void get().reload();
        const timer = setInterval(() => void get().reload(), reloadMs);
        return () => clearInterval(timer);
      },
      reload: async () => {
        const answer = await host.call('officers.list', null);
        set(answer.ok ? { officers: answer.value.items, error: null } : { error: answer.error });
      },
      add: async (officer) => {
        const made = await act(() => host.call('officers.add', officer));
        if (made !== null) put(made.officer);
        return made;
      },
      reset: async ({ officerId }) => {
        const made = await act(() => host.call('officers.reset', { officerId }));
        if (made !== null) put(made.officer);
        return made;
      },
      change: (officer, change) => {
        const { officerId, displayName, roles, skills, isDisabled } = officer;
        const before: Change = {
          ...(change.displayName === undefined ? {} : { displayName }),
          ...(change.roles === undefined ? {} : { roles }),
          ...(change.skills === undefined ? {} : { skills }),
          ...(change.isDisabled === undefined ? {} : { isDisabled }),
        };
        const what = change.isDisabled === undefined ? 'changed' : change.isDisabled ? 'disabled' : 'enabled';
        return help(what, officer, () => host.call('officers.change', { officerId, ...change }), before);
      },
      unlock: (officer) =>
        help('unlocked', officer, () => host.call('officers.unlock', { officerId: officer.officerId })),
      dropFactor: (officer) =>
        help('factorDropped', officer, () =>
          host.call('officers.dropFactor', { officerId: officer.officerId }),
        ),
      endSessions: (officer) =>
        help('sessionsEnded', officer, () =>
          host.call('officers.endSessions', { officerId: officer.officerId }),
        ),
      takeBack: async () => {
        const { said, officers } = get();
        const officer = officers?.find(({ officerId }) => officerId === said?.officerId);
        if (said?.back == null || officer === undefined) return;
        const { back } = said;
        const { officerId } = officer;
        await help('takenBack', officer, () => host.call('officers.change', { officerId, ...back }));
      },
      forgetRefusal: () => set({ refusal: null }),
    };
  });
}

export const Officers = storeContext('officers', makeOfficersStore);
