import { execFile, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startPostgresCluster, type PostgresCluster } from '../../src/central/testing/postgres-cluster.ts';
import { growth } from './growth.ts';
import { BenchStation, quantile } from './load.ts';
import { issueScript, visitScript } from './pgbench-scripts.ts';
import { serve, siteCount, type Served } from './served.ts';

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
const clients = 16;
const commandsPerSecond = 60;

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
const all: Served[] = [];
async function served(database: string, displays: number): Promise<Served> {
  const one = await serve(cluster, database, nodeProgram, displays);
  all.push(one);
  return one;
}
try {
  const province = await served('bench', Math.ceil(Number(values.streams) / siteCount));
  console.log(
    `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}, load ${(await load()).trim()}; ${siteCount} sites, ${clients} clients\n`,
  );
  if (isWanted('rates')) await rates(cluster, province);
  if (isWanted('growth'))
    await growth(cluster, await served('bench_small', 1), province, {
      tickets: Number(values.tickets),
      dossiers: Number(values.dossiers),
    });
  if (isWanted('streams')) await streams(province);
} finally {
  await Promise.all(all.map((one) => one.stop()));
  await rm(folder, { recursive: true, force: true });
  await cluster.stop();
}

function isWanted(part: 'rates' | 'growth' | 'streams'): boolean {
  return values.only === undefined || values.only === part;
}

async function load(): Promise<string> {
  return (await run('cat', ['/proc/loadavg'])).stdout.split(' ').slice(0, 3).join(' ');
}

/** Commands per second: pgbench with the same statements, and whole commands over HTTP, in turn. */
async function rates(server: PostgresCluster, province: Served): Promise<void> {
  console.log(
    `| ${clients} clients, ${seconds} s each          | pgbench, same SQL | whole API commands |    of it |`,
  );
  console.log('| --- | ---: | ---: | ---: |');
  for (const [name, script, each, perWork] of [
    [
      'give out a number',
      issueScript(siteCount, clients),
      (station: BenchStation, site: string) => station.issue(site),
      1,
    ],
    [
      'give out, call, finish',
      visitScript(siteCount, clients),
      (station: BenchStation, site: string) => station.visit(site),
      3,
    ],
  ] as const) {
    // Twice in turn: what else goes on here comes and goes.
    const limits: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      limits.push((await pgbench(server, script)) * perWork);
      ours.push((await drive(province, each)) * perWork);
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
  { url, enrolled }: Served,
  each: (station: BenchStation, site: string) => Promise<unknown>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const share = Math.floor(siteCount / clients);
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

/** Latency of commands at the rate of a morning, with stations listening. */
async function streams({ url, enrolled, node }: Served): Promise<void> {
  const memory = (): Promise<{ rss: number; heapUsed: number }> =>
    new Promise((resolve) => {
      node.once('message', (message) => resolve(message as { rss: number; heapUsed: number }));
      node.send('memory');
    });
  const idle = await memory();
  const count = Number(values.streams);
  const listeners = fork(streamsProgram, [url.href], { execArgv: [] });
  // In turn, so that a site's do not all come at once.
  listeners.send(
    Array.from({ length: count }, (_, index) => {
      const site = `hall-${1 + (index % siteCount)}`;
      return { site, shown: enrolled.get(site)?.displays[Math.floor(index / siteCount)] };
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
    const site = `hall-${1 + (turn % siteCount)}`;
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
