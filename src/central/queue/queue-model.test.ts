import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import { ticketSteps, type TicketAction } from '../../shared/domain/ticket-state.ts';
import { anyOperation, perform, QueueModel, sameView } from '../testing/random-work.ts';
import { monday, openTestCentral, type TestCentral } from '../testing/test-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());
beforeEach(() => central.clock.set(monday));

it('does what a plain model does, whatever is tried in whatever order, and the rows explain it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOperation, { minLength: 20, maxLength: 60 }), async (operations) => {
      const api = await central.newSite();
      const model = new QueueModel();
      for (const operation of operations)
        await perform(api, model, operation, (seconds) => central.clock.advance(seconds));
      const snapshot = (await api.get(paths.snapshot)).as(SiteSnapshot);
      const view = sameView(model, snapshot);
      expect(view.snapshot).toEqual(view.model);
      expect(await faults(api.siteId)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

/** What must never be, asked of the rows themselves. */
async function faults(siteId: string): Promise<string[]> {
  const found: string[] = [];
  const ask = async (what: string, query: ReturnType<typeof sql>): Promise<void> => {
    const { rows } = await query.execute(central.database);
    if (rows.length > 0) found.push(`${what}: ${JSON.stringify(rows)}`);
  };
  await ask(
    'two numbers at one counter',
    sql`select counter_id from ticket where site_id = ${siteId} and state in ('called', 'serving')
      group by day, counter_id having count(*) > 1`,
  );
  await ask(
    'a gap or a double in the numbers',
    sql`select left(number, 1) as letter from ticket where site_id = ${siteId}
      group by day, left(number, 1)
      having count(*) <> max(substr(number, 3)::int) or min(substr(number, 3)::int) <> 1`,
  );
  await ask(
    'a step that does not begin where the one before ended',
    sql`select * from (
        select ticket_id, step, from_state, row_number() over w as place, lag(to_state) over w as before
        from ticket_history where site_id = ${siteId} window w as (partition by ticket_id order by step)
      ) as steps where step <> place or from_state is distinct from before`,
  );
  await ask(
    'a number that is not where its history ends',
    sql`select t.number from ticket t
      join lateral (
        select to_state, group_code from ticket_history h
        where h.site_id = t.site_id and h.ticket_id = t.ticket_id order by step desc limit 1
      ) as last on true
      where t.site_id = ${siteId} and (t.state <> last.to_state or t.group_code <> last.group_code)`,
  );
  await ask(
    'a call without its row on the board',
    sql`select t.number from ticket t where t.site_id = ${siteId} and t.calls <> (
        select count(*) from call c where c.site_id = t.site_id and c.ticket_id = t.ticket_id)`,
  );
  await ask(
    'an event or an audit row too many or too few',
    sql`select 1 where
      (select last from number_sequence where site_id = ${siteId} and kind = 'event')
        <> (select count(*) from event where site_id = ${siteId})
      or (select count(*) from ticket_history where site_id = ${siteId})
        <> (select count(*) from event where site_id = ${siteId} and type like 'ticket.%')`,
  );
  const steps = await central.database
    .selectFrom('ticket_history')
    .select(['from_state', 'to_state', 'action'])
    .where('site_id', '=', siteId)
    .where('from_state', 'is not', null)
    .execute();
  for (const { from_state: from, to_state: to, action } of steps)
    if (ticketSteps[from!][action as TicketAction] !== to) found.push(`${from!} ${action} ${to}`);
  return found;
}
