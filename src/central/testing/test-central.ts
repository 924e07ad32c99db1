import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Kysely } from 'kysely';
import { passwordsHere } from '../access/argon2.ts';
import { createCentral } from '../app.ts';
import { EventWire } from '../events/event-wire.ts';
import { SiteBell } from '../events/site-bell.ts';
import { fillSites } from '../catalogue/fill-site.ts';
import type { CentralOptions } from '../central.ts';
import { systemClock, type Clock } from '../clock.ts';
import { lineLog } from '../log.ts';
import { Seal } from '../privacy/seal.ts';
import { migrate } from '../store/migrate.ts';
import type { OpenDatabase } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { ApiClient } from './api-client.ts';
import { smallCatalogue } from './small-catalogue.ts';
import { openOnServer, openTestDatabase } from './test-database.ts';

export const testAccessKey = 'test-access-key-0001';
export const testDataKey = '00112233445566778899aabbccddeeff'.repeat(2);

/** A clock that stands where it is put. */
export class TestClock implements Clock {
  #at: number;

  constructor(instant: string) {
    this.#at = Date.parse(instant);
  }

  now(): Date {
    return new Date(this.#at);
  }

  set(instant: string): void {
    this.#at = Date.parse(instant);
  }

  advance(seconds: number): void {
    this.#at += seconds * 1000;
  }
}

/**
 * A central over a real database and real HTTP on a free port. Each test takes a site of its own. The same suites run on
 * both engines: `vitest run --project node` on PGlite, `--project postgresql` on a PostgreSQL server.
 */
export interface TestCentral {
  readonly database: Kysely<Tables>;
  readonly engine: OpenDatabase['engine'];
  /** Address of its database on the server, for another node on the same; null: embedded. */
  readonly databaseUrl: string | null;
  readonly clock: TestClock;
  /** The lines of its log. */
  readonly lines: string[];
  readonly url: string;
  /** A client of a new site. */
  newSite(): Promise<ApiClient>;
  stop(): Promise<void>;
}

/** Monday, 2 March 2026, 09:00 at the centre. */
export const monday = '2026-03-02T09:00:00+07:00';

export interface TestCentralOptions extends Pick<
  Partial<CentralOptions>,
  'heartbeatMs' | 'stallMs' | 'metricsKey' | 'limits' | 'trustedProxies' | 'passwords'
> {
  /** Another node on this database, instead of a new one. */
  readonly databaseUrl?: string;
}

export async function openTestCentral(options: TestCentralOptions = {}): Promise<TestCentral> {
  const { databaseUrl, ...rest } = options;
  const opened =
    databaseUrl === undefined
      ? await openTestDatabase()
      : { ...(await openOnServer(databaseUrl)), url: databaseUrl };
  await migrate(opened.database, systemClock);
  const { database, engine } = opened;
  const clock = new TestClock(monday);
  const lines: string[] = [];
  const log = lineLog(
    (line) => void lines.push(line),
    () => clock.now(),
  );
  const bell = new SiteBell();
  const wire = opened.url === null ? null : new EventWire({ url: opened.url, bell, log, pingMs: 1_000 });
  await wire?.start();
  const stopping = new AbortController();
  const app = createCentral({
    database,
    engine,
    clock,
    seal: new Seal(Buffer.from(testDataKey, 'hex')),
    accessKey: testAccessKey,
    // As cheap as argon2 gets: what is tested is what is done with passwords.
    passwords: passwordsHere({ memory: 256, iterations: 1 }),
    // All of a test comes from one address; the tests of the limits say theirs.
    limits: {
      logInPerAddress: { burst: 10_000, perSecond: 1_000 },
      requestsPerStation: { burst: 10_000, perSecond: 1_000 },
    },
    log,
    version: '0.0.0-test',
    stopped: stopping.signal,
    bell,
    ...rest,
  });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let sites = 0;
  return {
    database,
    engine,
    databaseUrl: opened.url,
    clock,
    lines,
    url,
    async newSite() {
      sites += 1;
      const siteId = `site-${sites}`;
      await fillSites(database, smallCatalogue([siteId]));
      return new ApiClient(url, testAccessKey, siteId);
    },
    async stop() {
      stopping.abort();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await wire?.stop();
      await opened.close();
    },
  };
}
