import { printJobTables, unfinishedPrinterTable } from '../features/printing/journal-tables.ts';

/**
 * The store's tables, in steps. A step that has shipped is never edited: a change is a new step.
 */
export const migrations: readonly { readonly id: number; readonly sql: string }[] = [
  {
    id: 1,
    sql: `
      -- Commands to central: written before the first attempt, kept until central says that they survive a power cut.
      CREATE TABLE outbox (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed')),
        -- 1: records a fact of the room and is sent again by itself; 0: asks for something now (see outbox.ts).
        replay INTEGER NOT NULL,
        command_sequence INTEGER,
        station_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        confirmed_at TEXT
      );
      CREATE INDEX outbox_state ON outbox (state, position);
      -- Small values of the station: what central answered last, the day's choices.
      CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    `,
  },
  { id: 2, sql: printJobTables },
  {
    id: 3,
    sql: `
      -- The key of each station that was enrolled here, and who is signed in at it.
      CREATE TABLE station_access (
        site_id TEXT NOT NULL,
        station_id TEXT NOT NULL,
        station_key TEXT NOT NULL,
        session TEXT,
        PRIMARY KEY (site_id, station_id)
      );
      -- Whose command it is: it is sent again as that person's only.
      ALTER TABLE outbox ADD COLUMN officer_id TEXT;
    `,
  },
  { id: 4, sql: unfinishedPrinterTable },
];
