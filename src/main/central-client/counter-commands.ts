import { z } from 'zod';
import {
  CounterDesk,
  Ticket,
  type CancelTicket,
  type CallTicket,
  type GroupOpening,
  type NextService,
  type ParkTicket,
  type PauseCounter,
  type TransferTicket,
} from '../../shared/api/queue.ts';
import { fillPath, paths } from '../../shared/api/routes.ts';
import { DayStatistics } from '../../shared/api/statistics.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { CentralHttp } from './http.ts';
import type { Outbox } from './outbox.ts';

type Path = (typeof paths)[keyof typeof paths];

/** What a counter and who leads the hall do at central, besides calling in turn. Commands go by the outbox. */
export class CounterCommands {
  constructor(
    private readonly siteId: string,
    private readonly http: () => CentralHttp,
    private readonly outbox: Outbox,
  ) {}

  callChosen(ticketId: string, body: z.input<typeof CallTicket>): Promise<Result<Ticket, AppError>> {
    return this.ticket(paths.callTicket, ticketId, body, 'request');
  }

  // What an officer has told the person in front of them has happened; it is sent again until central has it.

  park(ticketId: string, body: z.input<typeof ParkTicket>): Promise<Result<Ticket, AppError>> {
    return this.ticket(paths.park, ticketId, body, 'fact');
  }

  transfer(ticketId: string, body: z.input<typeof TransferTicket>): Promise<Result<Ticket, AppError>> {
    return this.ticket(paths.transfer, ticketId, body, 'fact');
  }

  nextService(ticketId: string, body: z.input<typeof NextService>): Promise<Result<Ticket, AppError>> {
    return this.ticket(paths.nextService, ticketId, body, 'fact');
  }

  cancel(ticketId: string, body: z.input<typeof CancelTicket>): Promise<Result<Ticket, AppError>> {
    return this.ticket(paths.cancel, ticketId, body, 'fact');
  }

  unpark(
    ticketId: string,
    body: { readonly counterId: string; readonly stationId: string },
  ): Promise<Result<Ticket, AppError>> {
    return this.ticket(paths.unpark, ticketId, body, 'request');
  }

  // A pause that came late would stop a counter that works again: it is asked for now or not at all.

  pause(counterId: string, body: z.input<typeof PauseCounter>): Promise<Result<null, AppError>> {
    return this.done(paths.pauseCounter, { counterId }, body);
  }

  resume(counterId: string, stationId: string): Promise<Result<null, AppError>> {
    return this.done(paths.resumeCounter, { counterId }, { stationId });
  }

  release(counterId: string, stationId: string): Promise<Result<null, AppError>> {
    return this.done(paths.releaseCounter, { counterId }, { stationId });
  }

  setGroupOpen(groupCode: string, body: z.input<typeof GroupOpening>): Promise<Result<null, AppError>> {
    return this.done(paths.groupOpening, { groupCode }, body);
  }

  /** Says that the station is still at its counter; takes it where nobody has it. Errors: `counter-taken` and central's own. */
  async hold(counterId: string, stationId: string): Promise<Result<CounterDesk, AppError>> {
    const path = this.path(paths.holdCounter, { counterId });
    const kept = await this.http().post(path, { stationId }, CounterDesk);
    if (kept.ok) return { ok: true, value: kept.value.value };
    // Not held, or by somebody whose time is up: only taking it tells.
    if (kept.error.code !== 'not-found' && kept.error.code !== 'counter-taken') return kept;
    return this.outbox.perform({
      path: this.path(paths.takeCounter, { counterId }),
      body: { stationId },
      answer: CounterDesk,
      stationId,
      kind: 'request',
    });
  }

  statistics(day: string | null): Promise<Result<DayStatistics, AppError>> {
    return this.http().get(this.path(paths.statistics), DayStatistics, day === null ? {} : { day });
  }

  private ticket(
    path: Path,
    ticketId: string,
    body: { readonly stationId: string },
    kind: 'fact' | 'request',
  ): Promise<Result<Ticket, AppError>> {
    const { stationId } = body;
    return this.outbox.perform({
      path: this.path(path, { ticketId }),
      body,
      answer: Ticket,
      stationId,
      kind,
    });
  }

  private async done(
    path: Path,
    values: Readonly<Record<string, string>>,
    body: { readonly stationId: string },
  ): Promise<Result<null, AppError>> {
    const { stationId } = body;
    const answer = await this.outbox.perform({
      path: this.path(path, values),
      body,
      answer: z.unknown(),
      stationId,
      kind: 'request',
    });
    return answer.ok ? { ok: true, value: null } : answer;
  }

  private path(path: Path, values: Readonly<Record<string, string>> = {}): string {
    return fillPath(path, { siteId: this.siteId, ...values });
  }
}
