/**
 * Service groups that an administrator sets up: their order, procedures beside their field's group, and the arrangements
 * before, for an undo. `groups_by_hand` keeps the catalogue of the program from overwriting them. A group that was removed
 * keeps its row, since its history refers to it.
 */
export const serviceGroups = `
alter table site
  add column groups_revision integer not null default 0,
  add column groups_by_hand boolean not null default false;

alter table service_group
  add column position integer not null default 0,
  add column procedure_codes jsonb not null default '[]',
  add column removed_at timestamptz;
update service_group set position = ascii(code) - ascii('A');

alter table group_history drop constraint group_history_action_check;
alter table group_history add constraint group_history_action_check
  check (action in ('open', 'close', 'add', 'change', 'remove'));

create table group_arrangement (
  site_id text not null references site,
  revision integer not null,
  body jsonb not null,
  at timestamptz not null,
  station_id text,
  officer_id text,
  primary key (site_id, revision)
);
`;
