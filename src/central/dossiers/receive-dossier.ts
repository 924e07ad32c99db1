import type { Dossier, ReceiveDossier } from '../../shared/api/dossiers.ts';
import type { ProcedureCase } from '../../shared/api/procedures.ts';
import { formatDossierCode } from '../../shared/domain/dossier-code.ts';
import { Site } from '../../shared/api/site.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { Seal } from '../privacy/seal.ts';
import { findCounter } from '../queue/counters.ts';
import { findTicket } from '../queue/tickets.ts';
import { nextNumber } from '../store/numbers.ts';
import { newRowId } from '../store/new-row-id.ts';
import { keepCitizen } from './citizens.ts';
import { indexDossier } from './find-index.ts';
import { computeDossier } from './preview-dossier.ts';
import { readDossier, type DossierRow } from './read-dossier.ts';
import { DossierSeal } from './sealed-words.ts';

/** Every book of a year is one volume here; a paper book that is full goes on in a second one, a system's does not. */
const volume = 1;

/**
 * Takes a dossier in: code, place in the register, appointment, hand-over, fees, people, papers; state 2 (Được tiếp nhận).
 * A dossier handed in at the counter begins there: state 1 (Mới đăng ký) is for what comes in by the portal.
 *
 * Errors: `procedure-unknown`, `case-required`, `papers-missing` with `count` and `papers`, `calendar-missing`,
 * `not-found` (counter, ticket); `bad-request` with `field`: `channel`, `papers`, or `dueAt` (missing where the limit is
 * only a text, not after receipt, or another than the one computed).
 */
export async function receiveDossier(
  scope: CommandScope,
  seal: Seal,
  request: ReceiveDossier,
): Promise<Result<Dossier, AppError>> {
  const { transaction, siteId, at } = scope;
  const counter = await findCounter(scope, request.counterId);
  if (!counter.ok) return counter;
  if (request.ticketId !== null) {
    const ticket = await findTicket(transaction, siteId, request.ticketId);
    if (!ticket.ok) return ticket;
  }
  const computed = await computeDossier(transaction, siteId, request, at);
  if (!computed.ok) return computed;
  const { procedure, chosen, limit, preview } = computed.value;
  const papers = checkPapers(chosen, request);
  if (!papers.ok) return papers;
  const dueAt = appointment(preview.dueAt, request.dueAt, at);
  if (!dueAt.ok) return dueAt;

  const dossierId = newRowId();
  const words = new DossierSeal(seal, siteId, dossierId);
  const owner = request.owner ?? request.submitter;
  const row = await transaction
    .insertInto('dossier')
    .values({
      site_id: siteId,
      dossier_id: dossierId,
      ...(await takeNumbers(scope)),
      procedure_code: procedure.code,
      procedure_version: procedure.version,
      case_code: chosen.code,
      channel: request.channel,
      sets: request.sets,
      limit_body: JSON.stringify(limit),
      received_at: at,
      due_at: dueAt.value,
      hand_over_by: new Date(preview.handOverBy),
      finished_at: null,
      state: 2,
      ticket_id: request.ticketId,
      counter_id: request.counterId,
      station_id: scope.stationId,
      people: words.closePeople({ submitter: request.submitter, owner, note: request.note }),
      is_indexed: true,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await writeParts(scope, row, words, request);
  await indexDossier(transaction, seal, { siteId, dossierId }, [request.submitter, owner]);
  for (const person of [request.submitter, owner]) await keepCitizen(transaction, seal, siteId, person, at);
  scope.emit({ type: 'dossier.received', data: { code: row.code, state: 2 } });
  scope.refer(row.code);
  return ok(await readDossier(transaction, seal, row, at));
}

/** Code by unit and day, place in the register by year, both without a gap (TT 01/2018/TT-VPCP Art 10.2, 19.1). */
async function takeNumbers(
  scope: CommandScope,
): Promise<Pick<DossierRow, 'code' | 'day' | 'book_year' | 'book_volume' | 'book_number'>> {
  const { transaction, siteId, at } = scope;
  const day = centreDay(at);
  const { body } = await transaction
    .selectFrom('site')
    .select('body')
    .where('site_id', '=', siteId)
    .executeTakeFirstOrThrow();
  const { unitCode } = Site.parse(body);
  const number = await nextNumber(transaction, { siteId, kind: 'dossier', scope: unitCode, period: day });
  const year = day.slice(0, 4);
  return {
    code: formatDossierCode({ unitCode, day, number }),
    day,
    book_year: Number(year),
    book_volume: volume,
    book_number: await nextNumber(transaction, { siteId, kind: 'book', scope: '', period: year }),
  };
}

/**
 * Whether every required paper of the case is there, in any form: an officer who accepts a certified copy for an original
 * enters the copy. Papers of his own come without an id and replace none.
 */
function checkPapers(chosen: ProcedureCase, request: ReceiveDossier): Result<null, AppError> {
  const known = new Map(chosen.papers.filter((paper) => !paper.note).map((paper) => [paper.id, paper]));
  const listed = new Set<string>();
  for (const paper of request.papers) {
    if (paper.paperId === null) continue;
    if (!known.has(paper.paperId) || listed.has(paper.paperId))
      return err(
        appError(
          'bad-request',
          { field: 'papers', paperId: paper.paperId },
          listed.has(paper.paperId) ? 'listed twice' : 'not a paper of this case',
        ),
      );
    listed.add(paper.paperId);
  }
  const handedIn = new Set(
    request.papers
      .filter((paper) => paper.originals + paper.certified + paper.copies > 0)
      .map((paper) => paper.paperId),
  );
  const missing = [...known.values()].filter((paper) => paper.required && !handedIn.has(paper.id));
  if (missing.length === 0) return ok(null);
  // Numbered, because the names of papers hold semicolons of their own.
  const papers = missing.map((paper, index) => `(${index + 1}) ${paper.name}`).join('; ');
  return err(appError('papers-missing', { count: missing.length, papers }));
}

/** The computed appointment, or, where the limit is only a text, the officer's. */
function appointment(
  computed: string | null,
  entered: string | null,
  receivedAt: Date,
): Result<Date, AppError> {
  const refuse = (cause: string): Result<Date, AppError> =>
    err(appError('bad-request', { field: 'dueAt' }, cause));
  const given = entered === null ? null : new Date(entered);
  if (computed !== null) {
    const due = new Date(computed);
    return given === null || given.getTime() === due.getTime()
      ? ok(due)
      : refuse('the limit says the date; it cannot be entered');
  }
  if (given === null) return refuse('the limit is only a text: enter the date');
  return given.getTime() > receivedAt.getTime() ? ok(given) : refuse('must be after the receipt');
}

async function writeParts(
  scope: CommandScope,
  row: DossierRow,
  words: DossierSeal,
  request: ReceiveDossier,
): Promise<void> {
  const { transaction, siteId } = scope;
  const key = { site_id: siteId, dossier_id: row.dossier_id };
  await transaction
    .insertInto('dossier_history')
    .values({
      ...key,
      step: 1,
      from_state: null,
      to_state: row.state,
      at: scope.at,
      station_id: scope.stationId,
      due_at: row.due_at,
      words: words.closeStep(1, { reason: null, receivedBy: null }),
    })
    .execute();
  if (request.papers.length > 0)
    await transaction
      .insertInto('paper')
      .values(
        request.papers.map((paper, index) => ({
          ...key,
          position: index + 1,
          paper_id: paper.paperId,
          name: words.closePaper(index + 1, paper.name),
          originals: paper.originals,
          certified: paper.certified,
          copies: paper.copies,
        })),
      )
      .execute();
  if (request.fees.length > 0)
    await transaction
      .insertInto('fee_line')
      .values(request.fees.map((fee, index) => ({ ...key, position: index + 1, ...fee })))
      .execute();
}
