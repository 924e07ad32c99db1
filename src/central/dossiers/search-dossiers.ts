import { sql, type Kysely } from 'kysely';
import type { DossierPage, DossierSearchKind, SearchDossiers } from '../../shared/api/dossiers.ts';
import type { AppError } from '../../shared/errors.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { findIndex } from './find-index.ts';
import { visitsOfPerson } from './find-visits.ts';
import { calendarOf } from './procedures.ts';
import { summaryOf, summaryRows } from './read-dossier.ts';

/** What a text given to the search is taken for: its form says it. */
export function searchKind(text: string): DossierSearchKind {
  const given = text.trim();
  if (/^\d{1,9}\s*\/\s*\d{4}$/.test(given)) return 'book';
  const digits = given.replace(/[\s.]/g, '');
  if (/^(\d{12}|\d{9})$/.test(digits)) return 'number';
  if (/^(\+84|0)[\d-]{8,12}$/.test(digits)) return 'phone';
  // A unit code has a digit; a name has none.
  return /^[0-9A-Za-z.-]*\d[0-9A-Za-z.-]*$/.test(given) ? 'code' : 'name';
}

/**
 * Finds dossiers of a site, newest first, a page at a time. Numbers, telephones and names are found by their keyed hash, so
 * whole ones only. An identity number leads to that person's visits of today, too. Errors: `not-found` (no such site).
 */
export async function searchDossiers(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  request: SearchDossiers,
  at: Date,
): Promise<Result<DossierPage, AppError>> {
  const calendar = await calendarOf(database, siteId);
  if (!calendar.ok) return calendar;
  const text = request.text.trim();
  const kind = searchKind(text);
  const [year, number] = (request.after ?? '').split('-').map(Number);
  let query = narrow(summaryRows(database, siteId), seal, siteId, kind, text);
  if (year !== undefined && number !== undefined)
    query = query.where(sql<boolean>`(dossier.book_year, dossier.book_number) < (${year}, ${number})`);
  const rows = await query
    .orderBy('dossier.book_year', 'desc')
    .orderBy('dossier.book_number', 'desc')
    .limit(request.limit + 1)
    .execute();
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  return ok({
    kind,
    items: page.map((row) => summaryOf(row, seal, at, calendar.value)),
    visits:
      kind === 'number' && request.after === null
        ? await visitsOfPerson(database, seal, siteId, text, at)
        : [],
    next: rows.length > page.length && last ? `${last.book_year}-${last.book_number}` : null,
  });
}

type Query = ReturnType<typeof summaryRows>;

function narrow(query: Query, seal: Seal, siteId: string, kind: DossierSearchKind, text: string): Query {
  if (kind === 'book') {
    const [number, year] = text.split('/').map((part) => Number(part.trim()));
    // More than the column takes is no number of a book.
    return query
      .where('dossier.book_year', '=', year ?? 0)
      .where('dossier.book_number', '=', Math.min(number ?? 0, 2_000_000_000));
  }
  if (kind === 'code')
    // The form of a code has no sign that means something to LIKE.
    return query.where('dossier.code', 'like', `${text.toUpperCase()}%`);
  return query.where((where) =>
    where.exists(
      where
        .selectFrom('dossier_find')
        .select('dossier_find.dossier_id')
        .whereRef('dossier_find.dossier_id', '=', 'dossier.dossier_id')
        .where('dossier_find.site_id', '=', siteId)
        .where('dossier_find.kind', '=', kind)
        .where('dossier_find.value_index', '=', findIndex(seal, siteId, kind, text)),
    ),
  );
}
