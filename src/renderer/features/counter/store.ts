import { createStore, type StoreApi } from 'zustand';
import type { FinishTicket, QueueReason } from '../../../shared/api/queue.ts';
import type { z } from 'zod';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

export type Outcome = z.infer<typeof FinishTicket>['outcome'];
type CounterCommand = 'callNext' | 'recall' | 'start' | 'noShow' | 'restore' | 'finish';

/** One line about the last thing that happened, until the next one. */
type CounterLine =
  | { readonly kind: 'called'; readonly number: string; readonly reason: QueueReason | null }
  | { readonly kind: 'nobody' };

/** A second click within this time is the same click (people double-click; a recall would sound twice). */
export const sameClickMs = 600;

export interface CounterState {
  /** The command under way; every button is off while there is one. */
  readonly acting: CounterCommand | null;
  readonly error: AppError | null;
  readonly line: CounterLine | null;
  readonly attach: () => () => void;
  readonly callNext: () => Promise<void>;
  readonly recall: (ticketId: string) => Promise<void>;
  readonly start: (ticketId: string) => Promise<void>;
  readonly noShow: (ticketId: string) => Promise<void>;
  readonly restore: (ticketId: string) => Promise<void>;
  /** Resolves to whether the visit has ended. */
  readonly finish: (ticketId: string, outcome: Outcome) => Promise<boolean>;
  readonly dismissError: () => void;
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
      return answer.ok;
    }

    return {
      acting: null,
      error: null,
      line: null,
      attach: () => () => undefined,
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
      dismissError: () => set({ error: null }),
    };
  });
}

export const CounterCommands = storeContext('counter', makeCounterStore);
