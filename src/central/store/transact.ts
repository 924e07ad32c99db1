import {
  CompiledQuery,
  DummyDriver,
  Transaction,
  type DatabaseConnection,
  type Kysely,
  type QueryExecutor,
  type QueryResult,
} from 'kysely';
import { isAborted, isWorthRepeating } from './database-trouble.ts';
import type { Tables } from './tables.ts';
import { dialectWithoutDatabase } from './without-database.ts';

const attempts = 4;
/** Enough for whoever was in the way to be done. */
const pauseMs = 20;

/** How a transaction sees what goes on beside it: each statement anew, or all as at the first. */
type Isolation = 'read committed' | 'repeatable read';

/** The end of a transaction's work: statements that are sent and need not be waited for before it is committed. */
export interface Ending<Result> {
  readonly ending: Promise<Result>;
}

/**
 * Runs a transaction, and again when it failed only because of what went on beside it: see {@link isWorthRepeating}. So
 * `work` must do nothing outside of the database. Statements that `work` begins together (`Promise.all`) travel together, in
 * the order in which they were begun. (Those of Kysely's own `transaction()` wait for each other: it sends a statement only
 * when the one before is answered.)
 */
export async function transact<Result>(
  database: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
  isolation: Isolation = 'read committed',
): Promise<Result> {
  return transactToEnd(
    database,
    async (transaction) => ({ ending: Promise.resolve(await work(transaction)) }),
    isolation,
  );
}

/**
 * The same, with the commit sent behind the last statements instead of after their answers: one round trip less. If one of
 * them fails, the database answers the commit by rolling back, and the failure is thrown.
 */
export async function transactToEnd<Result>(
  database: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Ending<Result>>,
  isolation: Isolation = 'read committed',
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(database, work, isolation);
    } catch (thrown) {
      if (attempt === attempts || !isWorthRepeating(thrown)) throw thrown;
      // A random part, so that two that met do not meet again.
      await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt * (0.5 + Math.random())));
    }
  }
}

function transactOnce<Result>(
  database: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Ending<Result>>,
  isolation: Isolation,
): Promise<Result> {
  const executor = database.getExecutor();
  return executor.provideConnection(async (connection) => {
    const begun = send(connection, `start transaction isolation level ${isolation}`);
    // It fails only with its connection, and then everything that follows fails too.
    begun.catch(() => undefined);
    const watched = new FirstFailure(connection);
    const transaction = new TransactionOn(executor, watched);
    try {
      const { ending } = await work(transaction);
      transaction.end();
      const [result] = await Promise.all([ending, send(connection, 'commit')]);
      return result;
    } catch (thrown) {
      transaction.end();
      // After a commit that was answered by rolling back it changes nothing. If it fails, so has the connection.
      await send(connection, 'rollback').catch(() => undefined);
      throw watched.causeOf(thrown);
    }
  });
}

function send(connection: DatabaseConnection, statement: string): Promise<QueryResult<unknown>> {
  return connection.executeQuery(CompiledQuery.raw(statement));
}

/**
 * A connection that remembers why its transaction failed. Of statements that travel together all fail behind the one that
 * did, with "the transaction is aborted" (25P02), and any of them may be the first that is heard of; whether to try again, and
 * what to tell, depends on the one.
 */
class FirstFailure implements DatabaseConnection {
  #cause: unknown = null;

  constructor(private readonly connection: DatabaseConnection) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      return await this.connection.executeQuery<Row>(query);
    } catch (thrown) {
      if (!isAborted(thrown)) this.#cause ??= thrown;
      throw thrown;
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.connection.streamQuery<Row>(query, chunkSize);
  }

  /** What was thrown, or what it follows from. */
  causeOf(thrown: unknown): unknown {
    return isAborted(thrown) ? (this.#cause ?? thrown) : thrown;
  }
}

/** A transaction whose statements go to its connection at once, where they wait in line. */
class TransactionOn extends Transaction<Tables> {
  readonly #end: () => void;

  constructor(executor: QueryExecutor, connection: DatabaseConnection) {
    let isOver = false;
    super({
      ...partsNotUsed,
      executor: executor.withConnectionProvider({
        provideConnection: (consumer) =>
          isOver ? Promise.reject(new Error('the transaction is over')) : consumer(connection),
      }),
    });
    this.#end = () => {
      isOver = true;
    };
  }

  /** Nothing more is sent. */
  end(): void {
    this.#end();
  }
}

/** What the class asks for besides its executor, for things that nobody does in a transaction. */
const partsNotUsed = {
  config: { dialect: dialectWithoutDatabase },
  dialect: dialectWithoutDatabase,
  driver: new DummyDriver(),
};
