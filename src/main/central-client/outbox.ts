import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Durability } from '../../shared/api/site.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { StationDatabase } from '../store/database.ts';
import type { CentralHttp } from './http.ts';

/** A command to central: where it goes and what it says. */
export interface Command<S extends z.ZodType> {
  readonly path: string;
  readonly body: unknown;
  readonly answer: S;
  readonly stationId: string;
  /**
   * `fact`: something that has happened in the room (a dossier taken in, a visit finished). If central does not answer it
   * is sent again by itself, until it does; the caller gets `command-queued`.
   * `request`: asks for something now (a number, the next ticket). Nobody wants it five minutes later, so it is not sent
   * again by itself; asking for the same within two minutes sends the same key, so that it cannot happen twice.
   */
  readonly kind: 'fact' | 'request';
}

interface Row {
  readonly position: number;
  readonly key: string;
  readonly path: string;
  readonly body: string;
  readonly state: 'pending' | 'confirmed';
  readonly replay: number;
  readonly command_sequence: number | null;
  readonly created_at: string;
  readonly station_id: string;
  readonly officer_id: string | null;
}

/** In whose name a station acts now. */
export interface Actor {
  /** Who is signed in; null: nobody, or nobody needs to be. */
  readonly officerId: string | null;
  /** Somebody has to log in before the station can command anything. */
  readonly isSignedOut: boolean;
}

export interface OutboxOptions {
  readonly actor: (stationId: string) => Actor;
  readonly database: StationDatabase;
  readonly http: () => CentralHttp;
  readonly clock: Clock;
  readonly log: Log;
  /** Waits between attempts, ms; injected so that tests need not wait. */
  readonly retryDelaysMs?: readonly number[];
  readonly onPendingChanged: (pending: number) => void;
}

/** Nobody took the command, or nobody knows: worth another attempt with the same key. Everything else is an answer. */
function isUnanswered(error: AppError): boolean {
  return (
    error.code === 'central-unreachable' ||
    error.code === 'central-timeout' ||
    error.code === 'command-in-progress' ||
    error.code === 'database-unavailable' ||
    error.code === 'central-stopping' ||
    error.code === 'too-many-requests' ||
    error.code === 'internal' ||
    isNotLetIn(error)
  );
}

/** Central did not look at the command: the session is over, or the key was taken back. It is sent when that is mended. */
function isNotLetIn(error: AppError): boolean {
  return (
    error.code === 'session-ended' ||
    error.code === 'not-authenticated' ||
    error.code === 'password-change-required'
  );
}

const sameRequestMs = 120_000;

/**
 * Commands to central, each with an idempotency key that is on disk before its first attempt (house rule 5).
 *
 * A confirmed command stays here until central says that it survives a power cut (`/v1/durability`, design D5) and is
 * replayed at the next start; the key makes that safe.
 */
export class Outbox {
  private readonly delays: readonly number[];
  private replaying: Promise<void> | null = null;

  constructor(private readonly options: OutboxOptions) {
    this.delays = options.retryDelaysMs ?? [300, 900];
  }

  /** Writes the command down, sends it, and answers. Errors: central's own, `central-unreachable`, `central-timeout`, `store-unwritable`. */
  async perform<S extends z.ZodType>(command: Command<S>): Promise<Result<z.output<S>, AppError>> {
    if (this.options.actor(command.stationId).isSignedOut) return err(appError('session-ended'));
    const body = JSON.stringify(command.body);
    let key: string;
    try {
      key = await this.writeDown(command, body);
    } catch (thrown) {
      return err(appError('store-unwritable', {}, causeOf(thrown)));
    }
    const result = await this.attempt(command.path, command.body, command.answer, key);
    if (result.ok) {
      await this.confirm(key, result.value.commandSequence);
      return ok(result.value.value);
    }
    // Refused means: it had no effect and never will. Unanswered stays, so that its key is found again.
    if (!isUnanswered(result.error)) await this.forget(key);
    await this.tellPending();
    if (command.kind === 'request' || !isUnanswered(result.error)) return result;
    return err({
      ...result.error,
      code: 'command-queued',
      cause: `${result.error.code}: ${result.error.cause ?? ''}`,
    });
  }

  /** How many facts wait for central. */
  async pending(): Promise<number> {
    const rows = await this.options.database.all<{ n: number }>(
      `SELECT count(*) AS n FROM outbox WHERE state = 'pending' AND replay = 1`,
    );
    return rows[0]?.n ?? 0;
  }

  /** How many facts of one person wait for central. */
  async pendingOf(officerId: string): Promise<number> {
    const rows = await this.options.database.all<{ n: number }>(
      `SELECT count(*) AS n FROM outbox WHERE state = 'pending' AND replay = 1 AND officer_id = ?`,
      [officerId],
    );
    return rows[0]?.n ?? 0;
  }

  /**
   * Sends again, in order, what central may not have: pending facts, and confirmed commands that it never called durable.
   * Called at start and whenever the connection is back; one run at a time.
   */
  replay(): Promise<void> {
    this.replaying ??= this.replayAll().finally(() => (this.replaying = null));
    return this.replaying;
  }

  /** Asks central how far it is durable and drops what needs no keeping. */
  async prune(): Promise<void> {
    const answer = await this.options.http().get(paths.durability, Durability);
    if (!answer.ok) return;
    await this.options.database.run(
      `DELETE FROM outbox WHERE state = 'confirmed' AND (command_sequence IS NULL OR command_sequence <= ?)`,
      [answer.value.durableThrough],
    );
    const old = new Date(this.options.clock.now().getTime() - sameRequestMs).toISOString();
    await this.options.database.run(
      `DELETE FROM outbox WHERE state = 'pending' AND replay = 0 AND created_at < ?`,
      [old],
    );
  }

  private async replayAll(): Promise<void> {
    const rows = await this.options.database.all<Row>(
      `SELECT * FROM outbox WHERE state = 'confirmed' OR replay = 1 ORDER BY position`,
    );
    for (const row of rows) {
      // In the name of whoever did it, or not now: it waits until that person is signed in at the station again.
      if (row.officer_id !== this.options.actor(row.station_id).officerId) continue;
      const answer = await this.options.http().post(row.path, JSON.parse(row.body), z.unknown(), row.key);
      if (answer.ok) {
        await this.confirm(row.key, answer.value.commandSequence);
      } else if (isUnanswered(answer.error)) {
        return this.tellPending();
      } else {
        this.options.log.warn('command refused when sent again', { path: row.path, code: answer.error.code });
        await this.forget(row.key);
      }
    }
    await this.tellPending();
  }

  private async attempt<S extends z.ZodType>(path: string, body: unknown, schema: S, key: string) {
    const { http, log } = this.options;
    let result = await http().post(path, body, schema, key);
    for (const delay of this.delays) {
      if (result.ok || !isUnanswered(result.error) || isNotLetIn(result.error)) return result;
      log.warn('command not answered, trying again', { path, code: result.error.code });
      // Half of the delay at random, so that the stations of a hall do not all come back in the same moment.
      await new Promise((resolve) => setTimeout(resolve, delay * (0.5 + Math.random() / 2)));
      result = await http().post(path, body, schema, key);
    }
    return result;
  }

  private async writeDown(command: Command<z.ZodType>, body: string): Promise<string> {
    const { database, clock, actor } = this.options;
    const { officerId } = actor(command.stationId);
    const now = clock.now();
    // Asked again while the first is unanswered: the same key, so that it cannot happen twice. A fact waits without limit.
    const since = new Date(now.getTime() - sameRequestMs).toISOString();
    const rows = await database.all<{ key: string }>(
      `SELECT key FROM outbox WHERE state = 'pending' AND path = ? AND body = ? AND officer_id IS ?
       AND (replay = 1 OR created_at > ?)`,
      [command.path, body, officerId, since],
    );
    if (rows[0]) return rows[0].key;
    const key = randomUUID();
    await database.run(
      `INSERT INTO outbox (key, path, body, state, replay, station_id, created_at, officer_id)
       VALUES (?, ?, ?, 'pending', ?, ?, ?, ?)`,
      [
        key,
        command.path,
        body,
        command.kind === 'fact' ? 1 : 0,
        command.stationId,
        now.toISOString(),
        officerId,
      ],
    );
    return key;
  }

  private async confirm(key: string, sequence: number | null): Promise<void> {
    await this.options.database.run(
      `UPDATE outbox SET state = 'confirmed', command_sequence = ?, confirmed_at = ? WHERE key = ?`,
      [sequence, this.options.clock.now().toISOString(), key],
    );
  }

  private async forget(key: string): Promise<void> {
    await this.options.database.run(`DELETE FROM outbox WHERE key = ?`, [key]);
  }

  private async tellPending(): Promise<void> {
    this.options.onPendingChanged(await this.pending());
  }
}
