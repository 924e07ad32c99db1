import type { TestProject } from 'vitest/node';
import { systemClock } from '../clock.ts';
import { migrate } from '../store/migrate.ts';
import { openPostgres } from '../store/open-postgres.ts';
import { startPostgresCluster } from './postgres-cluster.ts';

/** What tests on PostgreSQL are given of the cluster of their run. */
export interface TestPostgres {
  /** Address of a database, its name left open as `{database}`. */
  readonly url: string;
  readonly port: number;
  /** A database with the tables of central and nothing in them, to be copied. */
  readonly template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres?: TestPostgres;
  }
}

const template = 'central_template';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One cluster for all tests of a run; each test file copies the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startPostgresCluster({ durable: false });
  await cluster.execute(`create database ${template}`);
  const url = cluster.url(template);
  const opened = await openPostgres({ url, poolSize: 1, limits: 'work', log: silent });
  await migrate(opened.database, systemClock);
  await opened.close();
  project.provide('postgres', {
    url: cluster.url('{database}').replace('%7Bdatabase%7D', '{database}'),
    port: cluster.port,
    template,
  });
  return () => cluster.stop();
}
