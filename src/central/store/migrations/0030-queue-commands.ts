/**
 * Numbers that are parked, sent on and called by name; who has a counter; what was done with counters and groups. The
 * indexes hold the first of each group and class, so that a call need not read who waits behind.
 */
export const queueCommands = `
alter table ticket drop constraint ticket_state_check;
alter table ticket add constraint ticket_state_check
  check (state in ('waiting', 'called', 'serving', 'parked', 'finished', 'noShow', 'cancelled'));
alter table ticket rename column restored_at to front_since;
alter table ticket
  add column waiting_since timestamptz,
  add column came_by text not null default 'issue',
  add column for_counter_id text,
  add column for_officer_id text,
  add column officer_id text,
  add column parked_at timestamptz,
  add column park_reason text;
update ticket set
  waiting_since = issued_at,
  came_by = case when front_since is null then 'issue' else 'restore' end;
alter table ticket alter column waiting_since set not null;

create index ticket_heads on ticket
  (site_id, day, group_code, priority, front_since, waiting_since, ticket_id)
  where state = 'waiting' and for_counter_id is null and for_officer_id is null;
create index ticket_reserved on ticket (site_id, day)
  where state = 'waiting' and (for_counter_id is not null or for_officer_id is not null);
-- One officer, one citizen.
create unique index ticket_at_officer on ticket (site_id, day, officer_id)
  where state in ('called', 'serving') and officer_id is not null;

alter table ticket_history
  add column officer_id text,
  add column group_code text,
  add column reason text;
update ticket_history set group_code = ticket.group_code
  from ticket
  where ticket.site_id = ticket_history.site_id and ticket.ticket_id = ticket_history.ticket_id;
update ticket_history set reason = ticket.outcome
  from ticket
  where ticket.site_id = ticket_history.site_id and ticket.ticket_id = ticket_history.ticket_id
    and ticket_history.action = 'finish';
alter table ticket_history alter column group_code set not null;

create index call_of_counter on call (site_id, day, counter_id, position) where not recall;

alter table counter
  add column paused_at timestamptz,
  add column pause_reason text;

create table counter_desk (
  site_id text not null,
  counter_id text not null,
  officer_id text,
  station_id text not null,
  taken_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (site_id, counter_id),
  foreign key (site_id, counter_id) references counter
);
create unique index desk_of_officer on counter_desk (site_id, officer_id) where officer_id is not null;

create table counter_history (
  site_id text not null,
  counter_id text not null,
  position bigserial not null,
  action text not null check (action in ('take', 'takeOver', 'release', 'pause', 'resume')),
  reason text,
  at timestamptz not null,
  station_id text not null,
  officer_id text,
  primary key (site_id, counter_id, position),
  foreign key (site_id, counter_id) references counter
);
create index counter_history_by_time on counter_history (site_id, at);

create table group_history (
  site_id text not null,
  group_code text not null,
  position bigserial not null,
  action text not null check (action in ('open', 'close')),
  at timestamptz not null,
  station_id text not null,
  officer_id text,
  primary key (site_id, group_code, position),
  foreign key (site_id, group_code) references service_group
);
`;
