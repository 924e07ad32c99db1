import { execFile, fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import {
  freePort,
  startPostgresCluster,
  type PostgresCluster,
} from '../../src/central/testing/postgres-cluster.ts';
import type { SoakPlan } from '../../src/central/testing/soak/soak-plan.ts';
import { completeDossier } from '../../src/central/testing/counter-work.ts';
import { paths } from '../../src/shared/api/routes.ts';
import { enrolSites, type EnrolledSite } from './enrolled.ts';
import { fillDossiers, fillTickets } from './fill.ts';
import { BenchStation, quantile } from './load.ts';
import { issueScript, visitScript } from './pgbench-scripts.ts';

type Enrolled = ReadonlyMap<string, EnrolledSite>;
const run = promisify(execFile);

/** `main <built node> <built streams> [options]`: prints the tables for docs/benchmarks.md, or `--only` one of them. */
const { values, positionals } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    streams: { type: 'string', default: '4000' },
    tickets: { type: 'string', default: '20000000' },
    dossiers: { type: 'string', default: '10000000' },
    only: { type: 'string' },
  },
  allowPositionals: true,
});
const [nodeProgram = '', streamsProgram = ''] = positionals;
const seconds = Number(values.seconds);
const sites = 208;
const clients = 16;
const commandsPerSecond = 60;
/** Of an installation, to begin with; what is measured asks as stations and officers do. */
const accessKey = 'bench-access-key-0001';

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

const cluster = await startPostgresCluster({
  durable: true,
  // As docs/operate.md sets a server of 8 GB.
  settings: {
    shared_buffers: '1GB',
    max_wal_size: '4GB',
    random_page_cost: '1.1',
    effective_cache_size: '4GB',
    // After years of data in two minutes it would be at it while the times are taken; the fill vacuums by itself.
    autovacuum: 'off',
  },
});
const folder = await mkdtemp(join(tmpdir(), 'bench-central-'));
let node: ChildProcess | null = null;
try {
  await cluster.execute('create database bench');
  const port = await freePort();
  const plan: SoakPlan = {
    databaseUrl: cluster.url('bench'),
    poolSize: 16,
    accessKey,
    dataKey: 'ab'.repeat(32),
    sites: Array.from({ length: sites }, (_, index) => `hall-${index + 1}`),
    nodes: [`http://127.0.0.1:${port}`],
    heartbeatMs: null,
    clients,
    seconds,
    seed: 1,
  };
  const url = new URL(plan.nodes[0] ?? '');
  node = fork(nodeProgram, [JSON.stringify(plan), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
  });
  await new Promise<void>((resolve, reject) => {
    node?.stdout?.once('data', () => resolve());
    node?.once('close', () => reject(new Error('the node did not start')));
  });
  const enrolled = await enrolSites(
    cluster,
    'bench',
    plan.sites,
    Math.ceil(Number(values.streams) / plan.sites.length),
  );
  const dossiers = await begin(url, enrolled);
  console.log(
    `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}, load ${(await load()).trim()}; ${sites} sites, ${clients} clients\n`,
  );
  if (isWanted('rates')) await rates(cluster, url, enrolled);
  if (isWanted('growth')) await growth(cluster, url, enrolled, dossiers);
  if (isWanted('streams')) await streams(url, enrolled, node);
} finally {
  if (node !== null) {
    const ended = new Promise((resolve) => node?.once('close', resolve));
    node.kill('SIGTERM');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
  await cluster.stop();
}

function isWanted(part: 'rates' | 'growth' | 'streams'): boolean {
  return values.only === undefined || values.only === part;
}

async function load(): Promise<string> {
  return (await run('cat', ['/proc/loadavg'])).stdout.split(' ').slice(0, 3).join(' ');
}

/** Every site begins its audit chain, and has a dossier: the codes, by site. */
async function begin(url: URL, enrolled: Enrolled): Promise<ReadonlyMap<string, string>> {
  const station = new BenchStation(url, enrolled);
  const codes = new Map<string, string>();
  for (let index = 1; index <= sites; index += 1) {
    const siteId = `hall-${index}`;
    await station.visit(siteId);
    const { code } = (await station.send('POST', paths.dossiers, { siteId }, completeDossier)) as {
      code: string;
    };
    codes.set(siteId, code);
  }
  station.close();
  return codes;
}

/** Commands per second: pgbench with the same statements, and whole commands over HTTP, in turn. */
async function rates(server: PostgresCluster, url: URL, enrolled: Enrolled): Promise<void> {
  console.log(
    `| ${clients} clients, ${seconds} s each          | pgbench, same SQL | whole API commands |    of it |`,
  );
  console.log('| --- | ---: | ---: | ---: |');
  for (const [name, script, each, perWork] of [
    [
      'give out a number',
      issueScript(sites, clients),
      (station: BenchStation, site: string) => station.issue(site),
      1,
    ],
    [
      'give out, call, finish',
      visitScript(sites, clients),
      (station: BenchStation, site: string) => station.visit(site),
      3,
    ],
  ] as const) {
    // Twice in turn: what else goes on here comes and goes.
    const limits: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      limits.push((await pgbench(server, script)) * perWork);
      ours.push((await drive(url, enrolled, each)) * perWork);
    }
    const [limit, our] = [limits, ours].map((all) => all.reduce((sum, one) => sum + one, 0) / all.length) as [
      number,
      number,
    ];
    console.log(
      `| ${name} | ${limit.toFixed(0)}/s | ${our.toFixed(0)}/s | ${((our / limit) * 100).toFixed(0)} % |`,
    );
  }
}

async function pgbench(server: PostgresCluster, script: string): Promise<number> {
  const file = join(folder, 'script.sql');
  await writeFile(file, script);
  const { stdout } = await run(join(server.programs, 'pgbench'), [
    ...[
      '--no-vacuum',
      '--protocol=prepared',
      `--client=${clients}`,
      '--jobs=2',
      `--time=${seconds}`,
      `--file=${file}`,
    ],
    ...['--host', server.folder, '--port', String(server.port), '--username', 'postgres', 'bench'],
  ]);
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
}

async function drive(
  url: URL,
  enrolled: Enrolled,
  each: (station: BenchStation, site: string) => Promise<unknown>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const share = Math.floor(sites / clients);
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const station = new BenchStation(url, enrolled);
      for (let turn = 0; performance.now() < end; turn += 1) {
        await each(station, `hall-${1 + client + clients * (turn % share)}`);
        done += 1;
      }
      station.close();
    }),
  );
  return done / seconds;
}

/** The same requests before and after years of data, one after the other. */
async function growth(
  server: PostgresCluster,
  url: URL,
  enrolled: Enrolled,
  dossiers: ReadonlyMap<string, string>,
): Promise<void> {
  const model = dossiers.get('hall-1') ?? '';
  // Sites that the rates left alone have a usual day; each request is measured at all of them.
  const small = { tickets: 10_000, dossiers: 10_000 };
  const large = { tickets: Number(values.tickets), dossiers: Number(values.dossiers) };
  await fill(server, { tickets: 0, dossiers: 0 }, small, model);
  const before = await rounds(url, enrolled, dossiers);
  const begun = performance.now();
  console.error('filling');
  await fill(server, small, large, model);
  console.error(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  const after = await rounds(url, enrolled, dossiers);
  const million = (count: number): string => `${(count / 1e6).toLocaleString('en')} million`;
  for (const [round, title] of ['the first request at each site', 'then'].entries()) {
    console.log(
      `\n| ${title}: median (p95), ms | 10 thousand of each | ${million(large.dossiers)} dossiers, ${million(large.tickets)} tickets | times |`,
    );
    console.log('| --- | ---: | ---: | ---: |');
    for (const [index, [name]] of measured.entries()) {
      const [one = [], other = []] = [before[round]?.[index], after[round]?.[index]];
      const show = (times: number[]): string =>
        `${quantile(times, 0.5).toFixed(1)} (${quantile(times, 0.95).toFixed(1)})`;
      console.log(
        `| ${name} | ${show(one)} | ${show(other)} | ${(quantile(other, 0.5) / quantile(one, 0.5)).toFixed(2)} |`,
      );
    }
  }
}

async function fill(
  server: PostgresCluster,
  from: { tickets: number; dossiers: number },
  to: { tickets: number; dossiers: number },
  model: string,
): Promise<void> {
  const step = 1_000_000;
  // Its rows are made here, not by people: their references need not be looked up one by one.
  const quick =
    "set session_replication_role = replica; set synchronous_commit = off; set work_mem = '512MB';";
  // From the last, which are the oldest.
  for (let at = to.tickets; at > from.tickets; at -= step)
    for (const statement of fillTickets(Math.max(at - step, from.tickets), at, sites))
      await server.execute(`${quick} ${statement}`, 'bench');
  for (let at = to.dossiers; at > from.dossiers; at -= step)
    for (const statement of fillDossiers(Math.max(at - step, from.dossiers), at, sites, model))
      await server.execute(`${quick} ${statement}`, 'bench');
  for (const table of ['ticket', 'ticket_history', 'call', 'dossier', 'dossier_history'])
    await server.execute(`vacuum analyze ${table}`, 'bench');
  await server.execute('checkpoint', 'bench');
}

/**
 * Twice: the first request of a kind at a site after a checkpoint reads pages that nobody has asked for since, and writes
 * each that it changes whole to the log; the ones after it are what a day consists of.
 */
async function rounds(
  url: URL,
  enrolled: Enrolled,
  dossiers: ReadonlyMap<string, string>,
): Promise<number[][][]> {
  return [await latencies(url, enrolled, dossiers), await latencies(url, enrolled, dossiers)];
}

async function latencies(
  url: URL,
  enrolled: Enrolled,
  dossiers: ReadonlyMap<string, string>,
): Promise<number[][]> {
  const station = new BenchStation(url, enrolled);
  const times = measured.map((): number[] => []);
  for (let turn = 0; turn < 220; turn += 1) {
    const site = `hall-${1 + (turn % sites)}`;
    for (const [index, [, each]] of measured.entries()) {
      const begun = performance.now();
      await each(station, site, dossiers.get(site) ?? '');
      // The first of each are for warming up.
      if (turn >= 20) times[index]?.push(performance.now() - begun);
    }
  }
  station.close();
  return times;
}

/** Latency of commands at the rate of a morning, with stations listening. */
async function streams(url: URL, enrolled: Enrolled, program: ChildProcess): Promise<void> {
  const memory = (): Promise<{ rss: number; heapUsed: number }> =>
    new Promise((resolve) => {
      program.once('message', (message) => resolve(message as { rss: number; heapUsed: number }));
      program.send('memory');
    });
  const idle = await memory();
  const count = Number(values.streams);
  const listeners = fork(streamsProgram, [url.href], { execArgv: [] });
  // In turn, so that a site's do not all come at once.
  listeners.send(
    Array.from({ length: count }, (_, index) => {
      const site = `hall-${1 + (index % sites)}`;
      return { site, shown: enrolled.get(site)?.displays[Math.floor(index / sites)] };
    }),
  );
  await new Promise((resolve) => listeners.once('message', resolve));
  const connected = await memory();
  const stations = Array.from({ length: clients * 2 }, () => new BenchStation(url, enrolled));
  const times: number[] = [];
  const total = Math.max(seconds, 20) * commandsPerSecond;
  const begun = performance.now();
  const visits: Promise<void>[] = [];
  // Sent when it is due, whether those before are answered or not: as citizens come.
  for (let turn = 0; turn * 3 < total; turn += 1) {
    const due = begun + (turn * 3_000) / commandsPerSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const station = stations[turn % stations.length];
    const site = `hall-${1 + (turn % sites)}`;
    if (station !== undefined) visits.push(timedVisit(station, site, times));
  }
  await Promise.all(visits);
  const took = (performance.now() - begun) / 1000;
  const after = await memory();
  const told = new Promise<{ heard: number; lost: number }>((resolve) =>
    listeners.once('message', (message) => resolve(message as { heard: number; lost: number })),
  );
  listeners.send('count');
  const { heard, lost } = await told;
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(
    `\n${count} event streams, ${(times.length / took).toFixed(0)} commands a second for ${took.toFixed(0)} s: median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms; ${heard} events heard, ${lost} streams lost.`,
  );
  console.log(
    `Memory of the node: ${megabytes(idle.rss)} before, ${megabytes(connected.rss)} connected, ${megabytes(after.rss)} after (heap ${megabytes(after.heapUsed)}). Load ${(await load()).trim()}.`,
  );
  for (const station of stations) station.close();
  listeners.disconnect();
}

async function timedVisit(station: BenchStation, site: string, times: number[]): Promise<void> {
  const timed = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
    const begun = performance.now();
    const answer = await work;
    times.push(performance.now() - begun);
    return answer;
  };
  await timed(station.issue(site));
  const { ticket } = (await timed(station.callNext(site))) as { ticket: { id: string } };
  await timed(station.finish(site, ticket.id));
}
