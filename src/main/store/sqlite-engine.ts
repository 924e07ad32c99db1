import Database from 'libsql';
import type { SqlValue, Statement } from './database.ts';
import { migrations } from './migrations.ts';

export interface StoreOptions {
  /** The file; `:memory:` only in tests. */
  readonly path: string;
  /** 64 hex digits. Empty: not encrypted (tests of the engine alone). */
  readonly key: string;
}

/**
 * SQLite in the thread that it is called from, blocking: the worker's inside, and what short programs and tests use.
 * libSQL is better-sqlite3's interface with encryption at rest (AES-256); D6 says why.
 */
export class SqliteEngine {
  private readonly database: Database.Database;

  constructor(options: StoreOptions) {
    this.database = new Database(options.path, options.key === '' ? {} : encryption(options.key));
    this.database.exec('PRAGMA journal_mode = WAL');
    // FULL: a resolved promise means on disk, also after a power cut. NORMAL would lose the last commits.
    this.database.exec('PRAGMA synchronous = FULL');
    this.database.exec('PRAGMA foreign_keys = ON');
    this.migrate();
  }

  /** Runs one statement; returns the number of changed rows. */
  run(sql: string, params: readonly SqlValue[] = []): number {
    return this.database.prepare(sql).run(...params.map(bindable)).changes;
  }

  all(sql: string, params: readonly SqlValue[] = []): unknown[] {
    return this.database
      .prepare(sql)
      .all(...params.map(bindable))
      .map(readable);
  }

  /** All or nothing; returns the changed rows of each. */
  transaction(statements: readonly Statement[]): number[] {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const changes = statements.map(({ sql, params }) => this.run(sql, params));
      this.database.exec('COMMIT');
      return changes;
    } catch (thrown) {
      this.database.exec('ROLLBACK');
      throw thrown;
    }
  }

  close(): void {
    this.database.close();
  }

  private migrate(): void {
    this.database.exec(
      'CREATE TABLE IF NOT EXISTS migration (id INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)',
    );
    const done = new Set(this.all('SELECT id FROM migration').map((row) => (row as { id: number }).id));
    for (const migration of migrations) {
      if (done.has(migration.id)) continue;
      this.database.exec('BEGIN IMMEDIATE');
      try {
        this.database.exec(migration.sql);
        this.run('INSERT INTO migration (id, applied_at) VALUES (?, ?)', [
          migration.id,
          new Date().toISOString(),
        ]);
        this.database.exec('COMMIT');
      } catch (thrown) {
        this.database.exec('ROLLBACK');
        throw thrown;
      }
    }
  }
}

/** `encryptionKey` is in libSQL's code and README, but not in the types that it copied from better-sqlite3. */
function encryption(key: string): Database.Options {
  return { encryptionCipher: 'aes256cbc', encryptionKey: key } as Database.Options;
}

function bindable(value: SqlValue): unknown {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

/** libSQL gives a blob as a Buffer or, in some builds and columns, as a bare ArrayBuffer: one shape from here on. */
function readable(row: unknown): unknown {
  const entries = Object.entries(row as Record<string, unknown>).map(([name, value]) => [
    name,
    bytesOf(value) ?? value,
  ]);
  return Object.fromEntries(entries) as unknown;
}

function bytesOf(value: unknown): Uint8Array | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return value instanceof Uint8Array ? new Uint8Array(value) : null;
}
