import type { ColumnType, Generated } from 'kysely';
import type { CameBy, ParkReason, PauseReason, PriorityClass, TicketState } from '../../shared/api/queue.ts';
import type { AccessTables } from './access-tables.ts';

/** JSON of the shape `T`: read as a value, written as its text, so that every driver takes it. */
type Json<T> = ColumnType<T, string, string>;
/** `int8` is read as a number: nothing here grows past 2^53. */
type Timestamp = ColumnType<Date, Date, Date>;
type TimestampOrNull = ColumnType<Date | null, Date | null, Date | null>;
/** Sealed bytes: see `privacy/seal.ts`. */
type Sealed = ColumnType<Uint8Array, Uint8Array, Uint8Array>;

interface SiteTable {
  site_id: string;
  body: Json<unknown>;
  calendar: Json<unknown>;
  queue_rules: Json<unknown>;
  /** Of the catalogue that the site was filled from last. */
  catalogue_hash: string;
  /** Grows with every change of the service groups. */
  groups_revision: Generated<number>;
  /** Whether an administrator set them up: then the catalogue leaves them alone. */
  groups_by_hand: Generated<boolean>;
}
interface UnitTable {
  site_id: string;
  code: string;
  valid_from: string;
  body: Json<unknown>;
}
interface StationTable {
  site_id: string;
  station_id: string;
  role: string;
  name: string;
  counter_id: string | null;
  app_version: string;
  seen_at: Timestamp;
  /** Of its own key; null: never enrolled. */
  key_hash: Uint8Array | null;
  enrolled_at: TimestampOrNull;
  revoked_at: TimestampOrNull;
}
export interface CounterTable {
  site_id: string;
  counter_id: string;
  number: number;
  name: Json<unknown>;
  group_codes: Json<string[]>;
  paused_at: TimestampOrNull;
  pause_reason: PauseReason | null;
}
export interface CounterDeskTable {
  site_id: string;
  counter_id: string;
  officer_id: string | null;
  station_id: string;
  taken_at: Timestamp;
  expires_at: Timestamp;
}
interface CounterHistoryTable {
  site_id: string;
  counter_id: string;
  /** Grows with every row. */
  position: Generated<number>;
  action: 'take' | 'takeOver' | 'release' | 'pause' | 'resume';
  reason: string | null;
  at: Timestamp;
  station_id: string;
  officer_id: string | null;
}
interface GroupHistoryTable {
  site_id: string;
  group_code: string;
  /** Grows with every row. */
  position: Generated<number>;
  action: 'open' | 'close' | 'add' | 'change' | 'remove';
  at: Timestamp;
  station_id: string;
  officer_id: string | null;
}
interface ServiceGroupTable {
  site_id: string;
  code: string;
  name: Json<unknown>;
  description: Json<unknown>;
  fields: Json<string[]>;
  is_open: Generated<boolean>;
  position: number;
  /** Procedures of other groups' fields that are handled here. */
  procedure_codes: ColumnType<string[], string | undefined, string>;
  /** When an administrator removed it: its letter is free from the next day on. */
  removed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}
/** The groups as they were set up at a revision. */
interface GroupArrangementTable {
  site_id: string;
  revision: number;
  body: Json<unknown>;
  at: Timestamp;
  /** Null: the program, at the first change. */
  station_id: string | null;
  officer_id: string | null;
}
interface ProcedureTable {
  site_id: string;
  code: string;
  version: string;
  valid_from: string;
  valid_to: string | null;
  body: Json<unknown>;
  /** Which import ended it; null: none. */
  ended_by: ColumnType<string | null, string | null | undefined, string | null>;
}

interface CatalogueApprovalTable {
  site_id: string;
  code: string;
  channel: string;
  /** Which fee of the channel: see `catalogue/portal-fees.ts`. */
  fee: string;
  listed: number;
  /** What holds; null: it is known that no amount can be filled in. */
  amount: number | null;
  reason: string;
  decided_by: string;
  decided_at: Timestamp;
}
interface NumberSequenceTable {
  site_id: string;
  /** What is numbered: `event`, `ticket`, `dossier`, `book`. */
  kind: string;
  /** Whose numbers: letter of a group, code of a unit; empty for the site's. */
  scope: string;
  /** The day or year in which they count; empty for always. */
  period: string;
  last: number;
}
export interface TicketTable {
  site_id: string;
  ticket_id: string;
  day: string;
  group_code: string;
  number: string;
  state: TicketState;
  priority: PriorityClass;
  issued_at: Timestamp;
  /** When it was put before all others; null: it stands by its turn. */
  front_since: TimestampOrNull;
  /** Since when it counts as waiting. */
  waiting_since: Timestamp;
  came_by: CameBy;
  /** The one counter, or officer, that it waits for. */
  for_counter_id: string | null;
  for_officer_id: string | null;
  /** Who had it last. */
  officer_id: string | null;
  parked_at: TimestampOrNull;
  park_reason: ParkReason | null;
  called_at: TimestampOrNull;
  started_at: TimestampOrNull;
  finished_at: TimestampOrNull;
  counter_id: string | null;
  calls: number;
  misses: number;
  outcome: string | null;
  /** Beginning of the slot of its appointment, where its person came in time. */
  slot_from: ColumnType<Date | null, Date | null | undefined, Date | null>;
}
interface TicketHistoryTable {
  site_id: string;
  ticket_id: string;
  step: number;
  from_state: TicketState | null;
  to_state: TicketState;
  action: string;
  at: Timestamp;
  station_id: string;
  counter_id: string | null;
  officer_id: string | null;
  /** The group after the step. */
  group_code: string;
  /** Code of the reason, or outcome of the visit. */
  reason: string | null;
}
export interface CallTable {
  site_id: string;
  call_id: string;
  /** Grows with every call: the order, also within one millisecond. */
  position: Generated<number>;
  ticket_id: string;
  day: string;
  number: string;
  priority: PriorityClass;
  counter_id: string;
  counter_number: number;
  recall: boolean;
  at: Timestamp;
}
interface RatingTable {
  site_id: string;
  ticket_id: string;
  day: string;
  score: 'good' | 'fair' | 'poor';
  counter_id: string | null;
  station_id: string;
  at: Timestamp;
}
interface CitizenTable {
  site_id: string;
  number_index: Uint8Array;
  person: Sealed;
  updated_at: Timestamp;
}
export interface AppointmentTable {
  site_id: string;
  appointment_id: string;
  code: string;
  group_code: string;
  day: string;
  slot_from: Timestamp;
  slot_to: Timestamp;
  priority: PriorityClass;
  state: 'booked' | 'arrived' | 'cancelled';
  /** Of the number of the card; null: without a number, or erased. */
  number_index: Uint8Array | null;
  /** Null: erased. */
  person: ColumnType<Uint8Array | null, Uint8Array, Uint8Array | null>;
  ticket_id: string | null;
  booked_at: Timestamp;
  arrived_at: TimestampOrNull;
}
export interface DossierTable {
  site_id: string;
  dossier_id: string;
  code: string;
  day: string;
  book_year: number;
  book_volume: number;
  book_number: number;
  procedure_code: string;
  procedure_version: string;
  case_code: string;
  channel: string;
  sets: number;
  limit_body: Json<unknown>;
  received_at: Timestamp;
  due_at: TimestampOrNull;
  hand_over_by: Timestamp;
  finished_at: TimestampOrNull;
  state: number;
  ticket_id: string | null;
  counter_id: string | null;
  station_id: string;
  people: Sealed;
  /** Whether `dossier_find` has it: not yet, for dossiers from before. */
  is_indexed: ColumnType<boolean, boolean | undefined, boolean>;
  /** When its personal data were erased. */
  erased_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

interface DossierFindTable {
  site_id: string;
  kind: 'number' | 'phone' | 'name';
  value_index: Uint8Array;
  dossier_id: string;
}

interface RetentionRuleTable {
  site_id: string;
  subject: string;
  /** Null: kept without an end. */
  months: number | null;
  basis: string;
  decided_by: string;
  decided_at: Timestamp;
}
export interface DossierHistoryTable {
  site_id: string;
  dossier_id: string;
  step: number;
  from_state: number | null;
  to_state: number;
  at: Timestamp;
  station_id: string;
  due_at: TimestampOrNull;
  /** Reason and who took the result: texts of people. */
  words: Sealed;
}
interface PaperTable {
  site_id: string;
  dossier_id: string;
  position: number;
  paper_id: string | null;
  name: Sealed;
  originals: number;
  certified: number;
  copies: number;
}
interface FeeLineTable {
  site_id: string;
  dossier_id: string;
  position: number;
  kind: 'fee' | 'charge';
  name: string;
  quantity: number;
  amount: number;
}
interface EventTable {
  site_id: string;
  sequence: number;
  type: string;
  at: Timestamp;
  data: Json<unknown>;
}
interface CommandTable {
  site_id: string;
  key: string;
  name: string;
  station_id: string;
  request_hash: Uint8Array;
  status: 'done' | 'refused';
  answer: Sealed;
  sequence: Generated<number>;
  at: Timestamp;
}
export interface AuditTable {
  site_id: string;
  /** Place in the chain of the site, from 1. */
  sequence: number;
  at: Timestamp;
  station_id: string | null;
  officer_id: string | null;
  action: string;
  reference: string | null;
  /** Why, in the words of who did it. */
  words: Sealed | null;
  /** Null: from before the chain. */
  hash: Uint8Array | null;
}

interface AuditChainTable {
  site_id: string;
  last: number;
  /** Null: rows from before the chain, not chained yet. */
  hash: Uint8Array | null;
}

interface AuditAnchorTable {
  site_id: string;
  day: string;
  sequence: number;
  hash: Uint8Array;
  at: Timestamp;
}

interface DataKeyTable {
  /** Always true: there is one row. */
  only_one: Generated<boolean>;
  /** A word sealed with the data key: see `store/data-key.ts`. */
  mark: Sealed;
}

/** The tables of central. Every key begins with `site_id` (design D5). */
export interface Tables extends AccessTables {
  data_key: DataKeyTable;
  site: SiteTable;
  unit: UnitTable;
  station: StationTable;
  counter: CounterTable;
  counter_desk: CounterDeskTable;
  counter_history: CounterHistoryTable;
  service_group: ServiceGroupTable;
  group_history: GroupHistoryTable;
  group_arrangement: GroupArrangementTable;
  procedure: ProcedureTable;
  number_sequence: NumberSequenceTable;
  ticket: TicketTable;
  ticket_history: TicketHistoryTable;
  call: CallTable;
  rating: RatingTable;
  citizen: CitizenTable;
  dossier: DossierTable;
  dossier_history: DossierHistoryTable;
  paper: PaperTable;
  fee_line: FeeLineTable;
  event: EventTable;
  command: CommandTable;
  audit: AuditTable;
  audit_chain: AuditChainTable;
  audit_anchor: AuditAnchorTable;
  dossier_find: DossierFindTable;
  retention_rule: RetentionRuleTable;
  catalogue_approval: CatalogueApprovalTable;
  appointment: AppointmentTable;
}
