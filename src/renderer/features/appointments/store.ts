import { createStore, type StoreApi } from 'zustand';
import type {
  Appointment,
  AppointmentList,
  BookAppointment,
  FreeSlots,
} from '../../../shared/api/appointments.ts';
import type { Ticket } from '../../../shared/api/queue.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { dayNumberFromText, dayText } from '../../../shared/domain/centre-time.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';
import type { Language } from '../../texts/i18n.ts';

/** What a day holds: its appointments, people masked, and its free slots. */
export interface DayOfAppointments {
  readonly list: AppointmentList;
  readonly slots: FreeSlots;
}

/** What was done last, told in the dialog until the next step. */
export type AppointmentDone =
  | { readonly kind: 'booked'; readonly appointment: Appointment }
  | {
      readonly kind: 'arrived';
      readonly ticket: Ticket;
      readonly late: boolean;
      readonly job: PrintJob | null;
    }
  | { readonly kind: 'cancelled'; readonly code: string };

export interface AppointmentsState {
  readonly isOpen: boolean;
  /** Today by central's clock; null until it has answered. */
  readonly today: string | null;
  /** The day on the screen; null: today. */
  readonly day: string | null;
  readonly shown: DayOfAppointments | null;
  readonly loading: boolean;
  /** Why the day could not be read. */
  readonly loadError: AppError | null;
  readonly acting: boolean;
  /** Why the last step was refused. */
  readonly error: AppError | null;
  readonly done: AppointmentDone | null;
  /** The appointment whose code was scanned. */
  readonly selected: string | null;
  /** A scanned code that no day from today on has. */
  readonly missing: string | null;
  readonly attach: () => () => void;
  readonly open: () => void;
  readonly close: () => void;
  /** Reads a day; null: today. */
  readonly show: (day: string | null) => Promise<void>;
  /** Opens on the day of the appointment with this code: today, else the days that can be booked. */
  readonly find: (code: string) => Promise<void>;
  /** Resolves to whether it was done, as the next two do. */
  readonly book: (request: Omit<BookAppointment, 'stationId'>) => Promise<boolean>;
  readonly cancel: (appointment: Appointment) => Promise<boolean>;
  readonly checkIn: (code: string, language: Language) => Promise<boolean>;
  /** Forgets what the last step told. */
  readonly clear: () => void;
}

const start = {
  isOpen: false,
  today: null,
  day: null,
  shown: null,
  loading: false,
  loadError: null,
  error: null,
  done: null,
  selected: null,
  missing: null,
} as const;

/** The appointments as the dialog of a counter or a supervisor has them. */
export function makeAppointmentsStore(host: HostClient): StoreApi<AppointmentsState> {
  /** Numbers the readings: only the latest is shown. */
  let reading = 0;
  return createStore<AppointmentsState>()((set, get) => {
    async function read(day: string | null): Promise<DayOfAppointments | null> {
      reading += 1;
      const own = reading;
      set({ loading: true, loadError: null });
      const answer = await host.call('appointments.ofDay', { day });
      if (own !== reading) return null;
      if (!answer.ok) {
        set({ loading: false, loadError: answer.error });
        return null;
      }
      set({ loading: false, ...(day === null ? { today: answer.value.list.day } : {}) });
      return answer.value;
    }

    async function act<T>(
      work: () => Promise<{ ok: true; value: T } | { ok: false; error: AppError }>,
      tell: (value: T) => AppointmentDone,
    ): Promise<boolean> {
      if (get().acting) return false;
      set({ acting: true, error: null, done: null });
      const answer = await work();
      set({ acting: false });
      if (!get().isOpen) return answer.ok;
      set(answer.ok ? { done: tell(answer.value) } : { error: answer.error });
      // Also after a refusal: it may be that others were faster.
      await get().show(get().day);
      return answer.ok;
    }

    return {
      ...start,
      acting: false,
      attach: () => () => undefined,
      open: () => {
        set({ ...start, isOpen: true });
        void get().show(null);
      },
      close: () => {
        reading += 1;
        set({ ...start });
      },
      show: async (day) => {
        if (day !== get().day) set({ day, shown: null });
        const shown = await read(day);
        if (shown !== null) set({ shown, day: shown.list.day });
      },
      find: async (code) => {
        set({ ...start, isOpen: true });
        const today = await read(null);
        if (today === null) return;
        set({ shown: today, day: today.list.day });
        let at: DayOfAppointments | null = today;
        while (at !== null) {
          const found = at.list.items.find((appointment) => appointment.code === code);
          if (found !== undefined) {
            set({ shown: at, day: at.list.day, selected: found.id });
            return;
          }
          if (at.list.day >= today.slots.lastDay) {
            set({ missing: code });
            return;
          }
          at = await read(dayAfter(at.list.day, 1));
        }
      },
      book: (request) =>
        act(
          () => host.call('appointments.book', request),
          (appointment) => ({ kind: 'booked', appointment }),
        ),
      cancel: ({ id }) =>
        act(
          () => host.call('appointments.cancel', { appointmentId: id }),
          ({ code }) => ({ kind: 'cancelled', code }),
        ),
      checkIn: (code, language) =>
        act(
          () => host.call('appointments.checkIn', { by: { kind: 'code', code }, language }),
          ({ ticket, late, job }) => ({ kind: 'arrived', ticket, late, job }),
        ),
      clear: () => set({ error: null, done: null, missing: null }),
    };
  });
}

/** The day so many days after, or before with a negative number. */
export function dayAfter(day: string, days: number): string {
  return dayText((dayNumberFromText(day) ?? 0) + days);
}

export const Appointments = storeContext('appointments', makeAppointmentsStore);
