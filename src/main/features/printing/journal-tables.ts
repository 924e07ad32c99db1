/**
 * The print journal (D8), as a step of the station's store. Documents and pictures hold personal data: the store is
 * encrypted at rest, and rows go after thirty days (see journal.ts).
 *
 * `prepared_at` is when the job was last made ready: its first time, or a person's retry. `state` is written before and
 * after every step, so that after a crash it says what may have reached the paper.
 */
export const printJobTables = `
  CREATE TABLE print_job (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('ticket', 'receipt', 'label', 'other')),
    title TEXT NOT NULL,
    reference TEXT NOT NULL,
    printer_id TEXT NOT NULL,
    station_id TEXT NOT NULL,
    document TEXT NOT NULL,
    picture BLOB NOT NULL,
    picture_width INTEGER NOT NULL,
    picture_height INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'sending', 'printed', 'notPrinted', 'unknown')),
    reason TEXT,
    confirmed INTEGER NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)),
    copy INTEGER NOT NULL CHECK (copy >= 1),
    copy_of TEXT REFERENCES print_job (id) ON DELETE SET NULL,
    copy_reason TEXT,
    settled_by TEXT CHECK (settled_by IN ('machine', 'person')),
    created_at TEXT NOT NULL,
    prepared_at TEXT NOT NULL,
    ended_at TEXT,
    ms INTEGER
  );
  CREATE INDEX print_job_created ON print_job (created_at);
  CREATE INDEX print_job_state ON print_job (state);
  CREATE INDEX print_job_reference ON print_job (reference, kind);
  CREATE INDEX print_job_copy_of ON print_job (copy_of);
`;

/**
 * The printers to which a slip was begun and that have not printed one to its end since. The slip itself does not tell: it is
 * settled by a person or made ready anew, and the printer still waits for its rest.
 */
export const unfinishedPrinterTable = `
  CREATE TABLE unfinished_printer (printer_id TEXT PRIMARY KEY);
  INSERT INTO unfinished_printer SELECT DISTINCT printer_id FROM print_job
    WHERE state IN ('sending', 'unknown') OR settled_by = 'person';
`;
