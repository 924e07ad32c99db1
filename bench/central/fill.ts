/**
 * Years of a province as SQL: tickets with history and calls, dossiers with history, spread evenly over sites and over the
 * days before today. Sealed columns repeat one value of the usual size: nobody opens them here. The indexes are those of
 * the product.
 */
export function fillTickets(from: number, to: number, sites: number): string[] {
  const rows = `select 'hall-' || (1 + i % ${sites}) as site, gen_random_uuid() as id,
    (current_date - 1 - (i / ${sites} / 100))::date as day, (i / ${sites}) % 100 + 1 as number, i
    from generate_series(${from}, ${to - 1}) as i`;
  return [
    `with made as materialized (${rows}), tickets as (
      insert into ticket (site_id, ticket_id, day, group_code, number, state, priority, issued_at, waiting_since, came_by,
        called_at, started_at, finished_at, counter_id, calls, misses, outcome)
      select site, id, day, 'A', 'A-' || lpad(number::text, 3, '0'), 'finished', 'normal', day + interval '8 hours',
        day + interval '8 hours', 'issue', day + interval '9 hours', day + interval '9 hours', day + interval '10 hours',
        'quay-' || (1 + i % 4), 1, 0, 'received' from made)
    insert into call (site_id, call_id, ticket_id, day, number, priority, counter_id, counter_number, recall, at)
      select site, gen_random_uuid(), id, day, 'A-' || lpad(number::text, 3, '0'), 'normal', 'quay-' || (1 + i % 4),
        1 + i % 4, false, day + interval '9 hours' from made`,
    `insert into ticket_history (site_id, ticket_id, step, from_state, to_state, action, at, station_id, group_code)
      select site_id, ticket_id, step, (array[null, 'waiting', 'called'])[step], (array['waiting', 'called', 'finished'])[step],
        (array['issue', 'call', 'finish'])[step], issued_at, 'bench', 'A'
      from ticket cross join generate_series(1, 3) as step
      where not exists (select from ticket_history h where h.site_id = ticket.site_id and h.ticket_id = ticket.ticket_id)`,
  ];
}

/** @param model a dossier as central has written it, to be repeated: its id at the site `hall-1`. */
export function fillDossiers(from: number, to: number, sites: number, model: string): string[] {
  return [
    `insert into dossier (site_id, dossier_id, code, day, book_year, book_volume, book_number, procedure_code,
        procedure_version, case_code, channel, sets, limit_body, received_at, due_at, hand_over_by, finished_at, state,
        ticket_id, counter_id, station_id, people)
      select 'hall-' || (1 + i % ${sites}), gen_random_uuid(),
        'H39.30-' || to_char(d.day, 'YYMMDD') || '-' || lpad(((i / ${sites}) % 50 + 1)::text, 4, '0'), d.day,
        1900, 1, i / ${sites} + 1, m.procedure_code, m.procedure_version, m.case_code, m.channel, m.sets, m.limit_body,
        d.day + interval '9 hours', d.day + interval '3 days', d.day + interval '17 hours', d.day + interval '2 days', 10,
        null, m.counter_id, m.station_id, m.people
      from generate_series(${from}, ${to - 1}) as i
      cross join lateral (select (current_date - 1 - (i / ${sites} / 50))::date as day) as d
      cross join (select * from dossier where site_id = 'hall-1' and code = '${model}') as m`,
    `insert into dossier_history (site_id, dossier_id, step, from_state, to_state, at, station_id, due_at, words)
      select d.site_id, d.dossier_id, 1, null, 2, d.received_at, d.station_id, d.due_at, m.words
      from dossier d cross join (select h.words from dossier_history h join dossier using (site_id, dossier_id)
        where site_id = 'hall-1' and code = '${model}' limit 1) as m
      where not exists (select from dossier_history h where h.site_id = d.site_id and h.dossier_id = d.dossier_id)`,
  ];
}
