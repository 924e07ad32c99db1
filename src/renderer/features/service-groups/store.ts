import { createStore, type StoreApi } from 'zustand';
import type { GroupHistory, GroupSetting, ServiceGroups } from '../../../shared/api/service-groups.ts';
import { compareArrangements, isSameArrangement } from '../../../shared/domain/service-groups.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

interface GroupsState {
  /** The groups in force as last read; null until they came. */
  readonly inForce: ServiceGroups | null;
  /** As they are being edited, in order. */
  readonly draft: readonly GroupSetting[];
  readonly past: GroupHistory['items'];
  readonly error: AppError | null;
  readonly acting: boolean;
  readonly refusal: AppError | null;
  /** What others set meanwhile, after a refusal for that. */
  readonly theirs: ServiceGroups | null;
  readonly said: 'saved' | 'takenBack' | null;
  /** The groups before the last change made here; null: nothing to take back. */
  readonly before: readonly GroupSetting[] | null;
  readonly attach: () => () => void;
  readonly edit: (change: (draft: readonly GroupSetting[]) => readonly GroupSetting[]) => void;
  /** Gives the changes up. */
  readonly giveUp: () => void;
  /** Resolves to whether it was saved. */
  readonly save: (note: string) => Promise<boolean>;
  readonly takeBack: (note: string) => Promise<void>;
  readonly useTheirs: () => void;
  /** Opens a group or closes it, at once. */
  readonly setOpen: (groupCode: string, open: boolean) => Promise<void>;
}

/** The service groups, as an administrator sets them up. */
export function makeGroupsStore(host: HostClient): StoreApi<GroupsState> {
  return createStore<GroupsState>()((set, get) => {
    async function put(
      groups: readonly GroupSetting[],
      note: string,
      said: GroupsState['said'],
    ): Promise<boolean> {
      const { inForce, acting } = get();
      if (inForce === null || acting) return false;
      set({ acting: true, refusal: null, said: null, theirs: null });
      const basedOn = inForce.revision;
      const answer = await host.call('serviceGroups.arrange', { groups: [...groups], basedOn, note });
      if (answer.ok) {
        const { value } = answer;
        set({
          acting: false,
          inForce: value,
          draft: value.groups,
          said,
          before: said === 'saved' ? inForce.groups : null,
        });
        await readPast();
        return true;
      }
      // What the others set is shown beside the draft, which stays.
      const theirs =
        answer.error.code === 'changed-meanwhile' ? await host.call('serviceGroups.read', null) : null;
      set({ acting: false, refusal: answer.error, theirs: theirs?.ok === true ? theirs.value : null });
      return false;
    }
    async function readPast(): Promise<void> {
      const answer = await host.call('serviceGroups.history', null);
      if (answer.ok) set({ past: answer.value.items });
    }
    async function load(): Promise<void> {
      const answer = await host.call('serviceGroups.read', null);
      set(
        answer.ok
          ? { inForce: answer.value, draft: answer.value.groups, error: null }
          : { error: answer.error },
      );
      if (answer.ok) await readPast();
    }
    return {
      inForce: null,
      draft: [],
      past: [],
      error: null,
      acting: false,
      refusal: null,
      theirs: null,
      said: null,
      before: null,
      attach: () => {
        void load();
        return () => undefined;
      },
      edit: (change) => set(({ draft }) => ({ draft: change(draft), said: null })),
      giveUp: () =>
        set(({ inForce }) => ({ draft: inForce?.groups ?? [], refusal: null, theirs: null, said: null })),
      save: (note) => put(get().draft, note, 'saved'),
      takeBack: async (note) => {
        const { before } = get();
        if (before !== null) await put(before, note, 'takenBack');
      },
      useTheirs: () =>
        set(({ theirs }) =>
          theirs === null
            ? {}
            : { inForce: theirs, draft: theirs.groups, theirs: null, refusal: null, before: null },
        ),
      setOpen: async (groupCode, open) => {
        if (get().acting) return;
        set({ acting: true, refusal: null, said: null });
        const answer = await host.call('serviceGroups.setOpen', { groupCode, open });
        set({ acting: false, refusal: answer.ok ? null : answer.error });
      },
    };
  });
}

/** Whether the draft differs from what is in force. */
export function isChanged({ inForce, draft }: Pick<GroupsState, 'inForce' | 'draft'>): boolean {
  return inForce !== null && !isSameArrangement(compareArrangements(inForce.groups, draft));
}

export const Groups = storeContext('service groups', makeGroupsStore);
