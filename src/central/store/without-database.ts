import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Dialect,
} from 'kysely';
import type { Tables } from './tables.ts';

/** PostgreSQL with no server behind it: for building statements. */
export const dialectWithoutDatabase: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (database) => new PostgresIntrospector(database),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};

/** Builds statements of our tables and runs none. */
export const withoutDatabase = new Kysely<Tables>({ dialect: dialectWithoutDatabase });
