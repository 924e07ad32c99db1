import type { Kysely } from 'kysely';
import type { ProcedureSummary } from '../../shared/api/procedures.ts';
import { groupOfProcedure } from '../../shared/domain/service-groups.ts';
import { compareVietnamese, searchScore } from '../../shared/domain/vietnamese-text.ts';
import { proceduresInForce } from '../dossiers/procedures.ts';
import type { Tables } from '../store/tables.ts';

interface Entry {
  readonly summary: ProcedureSummary;
  readonly text: string;
}

/**
 * Finds procedures by any part of name, field or code, with or without diacritics. What is searched is kept in memory, a
 * site's procedures in force on a day; a new day reads them anew, and so does every change of the service groups, on every node.
 */
export class ProcedureSearch {
  readonly #entries = new Map<string, { readonly as: string; readonly entries: Promise<Entry[]> }>();

  constructor(private readonly database: Kysely<Tables>) {}

  /** The best `limit` answers, best first; all in the order of the alphabet where the query is empty. */
  async find(siteId: string, day: string, query: string, limit: number): Promise<ProcedureSummary[]> {
    const entries = await this.#entriesOf(siteId, day);
    if (query.trim() === '') return entries.slice(0, limit).map((entry) => entry.summary);
    return entries
      .map((entry) => ({ entry, score: scoreOf(query, entry) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || compareVietnamese(a.entry.summary.name, b.entry.summary.name))
      .slice(0, limit)
      .map(({ entry }) => entry.summary);
  }

  async #entriesOf(siteId: string, day: string): Promise<Entry[]> {
    const site = await this.database
      .selectFrom('site')
      .select('groups_revision')
      .where('site_id', '=', siteId)
      .executeTakeFirst();
    const as = `${day} ${site?.groups_revision ?? ''}`;
    const known = this.#entries.get(siteId);
    if (known?.as === as) return known.entries;
    const entries = this.#read(siteId, day);
    const kept = { as, entries };
    this.#entries.set(siteId, kept);
    try {
      return await entries;
    } catch (thrown) {
      if (this.#entries.get(siteId) === kept) this.#entries.delete(siteId);
      throw thrown;
    }
  }

  async #read(siteId: string, day: string): Promise<Entry[]> {
    const rows = await this.database
      .selectFrom('service_group')
      .select(['code', 'fields', 'procedure_codes as procedureCodes'])
      .where('site_id', '=', siteId)
      .where('removed_at', 'is', null)
      .orderBy('code')
      .execute();
    const procedures = await proceduresInForce(this.database, siteId, day);
    return procedures
      .map((procedure) => ({
        summary: {
          code: procedure.code,
          name: procedure.name,
          field: procedure.field,
          groupCode: groupOfProcedure(rows, procedure),
          sameDay: procedure.sameDay,
        },
        text: `${procedure.name} ${procedure.field} ${procedure.code}`,
      }))
      .sort((a, b) => compareVietnamese(a.summary.name, b.summary.name));
  }
}

/** A name that answers alone ranks above one that needs its field or code to answer. */
function scoreOf(query: string, entry: Entry): number {
  const name = searchScore(query, entry.summary.name);
  return name > 0 ? name + 10 : searchScore(query, entry.text);
}
