import type { ColumnType } from 'kysely';
import type { OfficerRole } from '../../shared/api/access.ts';

type Json<T> = ColumnType<T, string, string>;
type Timestamp = ColumnType<Date, Date, Date>;
type TimestampOrNull = ColumnType<Date | null, Date | null, Date | null>;
/** Sealed bytes: see `privacy/seal.ts`. */
type Sealed = ColumnType<Uint8Array, Uint8Array, Uint8Array>;

interface StationCodeTable {
  site_id: string;
  code_hash: Uint8Array;
  station_id: string;
  role: string;
  name: string;
  counter_id: string | null;
  /** Who made it; null: a tool. */
  officer_id: string | null;
  valid_until: Timestamp;
}
interface OfficerTable {
  /** The home: where the account is kept. */
  site_id: string;
  officer_id: string;
  display_name: Sealed;
  password_hash: string;
  must_change: boolean;
  /** A one-time password's end; null: it is the person's own. */
  one_time_until: TimestampOrNull;
  factor: Sealed | null;
  /** A second factor that is not confirmed yet. */
  pending_factor: Sealed | null;
  /** The last time step whose code was taken: a code works once. */
  factor_step: number | null;
  disabled_at: TimestampOrNull;
  created_at: Timestamp;
}
interface AssignmentTable {
  site_id: string;
  officer_id: string;
  home_site_id: string;
  user_name: string;
  roles: Json<OfficerRole[]>;
  skills: Json<string[]>;
}
interface RecoveryCodeTable {
  site_id: string;
  officer_id: string;
  code_hash: Uint8Array;
  used_at: TimestampOrNull;
}
interface SessionTable {
  site_id: string;
  session_id: string;
  officer_id: string;
  station_id: string | null;
  access_hash: Uint8Array;
  access_until: Timestamp;
  refresh_hash: Uint8Array;
  /** The one before, for an answer that got lost. */
  refresh_before: Uint8Array | null;
  refreshed_at: Timestamp;
  begun_at: Timestamp;
  ends_at: Timestamp;
  ended_at: TimestampOrNull;
  end_reason: string | null;
}
interface LogInFailureTable {
  site_id: string;
  name_hash: Uint8Array;
  failures: number;
  last_at: Timestamp;
  locked_until: TimestampOrNull;
}

/** Who may what: see migration 20. */
export interface AccessTables {
  officer: OfficerTable;
  assignment: AssignmentTable;
  recovery_code: RecoveryCodeTable;
  session: SessionTable;
  log_in_failure: LogInFailureTable;
  station_code: StationCodeTable;
}
