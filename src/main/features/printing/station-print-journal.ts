import { PrintCopy, PrintJob, type PrintState } from '../../../shared/contract/printing.ts';
import { PaperDocument } from '../../../shared/paper/document.ts';
import type { SqlValue, Statement, StationDatabase } from '../../store/database.ts';
import type { NewPrintJob, PrintFilter, PrintJournal, PrintStep, SlipPicture } from './journal.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly reference: string;
  readonly printer_id: string;
  readonly station_id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly confirmed: number;
  readonly copy: number;
  readonly copy_of: string | null;
  readonly copy_reason: string | null;
  readonly settled_by: string | null;
  readonly created_at: string;
  readonly prepared_at: string;
  readonly ended_at: string | null;
  readonly ms: number | null;
}

/** Without document and picture: they are large, and lists do not need them. */
const columns = `id, kind, title, reference, printer_id, station_id, state, reason, confirmed, copy, copy_of, copy_reason,
  settled_by, created_at, prepared_at, ended_at, ms`;

function jobOf(row: Row): PrintJob {
  return PrintJob.parse({
    id: row.id,
    kind: row.kind,
    title: row.title,
    reference: row.reference,
    printerId: row.printer_id,
    stationId: row.station_id,
    state: row.state,
    reason: row.reason === null ? null : (JSON.parse(row.reason) as unknown),
    confirmed: row.confirmed === 1,
    copy: row.copy,
    copyOf: row.copy_of,
    settledBy: row.settled_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    ms: row.ms,
  });
}

const oneDayMs = 24 * 60 * 60 * 1000;

/** What a step tells of the job's printer; nothing where the job did not take it. */
function aboutPrinter(id: string, { state, settledBy }: PrintStep): Statement[] {
  const printer = 'SELECT printer_id FROM print_job WHERE id = ? AND state = ?';
  if (state === 'sending')
    return [{ sql: `INSERT OR IGNORE INTO unfinished_printer ${printer}`, params: [id, state] }];
  if (state === 'printed' && settledBy === 'machine')
    return [{ sql: `DELETE FROM unfinished_printer WHERE printer_id IN (${printer})`, params: [id, state] }];
  return [];
}

/** The print journal in the station's own store. */
export class StationPrintJournal implements PrintJournal {
  readonly #database: StationDatabase;

  constructor(database: StationDatabase) {
    this.#database = database;
  }

  async insert(job: NewPrintJob): Promise<boolean> {
    const at = job.at.toISOString();
    const inserted = await this.#database.run(
      `INSERT INTO print_job (id, key, kind, title, reference, printer_id, station_id, document, picture, picture_width,
        picture_height, state, copy, copy_of, copy_reason, created_at, prepared_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'prepared', ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
      [
        job.id,
        job.key,
        job.document.kind,
        job.document.title,
        job.reference,
        job.printerId,
        job.stationId,
        JSON.stringify(job.document),
        job.picture.png,
        job.picture.width,
        job.picture.height,
        job.copy,
        job.copyOf,
        job.copyReason,
        at,
        at,
      ],
    );
    return inserted === 1;
  }

  byKey(key: string): Promise<PrintJob | null> {
    return this.#one('key = ?', key);
  }

  byId(id: string): Promise<PrintJob | null> {
    return this.#one('id = ?', id);
  }

  async document(id: string): Promise<PaperDocument | null> {
    const [row] = await this.#database.all<{ document: string }>(
      'SELECT document FROM print_job WHERE id = ?',
      [id],
    );
    return row ? PaperDocument.parse(JSON.parse(row.document)) : null;
  }

  async picture(id: string): Promise<SlipPicture | null> {
    const [row] = await this.#database.all<SlipPicture>(
      'SELECT picture AS png, picture_width AS width, picture_height AS height FROM print_job WHERE id = ?',
      [id],
    );
    return row ?? null;
  }

  async step(id: string, from: readonly PrintState[], to: PrintStep): Promise<PrintJob | null> {
    const update: Statement = {
      sql: `UPDATE print_job SET state = ?, reason = ?, confirmed = ?, settled_by = ?, ended_at = ?, ms = ?,
        prepared_at = COALESCE(?, prepared_at)
        WHERE id = ? AND state IN (${from.map(() => '?').join(', ')})`,
      params: [
        to.state,
        to.reason ? JSON.stringify(to.reason) : null,
        to.confirmed ? 1 : 0,
        to.settledBy ?? null,
        to.endedAt?.toISOString() ?? null,
        to.ms ?? null,
        to.preparedAt?.toISOString() ?? null,
        id,
        ...from,
      ],
    };
    const [changed] = await this.#database.transaction([update, ...aboutPrinter(id, to)]);
    return changed === 1 ? this.byId(id) : null;
  }

  async unfinishedPrinters(): Promise<string[]> {
    const rows = await this.#database.all<{ printer_id: string }>(
      'SELECT printer_id FROM unfinished_printer',
    );
    return rows.map((row) => row.printer_id);
  }

  async inState(state: PrintState): Promise<readonly { job: PrintJob; preparedAt: Date }[]> {
    const rows = await this.#rows('WHERE state = ? ORDER BY prepared_at, rowid', state);
    return rows.map((row) => ({ job: jobOf(row), preparedAt: new Date(row.prepared_at) }));
  }

  async newest(limit: number): Promise<PrintJob[]> {
    const rows = await this.#rows('ORDER BY created_at DESC, rowid DESC LIMIT ?', limit);
    return rows.map(jobOf);
  }

  async open(limit: number, now: Date): Promise<PrintJob[]> {
    const rows = await this.#rows(
      `AS job WHERE (kind <> 'ticket' OR created_at >= ?) AND (state = 'unknown' OR (state = 'notPrinted'
        AND NOT EXISTS (SELECT 1 FROM print_job AS later WHERE later.reference = job.reference
          AND later.kind = job.kind AND later.rowid > job.rowid
          AND later.state IN ('prepared', 'sending', 'printed'))))
        ORDER BY created_at DESC, rowid DESC LIMIT ?`,
      new Date(now.getTime() - oneDayMs).toISOString(),
      limit,
    );
    return rows.map(jobOf);
  }

  async copies(originalId: string): Promise<PrintCopy[]> {
    const rows = await this.#rows('WHERE id = ? OR copy_of = ? ORDER BY copy', originalId, originalId);
    return rows.map((row) => PrintCopy.parse({ ...jobOf(row), copyReason: row.copy_reason }));
  }

  async find(filter: PrintFilter, limit: number): Promise<PrintJob[]> {
    const { since, until, kind, state, printerId, after } = filter;
    const conditions: readonly (readonly [string, SqlValue])[] = [
      ['created_at >= ?', since.toISOString()],
      ['created_at < ?', until?.toISOString() ?? null],
      ['kind = ?', kind],
      ['state = ?', state],
      ['printer_id = ?', printerId],
      ['(created_at, rowid) < (SELECT created_at, rowid FROM print_job WHERE id = ?)', after],
    ];
    const asked = conditions.filter(([, value]) => value !== null);
    const rows = await this.#rows(
      `WHERE ${asked.map(([condition]) => condition).join(' AND ')} ORDER BY created_at DESC, rowid DESC LIMIT ?`,
      ...asked.map(([, value]) => value),
      limit,
    );
    return rows.map(jobOf);
  }

  forgetBefore(instant: Date): Promise<number> {
    return this.#database.run('DELETE FROM print_job WHERE created_at < ?', [instant.toISOString()]);
  }

  async #one(condition: string, value: SqlValue): Promise<PrintJob | null> {
    const [row] = await this.#rows(`WHERE ${condition}`, value);
    return row ? jobOf(row) : null;
  }

  #rows(rest: string, ...params: SqlValue[]): Promise<Row[]> {
    return this.#database.all<Row>(`SELECT ${columns} FROM print_job ${rest}`, params);
  }
}
