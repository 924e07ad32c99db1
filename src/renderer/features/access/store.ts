import { createStore, type StoreApi } from 'zustand';
import type { AccessState } from '../../../shared/contract/access.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

export interface AccessStoreState {
  /** Null until main has told. */
  readonly state: AccessState | null;
  /** Whose screen stays behind the log-in, with what was typed: the session ended by itself. Null: nobody's. */
  readonly behind: string | null;
  /** The password was right and the code of the second factor is asked for. */
  readonly needsCode: boolean;
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly attach: () => () => void;
  readonly logIn: (userName: string, password: string) => Promise<void>;
  readonly sendCode: (code: string) => Promise<void>;
  /** Back from the code to name and password. */
  readonly startAgain: () => void;
  /** @returns whether it was changed */
  readonly changePassword: (current: string, next: string) => Promise<boolean>;
  readonly logOut: () => Promise<void>;
  readonly forgetError: () => void;
}

/** Who works at this station. */
function makeAccessStore(host: HostClient): StoreApi<AccessStoreState> {
  return createStore<AccessStoreState>()((set, get) => {
    const take = (state: AccessState): void =>
      set(({ behind }) => ({
        state,
        behind: state.signedIn?.officerId ?? behind,
        ...(state.signedIn === null ? {} : { needsCode: false }),
      }));
    const ask = async (): Promise<void> => {
      const answer = await host.call('access.state', null);
      if (answer.ok) take(answer.value);
      else set({ error: answer.error });
    };
    return {
      state: null,
      behind: null,
      needsCode: false,
      busy: false,
      error: null,
      attach: () => {
        const off = host.on('access.changed', take);
        void ask();
        return off;
      },
      logIn: async (userName, password) => {
        if (get().busy) return;
        set({ busy: true, error: null });
        const answer = await host.call('access.logIn', { userName, password });
        if (answer.ok && !answer.value.needsCode) await ask();
        set(
          answer.ok
            ? { busy: false, needsCode: answer.value.needsCode }
            : { busy: false, error: answer.error },
        );
      },
      sendCode: async (code) => {
        if (get().busy) return;
        set({ busy: true, error: null });
        const answer = await host.call('access.secondFactor', { code });
        if (answer.ok) await ask();
        set(
          answer.ok
            ? { busy: false }
            : // The challenge is too old: from the start.
              { busy: false, error: answer.error, needsCode: answer.error.code !== 'session-ended' },
        );
      },
      startAgain: () => set({ needsCode: false, error: null }),
      changePassword: async (current, next) => {
        if (get().busy) return false;
        set({ busy: true, error: null });
        const answer = await host.call('access.changePassword', { current, next });
        if (answer.ok) await ask();
        set({ busy: false, error: answer.ok ? null : answer.error });
        return answer.ok;
      },
      logOut: async () => {
        const answer = await host.call('access.logOut', null);
        if (!answer.ok) set({ error: answer.error });
        // Nothing of this person stays for the next one.
        else set({ behind: null, error: null });
        await ask();
      },
      forgetError: () => set({ error: null }),
    };
  });
}

export const Access = storeContext('access', makeAccessStore);
