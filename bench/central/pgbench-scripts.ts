/**
 * What a visit (number given out, called, finished) is to the database: the statements of the three commands as central
 * sends them, one for one, for pgbench. `:site` comes from the client's own share of the sites, so that clients do not wait
 * for each other; central's clients have the same shares.
 */
export function visitScript(sites: number, clients: number): string {
  const share = Math.floor(sites / clients);
  return [
    `\\set site 1 + :client_id + ${clients} * random(0, ${share - 1})`,
    transaction(issue, "'ticket.issue'"),
    transaction(callNext, "'counter.callNext'"),
    transaction(finish, "'ticket.finish'"),
  ].join('\n');
}

/** Only the number given out. */
export function issueScript(sites: number, clients: number): string {
  const share = Math.floor(sites / clients);
  return [
    `\\set site 1 + :client_id + ${clients} * random(0, ${share - 1})`,
    transaction(issue, "'ticket.issue'"),
  ].join('\n');
}

const site = `('hall-' || :site)`;
const day = `current_date`;
/** As large as what central seals and tells of a ticket. */
const answer = `decode(repeat('ab', 420), 'hex')`;
const data = `('{"ticket":"' || repeat('x', 400) || '"}')::jsonb`;

function transaction(body: string, name: string): string {
  return `begin;
select last from number_sequence where site_id = ${site} and kind = 'event' and scope = '' and period = '' for update;
select * from command where site_id = ${site} and key = gen_random_uuid();
select at from event where site_id = ${site} order by sequence desc limit 1;
select last + 1 as place from audit_chain where site_id = ${site} for update \\gset
savepoint effect;
${body}
insert into command (site_id, key, name, station_id, request_hash, status, answer, at)
  values (${site}, gen_random_uuid(), ${name}, 'bench', decode(repeat('cd', 32), 'hex'), 'done', ${answer}, clock_timestamp())
  returning sequence;
with next as (
    update number_sequence set last = last + 1
    where site_id = ${site} and kind = 'event' and scope = '' and period = '' returning last
  ), written as (
    insert into event (site_id, sequence, type, at, data)
    select ${site}, last, 'ticket.issued', clock_timestamp(), ${data} from next returning sequence
  )
  select pg_notify('central_event', ${site} || ' ' || sequence) from written;
with moved as (
    update audit_chain set last = :place, hash = decode(repeat('ef', 32), 'hex') where site_id = ${site}
  )
  insert into audit (site_id, sequence, at, station_id, action, reference, hash)
  values (${site}, :place, clock_timestamp(), 'bench', ${name}, 'reference', decode(repeat('ef', 32), 'hex'));
commit;`;
}

const history = (step: string, from: string, to: string, action: string): string =>
  `insert into ticket_history (site_id, ticket_id, step, from_state, to_state, action, at, station_id, group_code)
  values (${site}, ${step}, (select count(*) + 1 from ticket_history where site_id = ${site} and ticket_id = ${step}),
    ${from}, '${to}', '${action}', clock_timestamp(), 'bench', 'A');`;

const issue = `select is_open from service_group where site_id = ${site} and code = 'A' and removed_at is null;
select queue_rules, calendar from site where site_id = ${site};
insert into number_sequence (site_id, kind, scope, period, last) values (${site}, 'ticket', 'A', ${day}::text, 1)
  on conflict (site_id, kind, scope, period) do update set last = number_sequence.last + 1 returning last as number \\gset
select gen_random_uuid() as ticket \\gset
insert into ticket (site_id, ticket_id, day, group_code, number, state, priority, issued_at, waiting_since, came_by, calls, misses)
  values (${site}, :ticket::uuid, ${day}, 'A', 'A-' || lpad((:number)::text, 3, '0'), 'waiting', 'normal',
    clock_timestamp(), clock_timestamp(), 'issue', 0, 0) returning *;
${history(':ticket::uuid', 'null', 'waiting', 'issue')}`;

const callNext = `select * from counter where site_id = ${site} and counter_id = 'quay-1';
select * from counter_desk where site_id = ${site} and counter_id = 'quay-1';
select number from ticket where site_id = ${site} and day = ${day} and counter_id = 'quay-1' and state in ('called', 'serving');
select * from ticket where site_id = ${site} and day = ${day} and state = 'waiting'
  and (for_counter_id is not null or for_officer_id is not null);
select head.ticket_id as called from unnest(array['A']) as wanted(code)
  cross join unnest(array['elderly', 'disabled', 'pregnant', 'withChild', 'meritorious', 'normal']) as class(code)
  cross join lateral (select * from ticket where site_id = ${site} and day = ${day} and state = 'waiting'
    and for_counter_id is null and for_officer_id is null and group_code = wanted.code and priority = class.code
    order by front_since, waiting_since, ticket_id limit 1) head limit 1 \\gset
select queue_rules from site where site_id = ${site};
select priority from call where site_id = ${site} and day = ${day} and not recall and counter_id = 'quay-1'
  order by position desc limit 19;
update ticket set state = 'called', counter_id = 'quay-1', called_at = clock_timestamp(), calls = calls + 1
  where site_id = ${site} and ticket_id = :called::uuid returning *;
${history(':called::uuid', "'waiting'", 'called', 'call')}
insert into call (site_id, call_id, ticket_id, day, number, priority, counter_id, counter_number, recall, at)
  values (${site}, gen_random_uuid(), :called::uuid, ${day}, 'A-001', 'normal', 'quay-1', 1, false, clock_timestamp()) returning *;`;

const finish = `select * from ticket where site_id = ${site} and ticket_id = :called::uuid;
select * from counter where site_id = ${site} and counter_id = 'quay-1';
select * from counter_desk where site_id = ${site} and counter_id = 'quay-1';
update ticket set state = 'finished', finished_at = clock_timestamp(), outcome = 'received'
  where site_id = ${site} and ticket_id = :called::uuid returning *;
${history(':called::uuid', "'called'", 'finished', 'finish')}`;
