import { createStore, type StoreApi } from 'zustand';
import type { Outcome, QueueReason } from '../../../shared/api/queue.ts';
import type { CallArgument, CallName } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

type CounterCommand =
  | 'callNext'
  | 'recall'
  | 'start'
  | 'noShow'
  | 'restore'
  | 'finish'
  | 'callChosen'
  | 'park'
  | 'unpark'
  | 'transfer'
  | 'nextService'
  | 'cancel'
  | 'pause'
  | 'resume';

/** One line about the last thing that happened, until the next one. */
type CounterLine =
  | { readonly kind: 'called'; readonly number: string; readonly reason: QueueReason | null }
  | { readonly kind: 'nobody' };

/** A second click within this time is the same click (people double-click; a recall would sound twice). */
export const sameClickMs = 600;
/** How often the screen says that it still has its counter; central lets go of a counter after two minutes of silence. */
const holdMs = 30_000;

export interface CounterState {
  /** The command under way; every button is off while there is one. */
  readonly acting: CounterCommand | null;
  readonly error: AppError | null;
  readonly line: CounterLine | null;
  /** Somebody else has this counter. */
  readonly isTaken: boolean;
  readonly attach: () => () => void;
  readonly callNext: () => Promise<void>;
  readonly recall: (ticketId: string) => Promise<void>;
  readonly start: (ticketId: string) => Promise<void>;
  readonly noShow: (ticketId: string) => Promise<void>;
  readonly restore: (ticketId: string) => Promise<void>;
  /** Resolves to whether the visit has ended. */
  readonly finish: (ticketId: string, outcome: Outcome) => Promise<boolean>;
  /** What is done with numbers and the counter besides; each resolves to whether it was done. */
  readonly more: MoreCommands;
  readonly dismissError: () => void;
}

type More<Name extends CallName> = (input: CallArgument<Name>) => Promise<boolean>;
interface MoreCommands {
  readonly callChosen: More<'tickets.callChosen'>;
  readonly park: More<'tickets.park'>;
  readonly unpark: More<'tickets.unpark'>;
  readonly transfer: More<'tickets.transfer'>;
  readonly nextService: More<'tickets.nextService'>;
  readonly cancel: More<'tickets.cancel'>;
  readonly pause: More<'counters.pause'>;
  readonly resume: () => Promise<boolean>;
}

/** The commands of a counter. What they change comes back through the queue. */
export function makeCounterStore(
  host: HostClient,
  now: () => number = () => performance.now(),
): StoreApi<CounterState> {
  return createStore<CounterState>()((set, get) => {
    let last: { readonly command: CounterCommand; readonly at: number } | null = null;

    async function act<T>(
      command: CounterCommand,
      call: () => Promise<Result<T, AppError>>,
      done?: (value: T) => CounterLine | null,
    ): Promise<boolean> {
      const at = now();
      const sameClick = last?.command === command && at - last.at < sameClickMs;
      if (get().acting !== null || sameClick) return false;
      last = { command, at };
      set({ acting: command, error: null, line: null });
      const answer = await call();
      set(
        answer.ok
          ? { acting: null, line: done?.(answer.value) ?? null }
          : { acting: null, error: answer.error },
      );
      // What was refused may be tried again at once: nothing was done that a second click could double.
      if (!answer.ok) last = null;
      return answer.ok;
    }

    return {
      acting: null,
      error: null,
      line: null,
      isTaken: false,
      attach: () => {
        const hold = (): void => {
          void host.call('counters.hold', null).then((answer) => {
            // No answer says nothing about who has the counter; the banner of the connection says the rest.
            if (answer.ok) set({ isTaken: false });
            else if (answer.error.code === 'counter-taken') set({ isTaken: true });
          });
        };
        hold();
        const timer = setInterval(hold, holdMs);
        return () => {
          clearInterval(timer);
          if (!get().isTaken) void host.call('counters.release', {});
        };
      },
      callNext: async () => {
        await act(
          'callNext',
          () => host.call('tickets.callNext', null),
          ({ ticket, reason }) =>
            ticket === null ? { kind: 'nobody' } : { kind: 'called', number: ticket.number, reason },
        );
      },
      recall: async (ticketId) => {
        await act('recall', () => host.call('tickets.recall', { ticketId }));
      },
      start: async (ticketId) => {
        await act('start', () => host.call('tickets.start', { ticketId }));
      },
      noShow: async (ticketId) => {
        await act('noShow', () => host.call('tickets.noShow', { ticketId }));
      },
      restore: async (ticketId) => {
        await act('restore', () => host.call('tickets.restore', { ticketId }));
      },
      finish: (ticketId, outcome) => act('finish', () => host.call('tickets.finish', { ticketId, outcome })),
      more: {
        callChosen: (input) =>
          act(
            'callChosen',
            () => host.call('tickets.callChosen', input),
            ({ number }) => ({ kind: 'called', number, reason: null }),
          ),
        park: (input) => act('park', () => host.call('tickets.park', input)),
        unpark: (input) => act('unpark', () => host.call('tickets.unpark', input)),
        transfer: (input) => act('transfer', () => host.call('tickets.transfer', input)),
        nextService: (input) => act('nextService', () => host.call('tickets.nextService', input)),
        cancel: (input) => act('cancel', () => host.call('tickets.cancel', input)),
        pause: (input) => act('pause', () => host.call('counters.pause', input)),
        resume: () => act('resume', () => host.call('counters.resume', {})),
      },
      dismissError: () => set({ error: null }),
    };
  });
}

export const CounterCommands = storeContext('counter', makeCounterStore);
