import { createStore, type StoreApi } from 'zustand';
import type { ArrivalBy, CheckInAnswer } from '../../../shared/api/appointments.ts';
import type { PriorityClass, Ticket } from '../../../shared/api/queue.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';
import type { Language } from '../../texts/i18n.ts';

export interface KioskState {
  /** The group touched; null on the start screen. */
  readonly groupCode: string | null;
  readonly priority: PriorityClass;
  readonly issuing: boolean;
  /** The number that was given; it stays whatever the printer does. */
  readonly ticket: Ticket | null;
  readonly job: PrintJob | null;
  readonly reprinting: boolean;
  /** The wait that was named before the number was taken. */
  readonly estimateMinutes: number | null;
  readonly error: AppError | null;
  /** Whether the screen for appointments is open. */
  readonly isForAppointment: boolean;
  /** The appointment that the number was taken for; null: none. */
  readonly appointment: Pick<CheckInAnswer, 'late' | 'from'> | null;
  readonly attach: () => () => void;
  readonly openAppointment: () => void;
  readonly clearError: () => void;
  /** Takes the number of an appointment, from any screen but that of a number. A refusal opens the screen for appointments. */
  readonly checkIn: (by: ArrivalBy, language: Language) => Promise<void>;
  readonly chooseGroup: (code: string) => void;
  readonly choosePriority: (priority: PriorityClass) => void;
  /**
   * Takes the number; `estimateMinutes` is what was said before, so that the promise does not change with it. The slip is in
   * the language that the visitor reads.
   */
  readonly takeNumber: (estimateMinutes: number | null, language: Language) => Promise<void>;
  /** Prints the slip of the same number again: never a second number. */
  readonly printAgain: (language: Language) => Promise<void>;
  readonly startOver: () => void;
}

const start = {
  groupCode: null,
  priority: 'normal',
  ticket: null,
  job: null,
  error: null,
  estimateMinutes: null,
  reprinting: false,
  isForAppointment: false,
  appointment: null,
} as const;

/** One visitor at the kiosk. */
export function makeKioskStore(host: HostClient): StoreApi<KioskState> {
  return createStore<KioskState>()((set, get) => {
    // Events that overtake the answer of the call that made their job.
    const early = new Map<string, PrintJob>();

    return {
      ...start,
      issuing: false,
      attach: () =>
        host.on('printing.jobChanged', (job) => {
          const { ticket, issuing } = get();
          if (job.reference === ticket?.id) set({ job });
          else if (issuing) early.set(job.id, job);
        }),
      chooseGroup: (code) => {
        if (!get().issuing) set({ ...start, groupCode: code });
      },
      choosePriority: (priority) =>
        set((state) => ({ priority: state.priority === priority ? 'normal' : priority })),
      takeNumber: async (estimateMinutes, language) => {
        const { groupCode, priority, issuing, ticket } = get();
        if (groupCode === null || issuing || ticket !== null) return;
        set({ issuing: true, error: null, estimateMinutes });
        early.clear();
        const answer = await host.call('tickets.issue', { groupCode, priority, language });
        if (!answer.ok) {
          set({ issuing: false, error: answer.error });
          return;
        }
        const { job } = answer.value;
        set({
          issuing: false,
          ticket: answer.value.ticket,
          job: job === null ? null : (early.get(job.id) ?? job),
        });
      },
      openAppointment: () => {
        if (!get().issuing) set({ ...start, isForAppointment: true });
      },
      clearError: () => set({ error: null }),
      checkIn: async (by, language) => {
        const { issuing, ticket } = get();
        if (issuing || ticket !== null) return;
        set({ ...start, isForAppointment: true, issuing: true });
        early.clear();
        const answer = await host.call('appointments.checkIn', { by, language });
        if (!answer.ok) {
          set({ issuing: false, error: answer.error });
          return;
        }
        const { job, late, from } = answer.value;
        set({
          issuing: false,
          ticket: answer.value.ticket,
          appointment: { late, from },
          job: job === null ? null : (early.get(job.id) ?? job),
        });
      },
      printAgain: async (language) => {
        const { ticket, reprinting } = get();
        if (ticket === null || reprinting) return;
        set({ reprinting: true, error: null });
        const before = get().job;
        const answer = await host.call('tickets.print', { ticketId: ticket.id, language });
        // The next visitor may stand here by now.
        if (get().ticket?.id !== ticket.id) return;
        if (!answer.ok) set({ reprinting: false, error: answer.error });
        // What an event has told meanwhile is newer than the answer.
        else set(get().job === before ? { reprinting: false, job: answer.value } : { reprinting: false });
      },
      startOver: () => {
        if (!get().issuing) set({ ...start });
      },
    };
  });
}

export const Kiosk = storeContext('kiosk', makeKioskStore);
