import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { AuditAction } from '../../shared/api/audit-actions.ts';
import { AppError, appError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { appendEvent, type EventDraft } from '../events/event-log.ts';
import type { SiteBell } from '../events/site-bell.ts';
import { lockChainEnd, writeAudit, type ChainEnd } from '../privacy/audit.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { prepare } from '../store/prepare.ts';
import { transactToEnd, type Ending } from '../store/transact.ts';

/** What a command may use while it runs. All of it is one transaction. */
export interface CommandScope {
  readonly transaction: Transaction<Tables>;
  readonly siteId: string;
  readonly stationId: string;
  /** Who did it; null: nobody is signed in, as in a stand-alone app. */
  readonly officerId: string | null;
  /** When it happens: one instant for state, history, event and audit. */
  readonly at: Date;
  /** Tells the stations, in the order of the calls. */
  emit(event: EventDraft): void;
  /** Which thing it was about, for the audit log: a code or an id, no personal data. */
  refer(reference: string): void;
  /** Why, in the words of who did it: sealed in the audit log, so it may name people. Empty: nothing was said. */
  explain(words: string): void;
}

export interface Command<Body> {
  readonly siteId: string;
  readonly stationId: string;
  /** Who asks; null: nobody is signed in. */
  readonly officerId: string | null;
  /** The `Idempotency-Key`. */
  readonly key: string;
  /** Name of the command, e.g. `ticket.issue`. */
  readonly name: AuditAction;
  /** Everything that the caller asked, path included: the same key with another payload is an error. */
  readonly payload: unknown;
  /** Does it. A refusal undoes whatever was written. */
  perform(scope: CommandScope): Promise<Result<Body, AppError>>;
}

/** What a command came to. The sequence is there for every answer that is kept. */
export interface CommandAnswer<Body> {
  readonly result: Result<Body, AppError>;
  readonly sequence: number | null;
}

export interface CommandRunnerOptions {
  readonly database: Kysely<Tables>;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly bell: SiteBell;
}

/**
 * Runs commands, each exactly once per idempotency key: state, history, events, audit and the answer itself are one
 * transaction. The same key again gets the kept answer, refusals included; a failure that nobody foresaw is not kept, so
 * that it may be tried again. Commands of one site run one after another, which is also what keeps numbers gapless and a
 * ticket from being called twice.
 *
 * Errors besides the command's own: `not-found` (no such site), `idempotency-key-reused`, `command-in-progress` (this node is
 * at it; what another node is at is waited for).
 */
export class CommandRunner {
  readonly #running = new Set<string>();

  constructor(private readonly options: CommandRunnerOptions) {}

  async run<Body>(command: Command<Body>): Promise<CommandAnswer<Body>> {
    const running = `${command.siteId} ${command.key}`;
    if (this.#running.has(running)) return unkept('command-in-progress');
    this.#running.add(running);
    try {
      const answer = await transactToEnd(this.options.database, (transaction) =>
        this.#runAlone(transaction, command),
      );
      if (answer.result.ok) this.options.bell.ring(command.siteId);
      return answer;
    } finally {
      this.#running.delete(running);
    }
  }

  async #runAlone<Body>(
    transaction: Transaction<Tables>,
    command: Command<Body>,
  ): Promise<Ending<CommandAnswer<Body>>> {
    const { siteId, key } = command;
    // All in one round trip. They run in this order, so what is read is what the command before has left, also where
    // another node ran it: the same command there is then found here with its answer.
    const [[site], [kept], [last], chainEnd] = await Promise.all([
      lockSite(transaction, { siteId }),
      keptAnswer(transaction, { siteId, key }),
      lastInstant(transaction, { siteId }),
      lockChainEnd(transaction, siteId),
      transaction.executeQuery(savepoint),
    ]);
    if (site === undefined) return ended(unkept('not-found'));
    const hash = this.options.seal.index('command', `${command.name} ${canonical(command.payload)}`);
    if (kept !== undefined) {
      if (Buffer.compare(kept.request_hash, hash) !== 0) return ended(unkept('idempotency-key-reused'));
      const answer = this.options.seal.open(place(command), kept.answer);
      const result =
        kept.status === 'done' ? { ok: true as const, value: answer as Body } : err(AppError.parse(answer));
      return ended({ result, sequence: kept.sequence });
    }
    const at = instantAfter(last?.at ?? null, this.options.clock.now());
    return this.#perform(transaction, command, { hash, at, chainEnd });
  }

  async #perform<Body>(
    transaction: Transaction<Tables>,
    command: Command<Body>,
    begun: { readonly hash: Uint8Array; readonly at: Date; readonly chainEnd: ChainEnd | undefined },
  ): Promise<Ending<CommandAnswer<Body>>> {
    const { siteId, stationId, officerId } = command;
    const { hash, at, chainEnd } = begun;
    const events: EventDraft[] = [];
    let reference: string | null = null;
    let words = '';
    const result = await command.perform({
      transaction,
      siteId,
      stationId,
      officerId,
      at,
      emit: (event) => void events.push(event),
      refer: (text) => {
        reference = text;
      },
      explain: (text) => {
        words = text;
      },
    });
    if (!result.ok) {
      // Both in one round trip, with the commit behind them.
      const undone = transaction.executeQuery(backToSavepoint);
      const kept = this.#keepAnswer(transaction, command, { hash, at, result });
      return { ending: Promise.all([undone, kept]).then(([, { sequence }]) => ({ result, sequence })) };
    }
    const audited = writeAudit(
      transaction,
      this.options.seal,
      {
        siteId,
        at,
        stationId,
        officerId,
        action: command.name,
        reference,
        ...(words === '' ? {} : { reason: words }),
      },
      chainEnd,
    );
    // A site's first entry begins its chain, with more to ask than can be sent at once.
    if (chainEnd === undefined || chainEnd.hash === null) await audited;
    const written = Promise.all([
      this.#keepAnswer(transaction, command, { hash, at, result }),
      audited,
      ...events.map((event) => appendEvent(transaction, siteId, at, event)),
    ]);
    return { ending: written.then(([{ sequence }]) => ({ result, sequence })) };
  }

  async #keepAnswer<Body>(
    transaction: Transaction<Tables>,
    command: Command<Body>,
    done: { readonly hash: Uint8Array; readonly at: Date; readonly result: Result<Body, AppError> },
  ): Promise<{ sequence: number }> {
    const { hash, at, result } = done;
    const [kept] = await keepAnswer(transaction, {
      siteId: command.siteId,
      key: command.key,
      name: command.name,
      stationId: command.stationId,
      hash,
      status: result.ok ? 'done' : 'refused',
      answer: this.options.seal.close(place(command), result.ok ? result.value : result.error),
      at,
    });
    if (kept === undefined) throw new Error('the answer was not kept');
    return kept;
  }
}

const savepoint = CompiledQuery.raw('savepoint effect');
const backToSavepoint = CompiledQuery.raw('rollback to savepoint effect');

/** Makes the commands of a site wait for each other. No row: there is no such site. */
const lockSite = prepare<{ siteId: string }>()((database, { siteId }) =>
  database
    .selectFrom('number_sequence')
    .select('last')
    .where('site_id', '=', siteId)
    .where('kind', '=', 'event')
    .where('scope', '=', '')
    .where('period', '=', '')
    .forUpdate(),
);

const keptAnswer = prepare<{ siteId: string; key: string }>()((database, { siteId, key }) =>
  database.selectFrom('command').selectAll().where('site_id', '=', siteId).where('key', '=', key),
);

const keepAnswer = prepare<{
  siteId: string;
  key: string;
  name: string;
  stationId: string;
  hash: Uint8Array;
  status: 'done' | 'refused';
  answer: Uint8Array;
  at: Date;
}>()((database, { siteId, key, name, stationId, hash, status, answer, at }) =>
  database
    .insertInto('command')
    .values({
      site_id: siteId,
      key,
      name,
      station_id: stationId,
      request_hash: hash,
      status,
      answer,
      at,
    })
    .returning('sequence'),
);

/** When the site's last event was; no row: there is none, or it is pruned. */
const lastInstant = prepare<{ siteId: string }>()((database, { siteId }) =>
  database
    .selectFrom('event')
    .select('at')
    .where('site_id', '=', siteId)
    .orderBy('sequence', 'desc')
    .limit(1),
);

/** A clock that is set back by less than this is made to stand; by more, it is believed. */
const standMs = 5_000;

/**
 * The instant of a command: now, but after the site's last event, so that the order of times is the order in which things
 * happened, also for two numbers within one millisecond or a clock that is being corrected.
 */
function instantAfter(last: Date | null, now: Date): Date {
  const ahead = last === null ? -1 : last.getTime() - now.getTime();
  return ahead >= 0 && ahead < standMs ? new Date(now.getTime() + ahead + 1) : now;
}

function unkept(code: AppError['code']): { result: { ok: false; error: AppError }; sequence: null } {
  return { result: err(appError(code)), sequence: null };
}

/** An answer with nothing left to be written. */
function ended<Body>(answer: CommandAnswer<Body>): Ending<CommandAnswer<Body>> {
  return { ending: Promise.resolve(answer) };
}

function place(command: { readonly siteId: string; readonly key: string }): string {
  return `command.answer ${command.siteId} ${command.key.toLowerCase()}`;
}

/** JSON with the names of objects in order, so that equal payloads are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Forgets the kept answers of commands older than `before`. @returns how many */
export async function pruneCommands(database: Kysely<Tables>, before: Date): Promise<number> {
  const result = await database.deleteFrom('command').where('at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** The highest sequence number given to a command, 0 before the first. */
export async function lastCommand(database: Kysely<Tables>): Promise<number> {
  const row = await database
    .selectFrom('command')
    .select((select) => select.fn.max('sequence').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
}
