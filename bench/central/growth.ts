import type { PostgresCluster } from '../../src/central/testing/postgres-cluster.ts';
import { completeDossier } from '../../src/central/testing/counter-work.ts';
import { paths } from '../../src/shared/api/routes.ts';
import { fillDossiers, fillTickets } from './fill.ts';
import { BenchStation, quantile } from './load.ts';
import { siteCount, type Served } from './served.ts';

const measured: readonly [string, (station: BenchStation, site: string, code: string) => Promise<unknown>][] =
  [
    ['give out a number', (station, site) => station.issue(site)],
    [
      'call, finish',
      async (station, site) => {
        const { ticket } = (await station.callNext(site)) as { ticket: { id: string } };
        await station.finish(site, ticket.id);
      },
    ],
    [
      'take a dossier in',
      (station, siteId) => station.send('POST', paths.dossiers, { siteId }, completeDossier),
    ],
    [
      'open a dossier',
      (station, siteId, dossierCode) =>
        station.send('GET', paths.dossier, { siteId, dossierCode }, undefined, {
          query: '?stationId=may-quay-1',
        }),
    ],
    ['dossiers of the day', (station, siteId) => station.send('GET', paths.dossiers, { siteId })],
    ['snapshot of the queue', (station, siteId) => station.send('GET', paths.snapshot, { siteId })],
  ];

interface Amount {
  readonly tickets: number;
  readonly dossiers: number;
}
const few: Amount = { tickets: 10_000, dossiers: 10_000 };

/** In milliseconds, by request. */
type Times = readonly number[][];

/**
 * The same requests at two databases of one server, each behind a node of its own: one with ten thousand rows of each, one
 * with years of a province. They are asked in turn, request by request, so that what else goes on at the machine meets
 * both. The first request of a kind at a site is told apart: after a checkpoint it reads pages that nobody has asked for
 * since, and each that it changes is written whole to the log. What follows is what a day consists of.
 */
export async function growth(
  server: PostgresCluster,
  small: Served,
  large: Served,
  amount: Amount,
): Promise<void> {
  const begun = performance.now();
  console.error('filling');
  await fill(server, large, amount);
  await fill(server, small, few);
  await server.execute('checkpoint');
  console.error(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  const first = await inTurn([small, large], 1);
  const then = await inTurn([small, large], 3);
  const million = (count: number): string => `${(count / 1e6).toLocaleString('en')} million`;
  for (const [title, [one, other]] of [
    ['the first request at each site', first],
    ['then', then],
  ] as const) {
    console.log(
      `\n| ${title}: median (p95), ms | 10 thousand of each | ${million(amount.dossiers)} dossiers, ${million(amount.tickets)} tickets | times |`,
    );
    console.log('| --- | ---: | ---: | ---: |');
    for (const [index, [name]] of measured.entries())
      console.log(row(name, one?.[index] ?? [], other?.[index] ?? []));
  }
}

function row(name: string, one: readonly number[], other: readonly number[]): string {
  const show = (times: readonly number[]): string =>
    `${quantile(times, 0.5).toFixed(1)} (${quantile(times, 0.95).toFixed(1)})`;
  const times = quantile(other, 0.5) / quantile(one, 0.5);
  return `| ${name} | ${show(one)} | ${show(other)} | ${times.toFixed(2)} |`;
}

async function fill(server: PostgresCluster, { database, dossiers }: Served, to: Amount): Promise<void> {
  const step = 1_000_000;
  // Its rows are made here, not by people: their references need not be looked up one by one.
  const quick =
    "set session_replication_role = replica; set synchronous_commit = off; set work_mem = '512MB';";
  const model = dossiers.get('hall-1') ?? '';
  const statements = [
    // From the last, which are the oldest.
    ...steps(to.tickets, step).flatMap(([from, end]) => fillTickets(from, end, siteCount)),
    ...steps(to.dossiers, step).flatMap(([from, end]) => fillDossiers(from, end, siteCount, model)),
  ];
  for (const statement of statements) await server.execute(`${quick} ${statement}`, database);
  for (const table of ['ticket', 'ticket_history', 'call', 'dossier', 'dossier_history'])
    await server.execute(`vacuum analyze ${table}`, database);
}

/** @returns from and to, the highest first. */
function steps(to: number, step: number): [number, number][] {
  return Array.from({ length: Math.ceil(to / step) }, (_, index): [number, number] => [
    Math.max(0, to - (index + 1) * step),
    to - index * step,
  ]);
}

/** @returns the times at each of them. */
async function inTurn(served: readonly Served[], rounds: number): Promise<Times[]> {
  const stations = served.map(({ url, enrolled }) => new BenchStation(url, enrolled));
  const times = served.map(() => measured.map((): number[] => []));
  for (let turn = 0; turn < rounds * siteCount; turn += 1) {
    const site = `hall-${1 + (turn % siteCount)}`;
    for (const [index, [, each]] of measured.entries())
      for (let side = 0; side < served.length; side += 1) {
        // Neither is always the one that comes after the other.
        const at = (side + turn) % served.length;
        const station = stations[at];
        const code = served[at]?.dossiers.get(site);
        if (station === undefined || code === undefined) continue;
        const begun = performance.now();
        await each(station, site, code);
        times[at]?.[index]?.push(performance.now() - begun);
      }
  }
  for (const station of stations) station.close();
  return times;
}
