import { createStore, type StoreApi } from 'zustand';
import type { QueueRules } from '../../../shared/domain/queue-order.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

interface RulesState {
  /** The rules in force as last read; null until they came. */
  readonly inForce: QueueRules | null;
  /** As they are being edited. */
  readonly draft: QueueRules | null;
  readonly error: AppError | null;
  readonly acting: boolean;
  readonly refusal: AppError | null;
  /** What others set meanwhile, after a refusal for that. */
  readonly theirs: QueueRules | null;
  readonly said: 'saved' | 'takenBack' | null;
  /** The rules before the last change made here; null: nothing to take back. */
  readonly before: QueueRules | null;
  readonly attach: () => () => void;
  readonly edit: (change: Partial<QueueRules>) => void;
  /** Resolves to whether they were saved. */
  readonly save: (note: string) => Promise<boolean>;
  readonly takeBack: (note: string) => Promise<void>;
  /** Gives the draft up for what others set. */
  readonly useTheirs: () => void;
}

/** The rules of the queue, as whoever leads the hall changes them. */
export function makeRulesStore(host: HostClient): StoreApi<RulesState> {
  return createStore<RulesState>()((set, get) => {
    async function put(rules: QueueRules, note: string, said: RulesState['said']): Promise<boolean> {
      const { inForce, acting } = get();
      if (inForce === null || acting) return false;
      set({ acting: true, refusal: null, said: null, theirs: null });
      const answer = await host.call('queueRules.set', { rules, basedOn: inForce, note });
      if (answer.ok) {
        const { value } = answer;
        set({
          acting: false,
          inForce: value,
          draft: value,
          said,
          before: said === 'saved' ? inForce : null,
        });
        return true;
      }
      // What the others set is shown beside the draft, which stays.
      const theirs =
        answer.error.code === 'changed-meanwhile' ? await host.call('queueRules.read', null) : null;
      set({ acting: false, refusal: answer.error, theirs: theirs?.ok === true ? theirs.value : null });
      return false;
    }
    return {
      inForce: null,
      draft: null,
      error: null,
      acting: false,
      refusal: null,
      theirs: null,
      said: null,
      before: null,
      attach: () => {
        void host
          .call('queueRules.read', null)
          .then((answer) =>
            set(
              answer.ok
                ? { inForce: answer.value, draft: answer.value, error: null }
                : { error: answer.error },
            ),
          );
        return () => undefined;
      },
      edit: (change) =>
        set(({ draft }) => (draft === null ? {} : { draft: { ...draft, ...change }, said: null })),
      save: (note) => {
        const { draft } = get();
        return draft === null ? Promise.resolve(false) : put(draft, note, 'saved');
      },
      takeBack: async (note) => {
        const { before } = get();
        if (before !== null) await put(before, note, 'takenBack');
      },
      useTheirs: () =>
        set(({ theirs }) =>
          theirs === null
            ? {}
            : { inForce: theirs, draft: theirs, theirs: null, refusal: null, before: null },
        ),
    };
  });
}

export const Rules = storeContext('queue rules', makeRulesStore);
