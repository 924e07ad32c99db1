import { sql, type Kysely, type Selectable, type SelectQueryBuilder } from 'kysely';
import {
  DossierState,
  type Dossier,
  type DossierList,
  type DossierSummary,
} from '../../shared/api/dossiers.ts';
import { Channel, TimeLimit } from '../../shared/api/procedures.ts';
import type { z } from 'zod';
import { deadlineOf } from '../../shared/domain/dossier-deadline.ts';
import { nextDossierStates } from '../../shared/domain/dossier-state.ts';
import { parseDossierCode } from '../../shared/domain/dossier-code.ts';
import { maskName } from '../../shared/domain/masking.ts';
import type { WorkingCalendar } from '../../shared/domain/working-calendar.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay, instantText } from '../clock.ts';
import type { Seal } from '../privacy/seal.ts';
import type { DossierHistoryTable, DossierTable, Tables } from '../store/tables.ts';
import { calendarOf, procedureOfDossier } from './procedures.ts';
import { DossierSeal } from './sealed-words.ts';

export type DossierRow = Selectable<DossierTable>;
export type StepRow = Selectable<DossierHistoryTable>;

/** How many a list of the day shows. */
const listed = 200;

/** The row of a dossier by its code, as typed or scanned. Errors: `dossier-code-invalid`, `dossier-not-found`. */
export async function findDossier(
  database: Kysely<Tables>,
  siteId: string,
  text: string,
): Promise<Result<DossierRow, AppError>> {
  const code = parseDossierCode(text);
  if (!code.ok) return code;
  const row = await database
    .selectFrom('dossier')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('code', '=', code.value.code)
    .executeTakeFirst();
  return row === undefined ? err(appError('dossier-not-found', { code: code.value.code })) : ok(row);
}

/** The steps of a dossier, oldest first. */
export function stepsOf(database: Kysely<Tables>, row: DossierRow): Promise<StepRow[]> {
  return database
    .selectFrom('dossier_history')
    .selectAll()
    .where('site_id', '=', row.site_id)
    .where('dossier_id', '=', row.dossier_id)
    .orderBy('step')
    .execute();
}

/** Whether a step is an apology with a new appointment: the only kind that stays in its state. */
export function isReappointment(step: StepRow): boolean {
  return step.from_state === step.to_state;
}

/** The whole dossier, opened. */
export async function readDossier(
  database: Kysely<Tables>,
  seal: Seal,
  row: DossierRow,
  at: Date,
): Promise<Dossier> {
  const procedure = await procedureOfDossier(
    database,
    row.site_id,
    row.procedure_code,
    row.procedure_version,
  );
  const words = new DossierSeal(seal, row.site_id, row.dossier_id);
  const people = words.openPeople(row.people);
  const papers = await database
    .selectFrom('paper')
    .selectAll()
    .where('site_id', '=', row.site_id)
    .where('dossier_id', '=', row.dossier_id)
    .orderBy('position')
    .execute();
  const fees = await database
    .selectFrom('fee_line')
    .selectAll()
    .where('site_id', '=', row.site_id)
    .where('dossier_id', '=', row.dossier_id)
    .orderBy('position')
    .execute();
  const steps = (await stepsOf(database, row)).map((step) => ({ row: step, ...takenStep(step) }));
  const state = DossierState.parse(row.state);
  const lines = fees.map(({ kind, name, quantity, amount }) => ({
    kind,
    name,
    quantity,
    amount,
  }));
  return {
    id: row.dossier_id,
    siteId: row.site_id,
    code: row.code,
    book: { year: row.book_year, volume: row.book_volume, number: row.book_number },
    procedureCode: row.procedure_code,
    procedureVersion: row.procedure_version,
    procedureName: procedure.name,
    field: procedure.field,
    agency: procedure.agency,
    caseCode: row.case_code,
    caseName: procedure.cases.find((candidate) => candidate.code === row.case_code)?.name ?? row.case_code,
    channel: Channel.parse(row.channel),
    submitter: people.submitter,
    owner: people.owner,
    ...(row.erased_at === null ? {} : { erasedAt: instantText(row.erased_at) }),
    papers: papers.map((paper) => ({
      paperId: paper.paper_id,
      name: words.openPaper(paper.position, paper.name),
      originals: paper.originals,
      certified: paper.certified,
      copies: paper.copies,
    })),
    sets: row.sets,
    limit: TimeLimit.parse(row.limit_body),
    receivedAt: instantText(row.received_at),
    dueAt: textOrNull(row.due_at),
    handOverBy: instantText(row.hand_over_by),
    fees: lines,
    totalFee: lines.reduce((sum, line) => sum + line.quantity * line.amount, 0),
    note: people.note,
    state,
    steps: steps.map(({ row: step, from, to }) => ({
      from,
      to,
      at: instantText(step.at),
      stationId: step.station_id,
      dueAt: textOrNull(step.due_at),
      ...words.openStep(step.step, step.words),
    })),
    nextStates: nextDossierStates({ state, steps }),
    deadline: deadline(row, state, at, await knownCalendar(database, row.site_id)),
    ticketId: row.ticket_id,
    counterId: row.counter_id,
  };
}

/** The dossiers received today, newest first, people masked. Error: `not-found` (no such site). */
export async function listDossiers(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  at: Date,
): Promise<Result<z.output<typeof DossierList>, AppError>> {
  const calendar = await calendarOf(database, siteId);
  if (!calendar.ok) return calendar;
  const rows = await summaryRows(database, siteId)
    .where('dossier.day', '=', centreDay(at))
    .orderBy('dossier.book_year', 'desc')
    .orderBy('dossier.book_number', 'desc')
    .limit(listed)
    .execute();
  return ok({ items: rows.map((row) => summaryOf(row, seal, at, calendar.value)) });
}

/** The rows of a site's dossiers for a list, with the names of their procedures. */
export function summaryRows(
  database: Kysely<Tables>,
  siteId: string,
): SelectQueryBuilder<Tables, 'dossier' | 'procedure', DossierRow & { procedure_name: string }> {
  return database
    .selectFrom('dossier')
    .innerJoin('procedure', (join) =>
      join
        .onRef('procedure.site_id', '=', 'dossier.site_id')
        .onRef('procedure.code', '=', 'dossier.procedure_code')
        .onRef('procedure.version', '=', 'dossier.procedure_version'),
    )
    .selectAll('dossier')
    .select(sql<string>`procedure.body ->> 'name'`.as('procedure_name'))
    .where('dossier.site_id', '=', siteId);
}

/** A dossier as a line of a list: the person masked. */
export function summaryOf(
  row: DossierRow & { procedure_name: string },
  seal: Seal,
  at: Date,
  calendar: WorkingCalendar,
): DossierSummary {
  const state = DossierState.parse(row.state);
  const { owner } = new DossierSeal(seal, row.site_id, row.dossier_id).openPeople(row.people);
  return {
    code: row.code,
    procedureName: row.procedure_name,
    maskedName: maskName(owner.name),
    state,
    receivedAt: instantText(row.received_at),
    dueAt: textOrNull(row.due_at),
    deadline: deadline(row, state, at, calendar),
  };
}

/** A row of the history as the rules of states read it. */
export function takenStep(step: StepRow): { from: DossierState | null; to: DossierState } {
  return {
    from: step.from_state === null ? null : DossierState.parse(step.from_state),
    to: DossierState.parse(step.to_state),
  };
}

async function knownCalendar(database: Kysely<Tables>, siteId: string): Promise<WorkingCalendar | null> {
  const calendar = await calendarOf(database, siteId);
  return calendar.ok ? calendar.value : null;
}

function deadline(
  row: DossierRow,
  state: DossierState,
  at: Date,
  calendar: WorkingCalendar | null,
): Dossier['deadline'] {
  return deadlineOf({
    state,
    dueAt: textOrNull(row.due_at),
    finishedAt: textOrNull(row.finished_at),
    now: instantText(at),
    ...(calendar === null ? {} : { calendar }),
  });
}

function textOrNull(at: Date | null): string | null {
  return at === null ? null : instantText(at);
}
