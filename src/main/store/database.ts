/** A value that SQLite keeps. Booleans are 0 and 1; instants are ISO texts; JSON is text. */
export type SqlValue = string | number | null | Uint8Array;

export interface Statement {
  readonly sql: string;
  readonly params?: readonly SqlValue[];
}

/**
 * The station's own store (design D6): SQLite, encrypted at rest, WAL, `synchronous=FULL`. When a promise resolves, the
 * change is on disk. Calls run one after another, off the main thread, in the order in which they were made.
 * A rejection is a bug or a broken disk, never a business outcome.
 */
export interface StationDatabase {
  /** Changes rows; resolves to how many. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
  /** Reads rows. */
  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /** All or nothing. Resolves to the number of changed rows of each statement. */
  transaction(statements: readonly Statement[]): Promise<number[]>;
  close(): Promise<void>;
}
