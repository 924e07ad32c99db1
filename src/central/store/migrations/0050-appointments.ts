/**
 * Appointments. Who comes is sealed as the people of dossiers are; a scanned card finds them by the keyed hash of its
 * number. One person has one appointment to come to on a day: what the server decides, the database proves. A number with an
 * appointment waits apart (`ticket_apart`), so that a call finds it by index.
 */
export const appointments = `
create table appointment (
  site_id text not null references site,
  appointment_id uuid not null,
  code text not null,
  group_code text not null,
  day date not null,
  slot_from timestamptz not null,
  slot_to timestamptz not null,
  priority text not null,
  state text not null check (state in ('booked', 'arrived', 'cancelled')),
  number_index bytea,
  person bytea,
  ticket_id uuid,
  booked_at timestamptz not null,
  arrived_at timestamptz,
  primary key (site_id, appointment_id),
  unique (site_id, code)
);
create index appointment_of_day on appointment (site_id, day, slot_from, group_code);
create index appointment_of_person on appointment (site_id, number_index) where number_index is not null;
create unique index appointment_to_come on appointment (site_id, day, number_index)
  where state = 'booked' and number_index is not null;
create index appointment_with_person on appointment (site_id, day) where person is not null;

alter table ticket add column slot_from timestamptz;
drop index ticket_reserved;
create index ticket_apart on ticket (site_id, day)
  where state = 'waiting' and (for_counter_id is not null or for_officer_id is not null or slot_from is not null);
`;
