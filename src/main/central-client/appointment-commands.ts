import type { z } from 'zod';
import {
  Appointment,
  AppointmentList,
  CheckInAnswer,
  FreeSlots,
  type BookAppointment,
  type CheckIn,
} from '../../shared/api/appointments.ts';
import { fillPath, paths } from '../../shared/api/routes.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { CentralHttp } from './http.ts';
import type { Outbox } from './outbox.ts';

/** What a station does with appointments at central. Each is asked for now or not at all: nobody waits at a kiosk. */
export class AppointmentCommands {
  constructor(
    private readonly siteId: string,
    private readonly http: () => CentralHttp,
    private readonly outbox: Outbox,
  ) {}

  list(day: string | null): Promise<Result<AppointmentList, AppError>> {
    return this.http().get(this.#path(paths.appointments), AppointmentList, day === null ? {} : { day });
  }

  slots(day: string | null): Promise<Result<FreeSlots, AppError>> {
    return this.http().get(this.#path(paths.appointmentSlots), FreeSlots, day === null ? {} : { day });
  }

  book(body: z.input<typeof BookAppointment>): Promise<Result<Appointment, AppError>> {
    return this.#command(paths.appointments, body, Appointment);
  }

  cancel(appointmentId: string, stationId: string): Promise<Result<Appointment, AppError>> {
    return this.#command(paths.cancelAppointment, { stationId }, Appointment, { appointmentId });
  }

  checkIn(body: z.input<typeof CheckIn>): Promise<Result<CheckInAnswer, AppError>> {
    return this.#command(paths.checkIn, body, CheckInAnswer);
  }

  #command<S extends z.ZodType>(
    path: (typeof paths)[keyof typeof paths],
    body: { readonly stationId: string },
    schema: S,
    values: Readonly<Record<string, string>> = {},
  ): Promise<Result<z.output<S>, AppError>> {
    return this.outbox.perform({
      path: this.#path(path, values),
      body,
      answer: schema,
      stationId: body.stationId,
      kind: 'request',
    });
  }

  #path(path: string, values: Readonly<Record<string, string>> = {}): string {
    return fillPath(path, { siteId: this.siteId, ...values });
  }
}
