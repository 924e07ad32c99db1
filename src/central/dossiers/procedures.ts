import { sql, type Kysely } from 'kysely';
import { Procedure, type Channel, type ProcedureCase, type TimeLimit } from '../../shared/api/procedures.ts';
import { WorkingCalendar } from '../../shared/domain/working-calendar.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Tables } from '../store/tables.ts';

/**
 * The version of a procedure in force at a site on a day. Error: `procedure-unknown` with `procedureCode`.
 */
export async function procedureInForce(
  database: Kysely<Tables>,
  siteId: string,
  code: string,
  day: string,
): Promise<Result<Procedure, AppError>> {
  const row = await database
    .selectFrom('procedure')
    .select('body')
    .where('site_id', '=', siteId)
    .where('code', '=', code.trim())
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', day)]))
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? err(appError('procedure-unknown', { procedureCode: code }))
    : ok(Procedure.parse(row.body));
}

/** The version of a procedure that a dossier was received under, in force or not. */
export async function procedureOfDossier(
  database: Kysely<Tables>,
  siteId: string,
  code: string,
  version: string,
): Promise<Procedure> {
  const row = await database
    .selectFrom('procedure')
    .select('body')
    .where('site_id', '=', siteId)
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return Procedure.parse(row.body);
}

/** All procedures of a site in force on a day, each in its newest version. */
export async function proceduresInForce(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
): Promise<Procedure[]> {
  const rows = await database
    .selectFrom('procedure')
    .distinctOn('code')
    .select('body')
    .where('site_id', '=', siteId)
    .where('valid_from', '<=', day)
    .where(sql<boolean>`(valid_to is null or valid_to >= ${day})`)
    .orderBy('code')
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => Procedure.parse(row.body));
}

/** A procedure as it applies to one dossier. */
export interface ChosenProcedure {
  readonly procedure: Procedure;
  readonly chosen: ProcedureCase;
  readonly limit: TimeLimit;
}

/**
 * Chooses case and channel. Errors: `procedure-unknown`; `case-required` where the case is none of the procedure's;
 * `bad-request` with `field` `channel` where it cannot be handed in this way.
 */
export async function chooseProcedure(
  database: Kysely<Tables>,
  siteId: string,
  request: { readonly procedureCode: string; readonly caseCode: string; readonly channel: Channel },
  day: string,
): Promise<Result<ChosenProcedure, AppError>> {
  const found = await procedureInForce(database, siteId, request.procedureCode, day);
  if (!found.ok) return found;
  const procedure = found.value;
  const { procedureCode, caseCode } = request;
  const chosen = procedure.cases.find((candidate) => candidate.code === caseCode);
  if (chosen === undefined) return err(appError('case-required', { procedureCode, caseCode }));
  const channel = procedure.channels.find((candidate) => candidate.channel === request.channel);
  if (channel === undefined) {
    const offered = procedure.channels.map((candidate) => candidate.channel).join(', ');
    return err(appError('bad-request', { field: 'channel', offered }, `one of: ${offered}`));
  }
  return ok({ procedure, chosen, limit: limitOf(procedure, chosen, channel.limit) });
}

/**
 * Which of the published limits counts. A procedure with several cases has a limit for each, and its channels repeat one of
 * them; with a single case the channels may differ (1.013218: 40 days at the counter, 30 online, 20 by post). `OTHER` says
 * that the other one must be read.
 */
function limitOf(procedure: Procedure, chosen: ProcedureCase, ofChannel: TimeLimit): TimeLimit {
  const [first, second] =
    procedure.cases.length === 1 ? [ofChannel, chosen.limit] : [chosen.limit, ofChannel];
  return first.unit === 'OTHER' ? second : first;
}

/** The working calendar of a site. Error: `not-found` where there is no such site. */
export async function calendarOf(
  database: Kysely<Tables>,
  siteId: string,
): Promise<Result<WorkingCalendar, AppError>> {
  const site = await database
    .selectFrom('site')
    .select('calendar')
    .where('site_id', '=', siteId)
    .executeTakeFirst();
  return site === undefined
    ? err(appError('not-found', { siteId }))
    : ok(WorkingCalendar.parse(site.calendar));
}
