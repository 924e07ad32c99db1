import { sql, type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { Procedure } from '../../shared/api/procedures.ts';
import { dayNumberFromText, dayText } from '../../shared/domain/centre-time.ts';
import type { Seal } from '../privacy/seal.ts';
import { writeAudit } from '../privacy/audit.ts';
import type { Tables } from '../store/tables.ts';
import { compareProcedures, type FieldChange } from './compare-procedure.ts';
import { readJsonRecords } from './json-records.ts';
import type { FeeDecision, OpenAmount } from './portal-fees.ts';
import { PortalEntry } from './portal-format.ts';
import { draftProcedure } from './portal-procedure.ts';

/** What an import does with one procedure of a site. `held`: an amount looks wrong, so nothing of it is written. */
export type ImportStep =
  | { readonly kind: 'added'; readonly code: string; readonly name: string }
  | { readonly kind: 'same'; readonly code: string }
  | {
      readonly kind: 'changed';
      readonly code: string;
      readonly name: string;
      readonly version: string;
      readonly changes: readonly FieldChange[];
    }
  | {
      readonly kind: 'held';
      readonly code: string;
      readonly name: string;
      readonly doubts: readonly OpenAmount[];
    }
  | { readonly kind: 'ended'; readonly code: string; readonly name: string }
  | { readonly kind: 'absent'; readonly code: string }
  | { readonly kind: 'fault'; readonly line: number; readonly record: number; readonly message: string };

export interface ImportCounts {
  readonly records: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly held: number;
  readonly ended: number;
  readonly absent: number;
  readonly faults: number;
  /** Amounts left empty, as nobody approved them. */
  readonly openAmounts: number;
  readonly cutTexts: number;
  /** Fields that no service group of the site takes: their procedures get no numbers. */
  readonly fieldsWithoutGroup: readonly string[];
}

export interface ImportRequest {
  readonly file: string;
  readonly siteId: string;
  /** The first day on which the new versions hold, `YYYY-MM-DD`. */
  readonly from: string;
  /** Whether the file is the whole catalogue: what is not in it ends. */
  readonly isComplete: boolean;
  /** Only these procedures are looked at; left out: all of the file. */
  readonly only?: ReadonlySet<string>;
  /** Writes; otherwise only tells. */
  readonly apply: boolean;
  readonly at: Date;
  /** Told each step, in the order of the file. */
  readonly tell: (step: ImportStep) => void;
  readonly open?: (amount: OpenAmount) => void;
}

/**
 * Compares a file of the national portal with a site's catalogue, and brings the catalogue up to it where asked. A version
 * that is there is never changed but for its last day, so that dossiers keep what they were received under. With a fault in
 * the file nothing at all is written. The same file again changes nothing. Throws `JsonFault` where the file is no list.
 */
export function importCatalogue(
  database: Kysely<Tables>,
  seal: Seal,
  request: ImportRequest,
): Promise<ImportCounts> {
  return new CatalogueImport(database, seal, request).run();
}

/** Undoes what was written, and carries the counts out. */
class Undone extends Error {
  constructor(readonly counts: ImportCounts) {
    super('undone');
  }
}

class CatalogueImport {
  readonly #counts = { records: 0, added: 0, changed: 0, same: 0, held: 0, ended: 0, absent: 0, faults: 0 };
  readonly #seen = new Map<string, number>();
  readonly #fields = new Set<string>();
  #openAmounts = 0;
  #cutTexts = 0;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly seal: Seal,
    private readonly request: ImportRequest,
  ) {}

  async run(): Promise<ImportCounts> {
    const { siteId, apply, at } = this.request;
    try {
      return await this.database.transaction().execute(async (transaction) => {
        // One import of a site at a time.
        await sql`select pg_advisory_xact_lock(hashtextextended(${`catalogue ${siteId}`}, 0))`.execute(
          transaction,
        );
        const decisions = await decisionsOf(transaction, siteId);
        for await (const { record, line, value } of readJsonRecords(this.request.file)) {
          this.#counts.records += 1;
          const parsed = PortalEntry.safeParse(value);
          if (!parsed.success) this.#fault(line, record, oneLine(parsed.error));
          else if (this.#seen.has(parsed.data.code))
            this.#fault(
              line,
              record,
              `${parsed.data.code} stands in the file twice, first as record ${this.#seen.get(parsed.data.code) ?? 0}`,
            );
          else {
            this.#seen.set(parsed.data.code, record);
            if (this.request.only?.has(parsed.data.code) !== false)
              await this.#take(transaction, parsed.data, decisions);
          }
        }
        await this.#takeAbsent(transaction);
        const counts = await this.#summary(transaction);
        if (!apply || counts.faults > 0) throw new Undone(counts);
        const written = counts.added + counts.changed + counts.ended;
        if (written > 0)
          await writeAudit(transaction, this.seal, {
            siteId,
            at,
            stationId: null,
            officerId: null,
            action: 'catalogue.import',
            reference: `+${counts.added} ~${counts.changed} -${counts.ended} from ${this.request.from}`,
          });
        return counts;
      });
    } catch (thrown) {
      if (thrown instanceof Undone) return thrown.counts;
      throw thrown;
    }
  }

  async #take(
    transaction: Transaction<Tables>,
    entry: PortalEntry,
    decisions: readonly FeeDecision[],
  ): Promise<void> {
    const { siteId, tell } = this.request;
    const current = await newestVersion(transaction, siteId, entry.code);
    const draft = draftProcedure(entry, current?.procedure ?? null, decisions);
    const { code, name, field } = draft.body;
    this.#fields.add(field);
    for (const amount of draft.open) this.request.open?.(amount);
    const doubts = draft.open.filter((amount) => amount.doubt !== null);
    if (doubts.length > 0) {
      this.#counts.held += 1;
      tell({ kind: 'held', code, name, doubts });
      return;
    }
    const changes = current === null ? [] : compareProcedures(current.procedure, draft.body);
    const hasEnded = current?.endedBy !== null && current !== null;
    if (current !== null && changes.length === 0 && !hasEnded) {
      this.#counts.same += 1;
      tell({ kind: 'same', code });
      return;
    }
    this.#openAmounts += draft.open.length;
    this.#cutTexts += draft.cut;
    const version = await freeVersion(transaction, siteId, code, entry.asOf);
    if (current === null) {
      this.#counts.added += 1;
      tell({ kind: 'added', code, name });
    } else {
      this.#counts.changed += 1;
      tell({ kind: 'changed', code, name, version, changes });
      if (!hasEnded) await this.#end(transaction, code, current.procedure.version, version);
    }
    await this.#write(transaction, { ...draft.body, version, validFrom: this.request.from, validTo: null });
  }

  async #takeAbsent(transaction: Transaction<Tables>): Promise<void> {
    const { siteId, from, isComplete, tell } = this.request;
    const rows = await transaction
      .selectFrom('procedure')
      .select(['code', 'version', sql<string>`body ->> 'name'`.as('name')])
      .where('site_id', '=', siteId)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', from)]))
      .orderBy('code')
      .execute();
    for (const { code, version, name } of rows.filter((row) => !this.#seen.has(row.code))) {
      if (!isComplete) {
        this.#counts.absent += 1;
        tell({ kind: 'absent', code });
        continue;
      }
      this.#counts.ended += 1;
      tell({ kind: 'ended', code, name });
      await this.#end(transaction, code, version, 'not in the catalogue any more');
    }
  }

  /** Lets a version end on the day before the new ones begin. */
  async #end(
    transaction: Transaction<Tables>,
    code: string,
    version: string,
    endedBy: string,
  ): Promise<void> {
    const last = dayText((dayNumberFromText(this.request.from) ?? 0) - 1);
    await transaction
      .updateTable('procedure')
      .set({
        valid_to: last,
        ended_by: endedBy,
        body: sql<string>`jsonb_set(body, '{validTo}', to_jsonb(${last}::text))`,
      })
      .where('site_id', '=', this.request.siteId)
      .where('code', '=', code)
      .where('version', '=', version)
      .execute();
  }

  async #write(transaction: Transaction<Tables>, procedure: Procedure): Promise<void> {
    await transaction
      .insertInto('procedure')
      .values({
        site_id: this.request.siteId,
        code: procedure.code,
        version: procedure.version,
        valid_from: procedure.validFrom,
        valid_to: null,
        // Read back, it must be what the API promises: better here than at a counter.
        body: JSON.stringify(Procedure.parse(procedure)),
      })
      .execute();
  }

  #fault(line: number, record: number, message: string): void {
    this.#counts.faults += 1;
    this.request.tell({ kind: 'fault', line, record, message });
  }

  async #summary(transaction: Transaction<Tables>): Promise<ImportCounts> {
    const groups = await transaction
      .selectFrom('service_group')
      .select('fields')
      .where('site_id', '=', this.request.siteId)
      .where('removed_at', 'is', null)
      .execute();
    const taken = new Set(groups.flatMap((group) => group.fields));
    return {
      ...this.#counts,
      openAmounts: this.#openAmounts,
      cutTexts: this.#cutTexts,
      fieldsWithoutGroup: [...this.#fields].filter((field) => !taken.has(field)).sort(),
    };
  }
}

interface Version {
  readonly procedure: Procedure;
  readonly endedBy: string | null;
}

/** The newest version of a procedure at a site, in force or not; null: there is none. */
async function newestVersion(
  transaction: Transaction<Tables>,
  siteId: string,
  code: string,
): Promise<Version | null> {
  const row = await transaction
    .selectFrom('procedure')
    .select(['body', 'ended_by'])
    .where('site_id', '=', siteId)
    .where('code', '=', code)
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { procedure: Procedure.parse(row.body), endedBy: row.ended_by };
}

/** The day of the file as the name of the version; with a number behind it where that name is taken. */
async function freeVersion(
  transaction: Transaction<Tables>,
  siteId: string,
  code: string,
  asOf: string,
): Promise<string> {
  const rows = await transaction
    .selectFrom('procedure')
    .select('version')
    .where('site_id', '=', siteId)
    .where('code', '=', code)
    .execute();
  const taken = new Set(rows.map((row) => row.version));
  let version = asOf;
  for (let number = 2; taken.has(version); number += 1)
    version = `${asOf}.${String(number).padStart(2, '0')}`;
  return version;
}

async function decisionsOf(transaction: Transaction<Tables>, siteId: string): Promise<FeeDecision[]> {
  const rows = await transaction
    .selectFrom('catalogue_approval')
    .selectAll()
    .where('site_id', '=', siteId)
    .execute();
  return rows.map((row) => ({
    code: row.code,
    channel: z.enum(['DIRECT', 'ONLINE', 'POSTAL']).parse(row.channel),
    fee: row.fee,
    listed: row.listed,
    amount: row.amount,
  }));
}

function oneLine(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the entry'}: ${issue.message}`)
    .join('; ');
}
