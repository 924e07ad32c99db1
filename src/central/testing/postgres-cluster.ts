import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findPostgresPrograms, program } from './postgres-programs.ts';

const run = promisify(execFile);

/** The superuser of a cluster, for connections over TCP; over its socket nobody is asked. */
export const clusterPassword = 'test-password';

export interface ClusterOptions {
  /** Whether a commit waits for the disk, as in earnest. Tests do without: their cluster dies with them. */
  readonly durable: boolean;
  /** More of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A PostgreSQL server of our own: in a folder of its own, on a socket and a port of its own. */
export interface PostgresCluster {
  /** Folder of its programs (`pgbench`, `psql`). */
  readonly programs: string;
  readonly folder: string;
  readonly port: number;
  /** Address of a database, over the socket (over TCP on Windows). */
  url(database: string): string;
  /** Runs a statement as superuser, by default in the database `postgres`. */
  execute(statement: string, database?: string): Promise<Record<string, unknown>[]>;
  /** Stops the server, leaving its data. `immediate`: as if it had crashed. */
  halt(how: 'fast' | 'immediate'): Promise<void>;
  /** Starts it again after {@link halt}. */
  resume(): Promise<void>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** Whom the server runs as: PostgreSQL refuses root, so root takes the user of its package. */
interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Makes and starts a cluster. Throws where PostgreSQL is not installed or does not start, with its own words. */
export async function startPostgresCluster(options: ClusterOptions): Promise<PostgresCluster> {
  const programs = findPostgresPrograms(process.env);
  const owner = await ownerOfServer();
  const folder = await mkdtemp(join(tmpdir(), 'quay-pg-'));
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, clusterPassword);
  if (owner !== null) for (const path of [folder, passwordFile]) await chown(path, owner.uid, owner.gid);
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const auth = ['--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${passwordFile}`];
  const flags = ['--username=postgres', '--encoding=UTF8', '--locale=C', ...auth];
  await run(join(programs, program('initdb')), ['-D', data, '--no-sync', ...flags], {
    ...owner,
    cwd: folder,
  });
  const port = await freePort();
  const cluster = new Cluster(programs, folder, port, owner, options);
  await cluster.resume();
  return cluster;
}

const forSpeed = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

class Cluster implements PostgresCluster {
  #server: ChildProcess | null = null;

  constructor(
    readonly programs: string,
    readonly folder: string,
    readonly port: number,
    private readonly owner: Owner | null,
    private readonly options: ClusterOptions,
  ) {
    // Whoever forgets to stop it, or is ended, leaves none behind.
    process.once('exit', () => this.#server?.kill('SIGQUIT'));
  }

  url(database: string): string {
    return process.platform === 'win32'
      ? `postgres://postgres:${clusterPassword}@127.0.0.1:${this.port}/${database}`
      : `postgres://postgres@/${database}?host=${encodeURIComponent(this.folder)}&port=${this.port}`;
  }

  async execute(statement: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  async halt(how: 'fast' | 'immediate'): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
    server.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await ended;
  }

  async resume(): Promise<void> {
    const settings: Record<string, string> = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: process.platform === 'win32' ? '' : this.folder,
      max_connections: '300',
      shared_buffers: '64MB',
      ...(this.options.durable ? {} : forSpeed),
      ...this.options.settings,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = [join(this.programs, program('postgres')), '-D', join(this.folder, 'data'), ...flags];
    // On Linux it ends with this process however that ends.
    const command =
      process.platform === 'linux' ? ['setpriv', '--pdeathsig', 'INT', '--', ...server] : server;
    const words = await open(join(this.folder, 'log'), 'a');
    const child = spawn(command[0] ?? '', command.slice(1), {
      ...this.owner,
      cwd: this.folder,
      stdio: ['ignore', words.fd, words.fd],
    });
    this.#server = child;
    const failed = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('close', () => reject(new Error('it ended')));
    });
    failed.catch(() => undefined);
    try {
      await Promise.race([this.#untilReady(), failed]);
    } catch (thrown) {
      const log = await readFile(join(this.folder, 'log'), 'utf8');
      throw new Error(`PostgreSQL did not start: ${log.slice(-2_000)}`, { cause: thrown });
    } finally {
      await words.close();
    }
  }

  async stop(): Promise<void> {
    await this.halt('fast');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Asks until it answers: PostgreSQL tells nobody else when it is ready. */
  async #untilReady(): Promise<void> {
    while (this.#server !== null) {
      try {
        await this.execute('select 1');
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}

async function ownerOfServer(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name]))).catch(() => null);
    if (ids !== null) return { uid: Number(ids[0]?.stdout), gid: Number(ids[1]?.stdout) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody"');
}

/** A port that nobody has now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
