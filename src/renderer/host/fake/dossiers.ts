import type {
  Dossier,
  DossierPage,
  DossierPreview,
  DossierState,
  DossierSummary,
  FoundVisit,
  Person,
  ReceiveDossier,
} from '../../../shared/api/dossiers.ts';
import type { Procedure, ProcedureSummary, TimeLimit } from '../../../shared/api/procedures.ts';
import type { Ticket } from '../../../shared/api/queue.ts';
import { checkReappointment, moveDossier, nextDossierStates } from '../../../shared/domain/dossier-state.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import { foldDiacritics } from '../../../shared/domain/vietnamese-text.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { fakeCatalogue } from './catalogue.ts';

const hour = 3_600_000;
const vietnam = 7 * hour;

type Receive = Omit<ReceiveDossier, 'counterId' | 'stationId'>;

/** The dossiers of the fake site. */
export class FakeDossiers {
  readonly #now: () => number;
  readonly all: Dossier[] = [];
  readonly citizens = new Map<string, Person>();

  constructor(now: () => number) {
    this.#now = now;
  }

  search(text: string, limit: number): ProcedureSummary[] {
    const words = foldDiacritics(text).split(/\s+/).filter(Boolean);
    return fakeCatalogue
      .filter((procedure) => {
        const where = foldDiacritics(`${procedure.code} ${procedure.name} ${procedure.field}`);
        return words.every((word) => where.includes(word));
      })
      .slice(0, limit)
      .map(({ code, name, field, sameDay }) => ({ code, name, field, groupCode: null, sameDay }));
  }

  procedure(code: string): Result<Procedure, AppError> {
    const found = fakeCatalogue.find((procedure) => procedure.code === code);
    return found === undefined ? err(appError('procedure-unknown', { code })) : ok(found);
  }

  preview(procedureCode: string, caseCode: string): Result<DossierPreview, AppError> {
    const procedure = this.procedure(procedureCode);
    if (!procedure.ok) return procedure;
    const chosen = procedure.value.cases.find((found) => found.code === caseCode);
    if (chosen === undefined) return err(appError('case-required'));
    const fees = procedure.value.fees;
    const amounts = fees.map((fee) => fee.amount);
    return ok({
      receivedAt: this.#instant(this.#now()),
      dueAt: this.#due(chosen.limit),
      handOverBy: this.#instant(this.#handOver()),
      limit: chosen.limit,
      fees,
      totalFee: amounts.includes(null)
        ? null
        : amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0),
    });
  }

  receive(input: Receive, counterId: string | null): Result<Dossier, AppError> {
    const procedure = this.procedure(input.procedureCode);
    if (!procedure.ok) return procedure;
    const preview = this.preview(input.procedureCode, input.caseCode);
    if (!preview.ok) return preview;
    const chosen = procedure.value.cases.find((found) => found.code === input.caseCode);
    if (chosen === undefined) return err(appError('case-required'));
    const missing = chosen.papers.filter((paper) => {
      const received = input.papers.find((found) => found.paperId === paper.id);
      return (
        paper.required &&
        !paper.note &&
        (received === undefined || received.originals + received.certified + received.copies === 0)
      );
    });
    if (missing.length > 0) return err(appError('papers-missing', { count: missing.length }));
    const dueAt = preview.value.dueAt ?? input.dueAt;
    if (dueAt === null) return err(appError('bad-request', { field: 'dueAt' }));
    const number = this.all.length + 1;
    const at = this.#instant(this.#now());
    const dossier: Dossier = {
      id: crypto.randomUUID(),
      siteId: 'mau',
      code: `H39.30-${at.slice(2, 10).replaceAll('-', '')}-${String(number).padStart(4, '0')}`,
      book: { year: Number(at.slice(0, 4)), volume: 1, number },
      procedureCode: procedure.value.code,
      procedureVersion: procedure.value.version,
      procedureName: procedure.value.name,
      field: procedure.value.field,
      agency: procedure.value.agency,
      caseCode: chosen.code,
      caseName: chosen.name,
      channel: input.channel,
      submitter: input.submitter,
      owner: input.owner ?? input.submitter,
      papers: input.papers,
      sets: input.sets,
      limit: chosen.limit,
      receivedAt: at,
      dueAt,
      handOverBy: preview.value.handOverBy,
      fees: input.fees,
      totalFee: input.fees.reduce((sum, fee) => sum + fee.quantity * fee.amount, 0),
      note: input.note,
      state: 2,
      steps: [{ from: null, to: 2, at, stationId: 'quay-1', reason: null, dueAt }],
      nextStates: nextDossierStates({ state: 2, steps: [] }),
      deadline: 'onTime',
      ticketId: input.ticketId,
      counterId,
    };
    this.all.unshift(dossier);
    for (const person of [dossier.submitter, dossier.owner])
      if (person.number !== null) this.citizens.set(person.number, person);
    return ok(dossier);
  }

  open(code: string): Result<Dossier, AppError> {
    const found = this.all.find((dossier) => dossier.code === code);
    return found === undefined ? err(appError('dossier-not-found', { code })) : ok(found);
  }

  move(code: string, to: DossierState, reason: string, receivedBy: string | null): Result<Dossier, AppError> {
    const opened = this.open(code);
    if (!opened.ok) return opened;
    const dossier = opened.value;
    const step = moveDossier(dossier, { to, reason });
    if (!step.ok) return step;
    if (to === 10 && receivedBy === null) return err(appError('bad-request', { field: 'receivedBy' }));
    const steps = [
      ...dossier.steps,
      {
        from: dossier.state,
        to,
        at: this.#instant(this.#now()),
        stationId: 'quay-1',
        reason: reason === '' ? null : reason,
        dueAt: dossier.dueAt,
      },
    ];
    const moved = { ...dossier, state: to, steps, nextStates: nextDossierStates({ state: to, steps }) };
    this.all[this.all.indexOf(dossier)] = moved;
    return ok(moved);
  }

  recent(): DossierSummary[] {
    return this.all.slice(0, 20).map(summaryOf);
  }

  reappoint(code: string, dueAt: string, reason: string): Result<Dossier, AppError> {
    const opened = this.open(code);
    if (!opened.ok) return opened;
    const dossier = opened.value;
    const { state } = dossier;
    const reappointments = dossier.steps.filter((step) => step.from === step.to).length;
    const may = checkReappointment({ state, reappointments, reason });
    if (!may.ok) return may;
    if (dossier.dueAt !== null && Date.parse(dueAt) <= Date.parse(dossier.dueAt))
      return err(appError('bad-request', { field: 'dueAt' }));
    const step = {
      from: state,
      to: state,
      at: this.#instant(this.#now()),
      stationId: 'quay-1',
      reason,
      dueAt,
    };
    const moved = { ...dossier, dueAt, steps: [...dossier.steps, step] };
    this.all[this.all.indexOf(dossier)] = moved;
    return ok(moved);
  }

  /** By beginning of the code, number, telephone or whole name; `after` is the place of the last one shown. */
  find(text: string, limit: number, after: string | null, tickets: readonly Ticket[]): DossierPage {
    const wanted = foldDiacritics(text).toLowerCase();
    const found = this.all.filter(
      ({ code, submitter, owner }) =>
        code.toLowerCase().startsWith(wanted) ||
        [submitter, owner].some(
          ({ number, phone, name }) =>
            number === text || phone === text || foldDiacritics(name).toLowerCase() === wanted,
        ),
    );
    const from = after === null ? 0 : Number(after.split('-')[1]);
    const items = found.slice(from, from + limit);
    const end = from + items.length;
    const isNumber = /^(\d{12}|\d{9})$/.test(text);
    return {
      kind: isNumber ? 'number' : 'name',
      items: items.map(summaryOf),
      visits: isNumber && after === null ? this.#visitsOf(text, tickets) : [],
      next: end < found.length ? `2026-${end}` : null,
    };
  }

  /** The visits of today under which a person's dossiers were taken in, newest first. */
  #visitsOf(number: string, tickets: readonly Ticket[]): FoundVisit[] {
    const own = this.all.filter((dossier) =>
      [dossier.submitter, dossier.owner].some((person) => person.number === number),
    );
    return tickets
      .filter((ticket) => own.some(({ ticketId }) => ticketId === ticket.id))
      .map(({ id, number: shown, state, counterId, issuedAt }) => ({
        ticketId: id,
        number: shown,
        state,
        counterId,
        issuedAt,
      }))
      .reverse();
  }

  /** Local wall time as if it were UTC, to count days of the centre. */
  #local(at: number): Date {
    return new Date(at + vietnam);
  }

  #handOver(): number {
    const local = this.#local(this.#now());
    const late = local.getUTCHours() >= 15;
    const day = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
    return late ? this.#workingDays(day, 1) + 7.5 * hour - vietnam : day + 17 * hour - vietnam;
  }

  #due(limit: TimeLimit): string | null {
    const local = this.#local(this.#now());
    const day = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
    switch (limit.unit) {
      case 'WORKING_DAY':
        return this.#instant(this.#workingDays(day, limit.amount) + 16.5 * hour - vietnam);
      case 'DAY':
        return this.#instant(day + limit.amount * 24 * hour + 16.5 * hour - vietnam);
      case 'MONTH':
        return this.#instant(day + limit.amount * 30 * 24 * hour + 16.5 * hour - vietnam);
      case 'HOUR':
        return this.#instant(this.#now() + limit.amount * hour);
      case 'SAME_DAY':
        return this.#instant(day + 16.5 * hour - vietnam);
      case 'OTHER':
        return null;
    }
  }

  #workingDays(from: number, count: number): number {
    let day = from;
    for (let left = count; left > 0;) {
      day += 24 * hour;
      const weekday = new Date(day).getUTCDay();
      if (weekday !== 0 && weekday !== 6) left -= 1;
    }
    return day;
  }

  #instant(at: number): string {
    return new Date(at).toISOString();
  }
}

function summaryOf(dossier: Dossier): DossierSummary {
  return {
    code: dossier.code,
    procedureName: dossier.procedureName,
    maskedName: maskName(dossier.submitter.name),
    state: dossier.state,
    receivedAt: dossier.receivedAt,
    dueAt: dossier.dueAt,
    deadline: dossier.deadline,
  };
}
