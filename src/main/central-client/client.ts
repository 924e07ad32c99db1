import { z } from 'zod';
import {
  Dossier,
  DossierList,
  DossierPage,
  DossierPreview,
  Person,
  type MoveDossier,
  type ReappointDossier,
  type ReceiveDossier,
  type SearchDossiers,
} from '../../shared/api/dossiers.ts';
import { Procedure, ProcedureSummary } from '../../shared/api/procedures.ts';
import {
  CallNextAnswer,
  Ticket,
  type FinishTicket,
  type PriorityClass,
  type RatingScore,
} from '../../shared/api/queue.ts';
import { fillPath, paths } from '../../shared/api/routes.ts';
import { Site, type StationHello } from '../../shared/api/site.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { CentralHttp } from './http.ts';
import type { Outbox } from './outbox.ts';

/** A step of a ticket at a counter. */
export type TicketStep = 'recall' | 'start' | 'noShow' | 'restore';

/** Central as the features of main use it: one method per thing that it can do. Reads go directly, commands by the outbox. */
export class CentralClient {
  constructor(
    private readonly siteId: string,
    private readonly http: () => CentralHttp,
    private readonly outbox: Outbox,
  ) {}

  site(): Promise<Result<Site, AppError>> {
    return this.http().get(this.path(paths.site), Site);
  }

  async hello(hello: StationHello): Promise<Result<Site, AppError>> {
    const answer = await this.http().post(this.path(paths.hello), hello, Site);
    return answer.ok ? { ok: true, value: answer.value.value } : answer;
  }

  issue(stationId: string, groupCode: string, priority: PriorityClass): Promise<Result<Ticket, AppError>> {
    return this.command(paths.tickets, {}, { groupCode, priority, stationId }, Ticket, stationId, 'request');
  }

  callNext(stationId: string, counterId: string): Promise<Result<CallNextAnswer, AppError>> {
    return this.command(
      paths.callNext,
      { counterId },
      { counterId, stationId },
      CallNextAnswer,
      stationId,
      'request',
    );
  }

  step(
    step: TicketStep,
    stationId: string,
    counterId: string,
    ticketId: string,
  ): Promise<Result<Ticket, AppError>> {
    // A missed call is a fact; the others ask for something to happen now.
    const kind = step === 'noShow' ? 'fact' : 'request';
    return this.command(paths[step], { ticketId }, { counterId, stationId }, Ticket, stationId, kind);
  }

  finish(
    stationId: string,
    counterId: string,
    ticketId: string,
    outcome: z.output<typeof FinishTicket>['outcome'],
  ): Promise<Result<Ticket, AppError>> {
    return this.command(
      paths.finish,
      { ticketId },
      { counterId, stationId, outcome },
      Ticket,
      stationId,
      'fact',
    );
  }

  rate(stationId: string, ticketId: string, score: RatingScore): Promise<Result<Ticket, AppError>> {
    return this.command(paths.rate, { ticketId }, { score, stationId }, Ticket, stationId, 'fact');
  }

  searchProcedures(text: string, limit: number): Promise<Result<ProcedureSummary[], AppError>> {
    const answer = z.array(ProcedureSummary);
    return this.http().get(this.path(paths.procedures), answer, { query: text, limit: String(limit) });
  }

  procedure(code: string): Promise<Result<Procedure, AppError>> {
    return this.http().get(this.path(paths.procedure, { procedureCode: code }), Procedure);
  }

  async preview(body: unknown): Promise<Result<DossierPreview, AppError>> {
    const answer = await this.http().post(this.path(paths.previewDossier), body, DossierPreview);
    return answer.ok ? { ok: true, value: answer.value.value } : answer;
  }

  receive(dossier: ReceiveDossier): Promise<Result<Dossier, AppError>> {
    return this.command(paths.dossiers, {}, dossier, Dossier, dossier.stationId, 'fact');
  }

  /** Opening is an access to personal data: central writes it in its audit log, under the station that asks. */
  dossier(code: string, stationId: string): Promise<Result<Dossier, AppError>> {
    return this.http().get(this.path(paths.dossier, { dossierCode: code }), Dossier, { stationId });
  }

  recentDossiers(): Promise<Result<z.output<typeof DossierList>, AppError>> {
    return this.http().get(this.path(paths.dossiers), DossierList);
  }

  move(code: string, body: MoveDossier): Promise<Result<Dossier, AppError>> {
    return this.command(paths.moveDossier, { dossierCode: code }, body, Dossier, body.stationId, 'fact');
  }

  reappoint(code: string, body: ReappointDossier): Promise<Result<Dossier, AppError>> {
    const values = { dossierCode: code };
    return this.command(paths.reappointDossier, values, body, Dossier, body.stationId, 'fact');
  }

  /** A search is an access, too: it stands in central's audit log. */
  async searchDossiers(body: SearchDossiers): Promise<Result<DossierPage, AppError>> {
    const answer = await this.http().post(this.path(paths.searchDossiers), body, DossierPage);
    return answer.ok ? { ok: true, value: answer.value.value } : answer;
  }

  async lookUpCitizen(number: string, stationId: string): Promise<Result<Person | null, AppError>> {
    const answer = await this.http().post(this.path(paths.lookUpCitizen), { number, stationId }, Person);
    if (answer.ok) return { ok: true, value: answer.value.value };
    return answer.error.code === 'not-found' ? { ok: true, value: null } : answer;
  }

  private command<S extends z.ZodType>(
    path: string,
    values: Readonly<Record<string, string>>,
    body: unknown,
    answer: S,
    stationId: string,
    kind: 'fact' | 'request',
  ): Promise<Result<z.output<S>, AppError>> {
    return this.outbox.perform({ path: this.path(path, values), body, answer, stationId, kind });
  }

  private path(path: string, values: Readonly<Record<string, string>> = {}): string {
    return fillPath(path, { siteId: this.siteId, ...values });
  }
}
