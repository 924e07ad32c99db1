/**
 * Officers, their sessions, and the keys of stations. An account is kept at one site, its home; what the person may do at a
 * site, that one included, is an assignment there, so one person works at several sites under one password. Nothing here
 * lets in whoever reads it: passwords are argon2id hashes, tokens, keys and codes are hashed, the rest is sealed.
 */
export const access = `
create table officer (
  site_id text not null references site,
  officer_id uuid not null,
  display_name bytea not null,
  password_hash text not null,
  must_change boolean not null,
  one_time_until timestamptz,
  factor bytea,
  pending_factor bytea,
  factor_step bigint,
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (site_id, officer_id)
);

create table assignment (
  site_id text not null references site,
  officer_id uuid not null,
  home_site_id text not null,
  user_name text not null,
  roles jsonb not null,
  skills jsonb not null,
  primary key (site_id, officer_id),
  unique (site_id, user_name),
  foreign key (home_site_id, officer_id) references officer
);

create table recovery_code (
  site_id text not null,
  officer_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (site_id, officer_id, code_hash),
  foreign key (site_id, officer_id) references officer
);

create table session (
  site_id text not null,
  session_id uuid not null,
  officer_id uuid not null,
  station_id text,
  access_hash bytea not null,
  access_until timestamptz not null,
  refresh_hash bytea not null,
  refresh_before bytea,
  refreshed_at timestamptz not null,
  begun_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  primary key (site_id, session_id),
  foreign key (site_id, officer_id) references assignment
);
create index session_by_officer on session (site_id, officer_id) where ended_at is null;
create index session_by_end on session (ends_at);

create table log_in_failure (
  site_id text not null,
  name_hash bytea not null,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (site_id, name_hash)
);
create index log_in_failure_by_time on log_in_failure (last_at);

create table station_code (
  site_id text not null references site,
  code_hash bytea not null,
  station_id text not null,
  role text not null,
  name text not null,
  counter_id text,
  officer_id uuid,
  valid_until timestamptz not null,
  primary key (site_id, code_hash),
  unique (code_hash)
);

alter table station
  add column key_hash bytea,
  add column enrolled_at timestamptz,
  add column revoked_at timestamptz;
`;
