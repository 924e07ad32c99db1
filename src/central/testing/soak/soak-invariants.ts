import { sql, type Kysely } from 'kysely';
import { auditedSites, verifyAudit } from '../../privacy/audit-verify.ts';
import type { Seal } from '../../privacy/seal.ts';
import type { Tables } from '../../store/tables.ts';

/** What must be so after any work, and a query of the rows in which it is not. */
const invariants: readonly { readonly what: string; readonly broken: string }[] = [
  {
    what: 'numbers of a group count from 1 each day, none missing, none twice',
    broken: `select site_id, day, letter, count(*) as given, max(place) as highest
      from (select site_id, day, split_part(number, '-', 1) as letter, split_part(number, '-', 2)::int as place from ticket) t
      group by site_id, day, letter having count(*) <> max(place) or count(distinct place) <> count(*)`,
  },
  {
    what: 'the counter of a group stands at the last number given out',
    broken: `select s.site_id, s.scope, s.last from number_sequence s
      where s.kind = 'ticket' and s.last <> (select count(*) from ticket t
        where t.site_id = s.site_id and t.day = s.period::date and split_part(t.number, '-', 1) = s.scope)`,
  },
  {
    what: 'codes of dossiers count from 1 each day',
    broken: `select site_id, day, count(*) from dossier group by site_id, day
      having count(*) <> max(right(code, 4)::int) or count(distinct code) <> count(*)`,
  },
  {
    what: 'places in the register count from 1 each year',
    broken: `select site_id, book_year, count(*) from dossier group by site_id, book_year
      having count(*) <> max(book_number) or count(distinct book_number) <> count(*)`,
  },
  {
    what: 'every step of a ticket follows on the one before it, so nobody was called while at another counter',
    broken: `select * from (select site_id, ticket_id, step, from_state, action,
        lag(to_state) over w as before, lag(step) over w as step_before
        from ticket_history window w as (partition by site_id, ticket_id order by step)) h
      where step <> coalesce(step_before, 0) + 1 or from_state is distinct from before
        or (action in ('call', 'callChosen') and from_state in ('called', 'serving', 'finished'))`,
  },
  {
    what: 'a ticket is where its history ends',
    broken: `select t.site_id, t.ticket_id from ticket t where t.state <> (select h.to_state from ticket_history h
      where h.site_id = t.site_id and h.ticket_id = t.ticket_id order by step desc limit 1)`,
  },
  {
    what: 'a counter has one citizen at most',
    broken: `select site_id, counter_id, count(*) from ticket where state in ('called', 'serving')
      group by site_id, day, counter_id having count(*) > 1`,
  },
  {
    what: 'every call is in the history of its ticket, and the other way round',
    broken: `select site_id, ticket_id from
      (select site_id, ticket_id, count(*) as calls from call group by 1, 2) c full join
      (select site_id, ticket_id, count(*) as steps from ticket_history
        where action in ('call', 'callChosen', 'recall') group by 1, 2) h using (site_id, ticket_id)
      where calls is distinct from steps`,
  },
  {
    what: 'every command that was done had its effect once',
    broken: `select * from
      (select name, count(*) as commands from command where status = 'done'
        and name in ('ticket.start', 'ticket.noShow', 'ticket.restore', 'ticket.finish', 'ticket.recall', 'ticket.issue')
        group by name) c full join
      (select 'ticket.' || action as name, count(*) as effects from ticket_history
        where action in ('start', 'noShow', 'restore', 'finish', 'recall', 'issue') group by action) h using (name)
      where commands is distinct from effects`,
  },
  {
    what: 'every command that took a dossier in made one',
    broken: `select * from (select (select count(*) from command where status = 'done' and name = 'dossier.receive') as commands,
      (select count(*) from dossier) as dossiers) c where commands <> dossiers`,
  },
  {
    what: 'every command that was done is in the audit log once',
    broken: `select * from
      (select site_id, name, count(*) as commands from command where status = 'done' group by 1, 2) c full join
      (select site_id, action as name, count(*) as entries from audit
        where action in (select name from command) group by 1, 2) a using (site_id, name)
      where commands is distinct from entries`,
  },
  {
    what: 'events of a site have no gap',
    broken: `select s.site_id, s.last, count(e.sequence) from number_sequence s
      left join event e on e.site_id = s.site_id where s.kind = 'event'
      group by s.site_id, s.last
      having count(e.sequence) <> s.last or coalesce(max(e.sequence), 0) <> s.last`,
  },
  {
    what: 'events are in the order of their times',
    broken: `select * from (select site_id, sequence, at, lag(at) over (partition by site_id order by sequence) as before
      from event) e where at < before`,
  },
];

/** Every invariant that does not hold, with the first rows that show it. Empty: all is well. */
export async function brokenInvariants(database: Kysely<Tables>, seal: Seal): Promise<string[]> {
  const told: string[] = [];
  for (const { what, broken } of invariants) {
    const { rows } = await sql.raw(`${broken} limit 3`).execute(database);
    if (rows.length > 0) told.push(`not so: ${what}: ${JSON.stringify(rows)}`);
  }
  for (const site of await auditedSites(database)) {
    const report = await verifyAudit(database, seal, site, []);
    if (report.faultCount > 0) told.push(`audit of ${site}: ${JSON.stringify(report.faults.slice(0, 3))}`);
  }
  return told;
}
