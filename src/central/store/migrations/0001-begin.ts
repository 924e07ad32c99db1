/**
 * The first tables. Plain PostgreSQL, for PGlite and a server alike. Every key begins with `site_id`, so that a province
 * can be spread over machines by site.
 */
export const begin = `
create table site (
  site_id text primary key,
  body jsonb not null,
  calendar jsonb not null,
  queue_rules jsonb not null,
  catalogue_hash text not null
);

create table unit (
  site_id text not null references site,
  code text not null,
  valid_from date not null,
  body jsonb not null,
  primary key (site_id, code, valid_from)
);

create table station (
  site_id text not null references site,
  station_id text not null,
  role text not null,
  name text not null,
  counter_id text,
  app_version text not null,
  seen_at timestamptz not null,
  primary key (site_id, station_id)
);

create table counter (
  site_id text not null references site,
  counter_id text not null,
  number integer not null,
  name jsonb not null,
  group_codes jsonb not null,
  primary key (site_id, counter_id)
);

create table service_group (
  site_id text not null references site,
  code text not null,
  name jsonb not null,
  description jsonb not null,
  fields jsonb not null,
  is_open boolean not null default true,
  primary key (site_id, code)
);

create table procedure (
  site_id text not null references site,
  code text not null,
  version text not null,
  valid_from date not null,
  valid_to date,
  body jsonb not null,
  primary key (site_id, code, version)
);

-- Gapless numbers: the row is locked until the number is used or given back with its transaction.
create table number_sequence (
  site_id text not null,
  kind text not null,
  scope text not null,
  period text not null,
  last bigint not null,
  primary key (site_id, kind, scope, period)
);

create table ticket (
  site_id text not null references site,
  ticket_id uuid not null,
  day date not null,
  group_code text not null,
  number text not null,
  state text not null
    check (state in ('waiting', 'called', 'serving', 'finished', 'noShow', 'cancelled')),
  priority text not null,
  issued_at timestamptz not null,
  restored_at timestamptz,
  called_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  counter_id text,
  calls integer not null,
  misses integer not null,
  outcome text,
  primary key (site_id, ticket_id),
  unique (site_id, day, number)
);
create index ticket_of_day on ticket (site_id, day, state);
-- One counter, one citizen: what the server decides, the database proves.
create unique index ticket_at_counter on ticket (site_id, day, counter_id)
  where state in ('called', 'serving');

create table ticket_history (
  site_id text not null,
  ticket_id uuid not null,
  step integer not null,
  from_state text,
  to_state text not null,
  action text not null,
  at timestamptz not null,
  station_id text not null,
  counter_id text,
  primary key (site_id, ticket_id, step),
  foreign key (site_id, ticket_id) references ticket
);

create table call (
  site_id text not null,
  call_id uuid not null,
  position bigserial not null,
  ticket_id uuid not null,
  day date not null,
  number text not null,
  priority text not null,
  counter_id text not null,
  counter_number integer not null,
  recall boolean not null,
  at timestamptz not null,
  primary key (site_id, call_id),
  foreign key (site_id, ticket_id) references ticket
);
create index call_of_day on call (site_id, day, position);

create table rating (
  site_id text not null,
  ticket_id uuid not null,
  day date not null,
  score text not null check (score in ('good', 'fair', 'poor')),
  counter_id text,
  station_id text not null,
  at timestamptz not null,
  primary key (site_id, ticket_id),
  foreign key (site_id, ticket_id) references ticket
);
create index rating_of_day on rating (site_id, day);

-- People: found by a keyed hash of their number, readable only with the data key.
create table citizen (
  site_id text not null references site,
  number_index bytea not null,
  person bytea not null,
  updated_at timestamptz not null,
  primary key (site_id, number_index)
);

create table dossier (
  site_id text not null references site,
  dossier_id uuid not null,
  code text not null,
  day date not null,
  book_year integer not null,
  book_volume integer not null,
  book_number integer not null,
  procedure_code text not null,
  procedure_version text not null,
  case_code text not null,
  channel text not null,
  sets integer not null,
  limit_body jsonb not null,
  received_at timestamptz not null,
  due_at timestamptz,
  hand_over_by timestamptz not null,
  finished_at timestamptz,
  state integer not null check (state between 1 and 10),
  ticket_id uuid,
  counter_id text,
  station_id text not null,
  people bytea not null,
  primary key (site_id, dossier_id),
  unique (site_id, code),
  unique (site_id, book_year, book_volume, book_number),
  foreign key (site_id, procedure_code, procedure_version) references procedure
);
create index dossier_of_day on dossier (site_id, day, received_at);

create table dossier_history (
  site_id text not null,
  dossier_id uuid not null,
  step integer not null,
  from_state integer,
  to_state integer not null,
  at timestamptz not null,
  station_id text not null,
  due_at timestamptz,
  words bytea not null,
  primary key (site_id, dossier_id, step),
  foreign key (site_id, dossier_id) references dossier
);

create table paper (
  site_id text not null,
  dossier_id uuid not null,
  position integer not null,
  paper_id text,
  name bytea not null,
  originals integer not null,
  certified integer not null,
  copies integer not null,
  primary key (site_id, dossier_id, position),
  foreign key (site_id, dossier_id) references dossier
);

create table fee_line (
  site_id text not null,
  dossier_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('fee', 'charge')),
  name text not null,
  quantity integer not null,
  amount bigint not null,
  primary key (site_id, dossier_id, position),
  foreign key (site_id, dossier_id) references dossier
);

create table event (
  site_id text not null,
  sequence bigint not null,
  type text not null,
  at timestamptz not null,
  data jsonb not null,
  primary key (site_id, sequence)
);
create index event_by_time on event (at);

create table command (
  site_id text not null,
  key uuid not null,
  name text not null,
  station_id text not null,
  request_hash bytea not null,
  status text not null check (status in ('done', 'refused')),
  answer bytea not null,
  sequence bigserial not null unique,
  at timestamptz not null,
  primary key (site_id, key)
);
create index command_by_time on command (at);

create table audit (
  site_id text not null,
  audit_id bigserial not null,
  at timestamptz not null,
  station_id text not null,
  action text not null,
  reference text,
  primary key (site_id, audit_id)
);
create index audit_by_time on audit (site_id, at);
`;
