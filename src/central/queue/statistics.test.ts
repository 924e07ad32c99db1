import { afterAll, beforeAll, expect, it } from 'vitest';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { DayStatistics, type Figures } from '../../shared/api/statistics.ts';
import { paths } from '../../shared/api/routes.ts';
import { instantText } from '../clock.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { issue, step } from '../testing/counter-work.ts';
import { randomWork } from '../testing/random-work.ts';
import { monday, openTestCentral, type TestCentral } from '../testing/test-central.ts';

let central: TestCentral;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
  central.clock.set(monday);
  api = await central.newSite();
});
afterAll(() => central.stop());

const statistics = async (day?: string): Promise<DayStatistics> =>
  (await api.get(paths.statistics, day === undefined ? {} : { query: { day } })).as(DayStatistics);

interface Row {
  readonly ticket: string;
  readonly step: number;
  readonly from: string | null;
  readonly action: string;
  readonly at: Date;
  readonly group: string;
  readonly counter: string | null;
  readonly wait: number | null;
}

/** The rows of a day, read whole, with the wait that each call ended: told slowly, row by row. */
async function rowsOf(day: string): Promise<Row[]> {
  const rows = await central.database
    .selectFrom('ticket_history as h')
    .innerJoin('ticket as t', (join) =>
      join.onRef('t.site_id', '=', 'h.site_id').onRef('t.ticket_id', '=', 'h.ticket_id'),
    )
    .select([
      'h.ticket_id',
      'h.step',
      'h.from_state',
      'h.to_state',
      'h.action',
      'h.at',
      'h.group_code',
      'h.counter_id',
    ])
    .where('t.site_id', '=', api.siteId)
    .where('t.day', '=', day)
    .orderBy('h.ticket_id')
    .orderBy('h.step')
    .execute();
  const told: Row[] = [];
  let waitingSince: number | null = null;
  for (const row of rows) {
    if (row.step === 1) waitingSince = null;
    const calls = row.action === 'call' || row.action === 'callChosen';
    const wait = calls && waitingSince !== null ? (row.at.getTime() - waitingSince) / 1000 : null;
    if (row.to_state !== 'waiting') waitingSince = null;
    else waitingSince ??= row.at.getTime();
    told.push({
      ticket: row.ticket_id,
      step: row.step,
      from: row.from_state,
      action: row.action,
      at: row.at,
      group: row.group_code,
      counter: row.counter_id,
      wait,
    });
  }
  return told;
}

function figuresOf(rows: readonly Row[]): Figures {
  const count = (...actions: string[]): number =>
    rows.filter(({ action }) => actions.includes(action)).length;
  const waits = rows.flatMap(({ wait }) => (wait === null ? [] : [wait])).sort((a, b) => a - b);
  const rank = (share: number): number | null =>
    waits.length === 0 ? null : Math.round(waits[Math.ceil(share * waits.length) - 1]!);
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  return {
    issued: count('issue'),
    called: count('call', 'callChosen'),
    served: count('finish', 'nextService'),
    noShow: count('noShow'),
    parked: count('park'),
    transfers: count('transfer'),
    cancelled: count('cancel'),
    meanWaitSeconds: waits.length === 0 ? null : Math.round(mean),
    medianWaitSeconds: rank(0.5),
    p90WaitSeconds: rank(0.9),
  };
}

function by<K extends string | number>(rows: readonly Row[], keyOf: (row: Row) => K | null): [K, Figures][] {
  const keys = [...new Set(rows.flatMap((row) => keyOf(row) ?? []))].sort();
  return keys.map((key) => [key, figuresOf(rows.filter((row) => keyOf(row) === key))]);
}

it('of a day without numbers are empty, not missing', async () => {
  const { total, groups, hours } = await statistics();
  expect(total).toMatchObject({ issued: 0, called: 0, meanWaitSeconds: null, p90WaitSeconds: null });
  expect([groups, hours]).toEqual([[], []]);
});

it('count what a plain reading of the history counts, over a day of random work', async () => {
  await randomWork(api, { seed: 7, steps: 260, advance: (seconds) => central.clock.advance(seconds) });
  const day = (await api.get(paths.snapshot)).as(SiteSnapshot).day;
  const rows = await rowsOf(day);
  // Enough of everything that there is something to count wrong.
  for (const action of ['issue', 'call', 'callChosen', 'park', 'transfer', 'nextService', 'noShow', 'cancel'])
    expect(
      rows.some((row) => row.action === action),
      action,
    ).toBe(true);
  const told = await statistics(day);
  expect(told.total).toEqual(figuresOf(rows));
  const plain = {
    groups: by(rows, ({ group }) => group).map(([groupCode, figures]) => ({ groupCode, ...figures })),
    counters: by(rows, ({ counter }) => counter).map(([counterId, figures]) => ({ counterId, ...figures })),
    hours: by(rows, ({ at }) => Number(instantText(at).slice(11, 13)))
      .map(([hour, figures]) => ({ hour, ...figures }))
      .sort((a, b) => a.hour - b.hour),
  };
  expect(told.groups).toEqual(plain.groups);
  expect(told.counters).toEqual(plain.counters);
  expect(told.hours).toEqual(plain.hours);
  expect(told.officers).toEqual([]);
  expect(told.hours.length).toBeGreaterThan(1);
});

it('are of one day and one site', async () => {
  const elsewhere = await central.newSite();
  await issue(elsewhere);
  central.clock.advance(24 * 3600);
  const { id } = await issue(api);
  central.clock.advance(90);
  await step(api, 'callTicket', id, 'quay-2');
  expect((await statistics()).total).toMatchObject({ issued: 1, called: 1, medianWaitSeconds: 90 });
  const none = await api.get(paths.statistics, { query: { day: 'gestern' } });
  expect([none.status, none.code()]).toEqual([400, 'bad-request']);
});
