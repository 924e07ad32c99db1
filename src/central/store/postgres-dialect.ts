import type { Writable } from 'node:stream';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { abortedCode, isStalePlan } from './database-trouble.ts';
import { dialectWithoutDatabase } from './without-database.ts';

/**
 * Kysely over a pool of pg. Unlike Kysely's own dialect, every statement is prepared once per connection (the same few make
 * up all commands, and planning them costs more than running them), and statements begun together travel together. The
 * pool's connections must be in pipeline mode.
 */
export function pooledDialect(pool: Pool): Dialect {
  return { ...dialectWithoutDatabase, createDriver: () => new PooledDriver(pool) };
}

class PooledDriver implements Driver {
  readonly #names = new StatementNames();

  constructor(private readonly pool: Pool) {}

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<PooledConnection> {
    return new PooledConnection(await this.pool.connect(), this.#names);
  }

  releaseConnection(connection: PooledConnection): Promise<void> {
    connection.release();
    return Promise.resolve();
  }

  async beginTransaction(connection: PooledConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
    await connection.executeQuery(CompiledQuery.raw(`start transaction${level}`));
  }

  async commitTransaction(connection: PooledConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: PooledConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  destroy(): Promise<void> {
    return this.pool.end();
  }
}

class PooledConnection implements DatabaseConnection {
  #isUseless = false;
  #isGathering = false;

  constructor(
    private readonly client: PoolClient,
    private readonly names: StatementNames,
  ) {}

  release(): void {
    this.client.release(this.#isUseless);
  }

  /** Throws also where the server answers a commit by rolling back, because a statement before had failed. */
  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const name = this.names.of(sql);
    this.#gather();
    try {
      const { rows, rowCount, command } = await this.client.query<Record<string, unknown>>({
        ...(name === undefined ? {} : { name }),
        text: sql,
        values: [...parameters],
      });
      if (sql === 'commit' && command !== 'COMMIT')
        throw Object.assign(new Error(`the transaction ended with ${command}`), { code: abortedCode });
      return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
    } catch (thrown) {
      if (isStalePlan(thrown)) this.#isUseless = true;
      throw thrown;
    }
  }

  /** What is sent before the program next waits goes out in one write: a write costs more than the statements in it. */
  #gather(): void {
    if (this.#isGathering) return;
    const { stream } = (this.client as PoolClient & ClientInside).connection;
    this.#isGathering = true;
    stream.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }

  // eslint-disable-next-line require-yield -- the interface asks for a generator; pages are read by key instead
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    await Promise.reject(new Error('pipelined connections do not stream'));
  }
}

/** Of pg's client, what its types leave out. */
interface ClientInside {
  readonly connection: { readonly stream: Writable };
}

/** Statements beyond this many are not prepared: their texts vary (lists of values), and each would be kept for ever. */
const mostPrepared = 400;

/** Names of the statements, the same on every connection. */
class StatementNames {
  readonly #names = new Map<string, string>();

  /** Undefined: not to be prepared. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= mostPrepared) return known;
    const name = `central_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
