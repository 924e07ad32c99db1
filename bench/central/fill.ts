/**
 * An id as central makes them (`newRowId`): its first 48 bits are a time.
 *
 * @param at an SQL expression of type `timestamp`
 */
function idAt(at: string): string {
  const time = `lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0')`;
  return `overlay(overlay(gen_random_uuid()::text placing substr(${time}, 1, 8) || '-' || substr(${time}, 9) from 1 for 13)
    placing '7' from 15 for 1)::uuid`;
}

/**
 * Years of a province as SQL: tickets with history and calls, dossiers with history, spread evenly over sites and over the
 * days before today, the oldest first. Sealed columns repeat one value of the usual size: nobody opens them here. The
 * indexes are those of the product.
 */
export function fillTickets(from: number, to: number, sites: number): string[] {
  const days = `select 'hall-' || (1 + i % ${sites}) as site, i, 100 - (i / ${sites}) % 100 as number,
    (current_date - 1 - (i / ${sites} / 100))::date as day from generate_series(${to - 1}, ${from}, -1) as i`;
  const rows = `select *, ${idAt("(day + interval '8 hours' + number * interval '3 minutes')")} as id from (${days}) as days`;
  // One statement for all: a second one would have to find the rows again among all that are there.
  return [
    `with made as materialized (${rows}), tickets as (
      insert into ticket (site_id, ticket_id, day, group_code, number, state, priority, issued_at, waiting_since, came_by,
        called_at, started_at, finished_at, counter_id, calls, misses, outcome)
      select site, id, day, 'A', 'A-' || lpad(number::text, 3, '0'), 'finished', 'normal', day + interval '8 hours',
        day + interval '8 hours', 'issue', day + interval '9 hours', day + interval '9 hours', day + interval '10 hours',
        'quay-' || (1 + i % 4), 1, 0, 'received' from made), history as (
      insert into ticket_history (site_id, ticket_id, step, from_state, to_state, action, at, station_id, group_code)
      select site, id, step, (array[null, 'waiting', 'called'])[step], (array['waiting', 'called', 'finished'])[step],
        (array['issue', 'call', 'finish'])[step], day + interval '8 hours', 'bench', 'A'
      from made cross join generate_series(1, 3) as step)
    insert into call (site_id, call_id, ticket_id, day, number, priority, counter_id, counter_number, recall, at)
      select site, ${idAt("(day + interval '9 hours' + number * interval '3 minutes')")}, id, day,
        'A-' || lpad(number::text, 3, '0'), 'normal', 'quay-' || (1 + i % 4), 1 + i % 4, false, day + interval '9 hours' from made`,
  ];
}

/** @param model a dossier as central has written it, to be repeated: its id at the site `hall-1`. */
export function fillDossiers(from: number, to: number, sites: number, model: string): string[] {
  return [
    `with m as materialized (select * from dossier where site_id = 'hall-1' and code = '${model}'),
      first_step as materialized (select words from dossier_history
        where (site_id, dossier_id) = (select site_id, dossier_id from m) and step = 1),
      days as (select 'hall-' || (1 + i % ${sites}) as site, i, 50 - (i / ${sites}) % 50 as number,
        (current_date - 1 - (i / ${sites} / 50))::date as day from generate_series(${to - 1}, ${from}, -1) as i),
      made as materialized (select *, ${idAt("(day + interval '9 hours' + number * interval '3 minutes')")} as id from days),
      history as (
      insert into dossier_history (site_id, dossier_id, step, from_state, to_state, at, station_id, due_at, words)
      select site, id, 1, null, 2, made.day + interval '9 hours', m.station_id, made.day + interval '3 days', first_step.words
      from made cross join m cross join first_step)
    insert into dossier (site_id, dossier_id, code, day, book_year, book_volume, book_number, procedure_code,
        procedure_version, case_code, channel, sets, limit_body, received_at, due_at, hand_over_by, finished_at, state,
        ticket_id, counter_id, station_id, people)
      select site, id, 'H39.30-' || to_char(made.day, 'YYMMDD') || '-' || lpad(number::text, 4, '0'),
        made.day, 1900, 1, i / ${sites} + 1, m.procedure_code, m.procedure_version, m.case_code, m.channel, m.sets,
        m.limit_body, made.day + interval '9 hours', made.day + interval '3 days', made.day + interval '17 hours',
        made.day + interval '2 days', 10, null, m.counter_id, m.station_id, m.people
      from made cross join m`,
  ];
}
