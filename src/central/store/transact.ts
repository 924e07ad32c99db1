import type { Kysely, Transaction } from 'kysely';
import { isWorthRepeating } from './database-trouble.ts';
import type { Tables } from './tables.ts';

const attempts = 4;
/** Enough for whoever was in the way to be done. */
const pauseMs = 20;

/**
 * Runs a transaction, and again when it failed only because of what went on beside it: see {@link isWorthRepeating}. So
 * `work` must do nothing outside of the database.
 */
export async function transact<Result>(
  database: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction().execute(work);
    } catch (thrown) {
      if (attempt === attempts || !isWorthRepeating(thrown)) throw thrown;
      // A random part, so that two that met do not meet again.
      await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt * (0.5 + Math.random())));
    }
  }
}
