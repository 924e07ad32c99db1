import { fork, type ChildProcess } from 'node:child_process';
import { freePort, type PostgresCluster } from '../../src/central/testing/postgres-cluster.ts';
import { completeDossier } from '../../src/central/testing/counter-work.ts';
import type { SoakPlan } from '../../src/central/testing/soak/soak-plan.ts';
import { paths } from '../../src/shared/api/routes.ts';
import { enrolSites, type EnrolledSite } from './enrolled.ts';
import { BenchStation } from './load.ts';

/** The sites of one province. */
export const siteCount = 208;

/** A database of the cluster with one node of central at work on it. */
export interface Served {
  readonly database: string;
  readonly url: URL;
  readonly enrolled: ReadonlyMap<string, EnrolledSite>;
  /** Of every site the code of a dossier that was taken in at the beginning. */
  readonly dossiers: ReadonlyMap<string, string>;
  readonly node: ChildProcess;
  stop(): Promise<void>;
}

/** @param displays at each site, with a key each. Every site has had a visit and a dossier when this resolves. */
export async function serve(
  cluster: PostgresCluster,
  database: string,
  nodeProgram: string,
  displays: number,
): Promise<Served> {
  await cluster.execute(`create database ${database}`);
  const port = await freePort();
  const url = new URL(`http://127.0.0.1:${port}`);
  const sites = Array.from({ length: siteCount }, (_, index) => `hall-${index + 1}`);
  const plan: SoakPlan = {
    databaseUrl: cluster.url(database),
    poolSize: 16,
    // Of an installation, to begin with; what is measured asks as stations and officers do.
    accessKey: 'bench-access-key-0001',
    dataKey: 'ab'.repeat(32),
    sites,
    nodes: [url.origin],
    heartbeatMs: null,
    clients: 1,
    seconds: 1,
    seed: 1,
  };
  const node = fork(nodeProgram, [JSON.stringify(plan), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
  });
  await new Promise<void>((resolve, reject) => {
    node.stdout?.once('data', () => resolve());
    node.once('close', () => reject(new Error('the node did not start')));
  });
  const enrolled = await enrolSites(cluster, database, sites, displays);
  return {
    database,
    url,
    enrolled,
    dossiers: await begin(url, enrolled, sites),
    node,
    stop: () =>
      new Promise((resolve) => {
        node.once('close', () => resolve());
        node.kill('SIGTERM');
      }),
  };
}

/** Every site begins its audit chain, and has a dossier: the codes, by site. */
async function begin(
  url: URL,
  enrolled: Served['enrolled'],
  sites: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const station = new BenchStation(url, enrolled);
  const codes = new Map<string, string>();
  for (const siteId of sites) {
    await station.visit(siteId);
    const { code } = (await station.send('POST', paths.dossiers, { siteId }, completeDossier)) as {
      code: string;
    };
    codes.set(siteId, code);
  }
  station.close();
  return codes;
}
