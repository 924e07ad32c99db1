import { createStore, type StoreApi } from 'zustand';
import type { Call } from '../../../shared/api/queue.ts';
import { advance, arrive, emptyQueue, type PlayQueue } from './play-queue.ts';

export interface PlayerState {
  readonly queue: PlayQueue;
  /** The id of the call being announced: it flashes. */
  readonly announcing: string | null;
  /** Whether the last announcement could not be heard. */
  readonly silent: boolean;
  readonly take: (calls: readonly Call[], serverNow: number, beingCalled: ReadonlySet<string>) => void;
}

export interface PlayerOptions {
  /** Makes the call heard; false: nothing could be heard. May fail or never end: the player does not wait for it. */
  readonly announce: (call: Call) => Promise<boolean>;
  readonly sleep: (ms: number) => Promise<void>;
  /** How long each call has the screen for itself at least. */
  readonly minimumMs: number;
  /** How long an announcement may take before the next call goes on without it. */
  readonly announceLimitMs: number;
}

/** Plays calls one after the other; nothing that sound does can stop it. */
export function makePlayer(options: PlayerOptions): StoreApi<PlayerState> {
  let playing = false;

  return createStore<PlayerState>()((set, get) => {
    /** Whether the call was heard; a failing sound is the same as a silent one. */
    async function hear(call: Call): Promise<boolean> {
      try {
        return await options.announce(call);
      } catch {
        return false;
      }
    }

    async function play(): Promise<void> {
      if (playing) return;
      playing = true;
      while (get().queue.waiting.length > 0) {
        const queue = advance(get().queue);
        set({ queue, announcing: queue.showing?.id ?? null });
        if (queue.showing !== null) {
          const [heard] = await Promise.all([
            Promise.race([hear(queue.showing), options.sleep(options.announceLimitMs).then(() => false)]),
            options.sleep(options.minimumMs),
          ]);
          set({ silent: !heard });
        }
      }
      playing = false;
      set({ announcing: null });
    }

    return {
      queue: emptyQueue,
      announcing: null,
      silent: false,
      take: (calls, serverNow, beingCalled) => {
        set((state) => ({ queue: arrive(state.queue, calls, serverNow, beingCalled) }));
        void play();
      },
    };
  });
}
