import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { Seal } from '../../privacy/seal.ts';
import { openPostgres } from '../../store/open-postgres.ts';
import type { OpenDatabase } from '../../store/open.ts';
import { freePort, startPostgresCluster, type PostgresCluster } from '../postgres-cluster.ts';
import { brokenInvariants } from './soak-invariants.ts';
import { randomFrom, SoakLine, type SoakPlan } from './soak-plan.ts';

export interface SoakOptions {
  /** The built `soak-node` and `soak-clients`. */
  readonly programs: { readonly node: string; readonly clients: string };
  readonly seconds: number;
  readonly seed: number;
  /** Told what happens, for whoever watches. */
  readonly say: (line: string) => void;
}

export interface SoakReport {
  readonly seed: number;
  readonly answers: number;
  readonly done: number;
  readonly repeated: number;
  readonly nodesKilled: number;
  readonly clientsKilled: number;
  readonly tickets: number;
  readonly dossiers: number;
  readonly events: number;
  readonly faults: readonly string[];
}

const sites = ['hall-1', 'hall-2', 'hall-3'];
const processes = 3;
const clientsPerProcess = 20;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const dataKey = '00112233445566778899aabbccddeeff'.repeat(2);

/**
 * Sixty clients in three processes do random commands at two nodes on one PostgreSQL that really writes to disk. A third and
 * two thirds into it a node is killed and started again; in the middle a process of clients is killed. Then what must be so
 * is asked of the database, and every answer that a client was given is looked for in it.
 */
export async function soakCentral(options: SoakOptions): Promise<SoakReport> {
  const cluster = await startPostgresCluster({ durable: true });
  const hall = new Hall(cluster, options);
  try {
    return await hall.run();
  } finally {
    hall.killAll();
    await cluster.stop();
  }
}

class Hall {
  readonly #children = new Set<ChildProcess>();
  readonly #faults: string[] = [];
  readonly #answers: Extract<SoakLine, { kind: 'answer' }>[] = [];
  readonly #heard = new Map<string, number[]>();
  #nodesKilled = 0;

  constructor(
    private readonly cluster: PostgresCluster,
    private readonly options: SoakOptions,
  ) {}

  async run(): Promise<SoakReport> {
    const { seconds, seed } = this.options;
    await this.cluster.execute('create database soak');
    const ports = [await freePort(), await freePort()];
    const plan: SoakPlan = {
      databaseUrl: this.cluster.url('soak'),
      poolSize: 8,
      accessKey: 'soak-access-key-0001',
      dataKey,
      sites,
      nodes: ports.map((port) => `http://127.0.0.1:${port}`),
      heartbeatMs: 500,
      clients: clientsPerProcess,
      seconds,
      seed,
    };
    // Both at once: they make the tables once.
    let nodes = await Promise.all(ports.map((port) => this.#startNode(plan, port)));
    const clients = Array.from({ length: processes }, (_, index) =>
      this.#startClients(plan, index * clientsPerProcess),
    );
    const random = randomFrom(seed);
    const part = (seconds * 1000) / 6;
    await after(part * (1.5 + random()));
    nodes = await this.#killNode(plan, ports, nodes, 0);
    await after(part * 0.5);
    this.options.say('killing a process of clients');
    clients[0]?.child.kill('SIGKILL');
    await after(part * (0.5 + random()));
    await this.#killNode(plan, ports, nodes, 1);
    const living = clients.slice(1);
    await Promise.all(living.map(({ done }) => done));
    return this.#close(plan, living);
  }

  killAll(): void {
    for (const child of this.#children) child.kill('SIGKILL');
  }

  async #killNode(
    plan: SoakPlan,
    ports: readonly number[],
    nodes: readonly ChildProcess[],
    index: number,
  ): Promise<ChildProcess[]> {
    this.options.say(`killing node ${index + 1}`);
    const node = nodes[index];
    const ended = new Promise((resolve) => node?.once('close', resolve));
    node?.kill('SIGKILL');
    await ended;
    this.#nodesKilled += 1;
    const again = await this.#startNode(plan, ports[index] ?? 0);
    this.options.say(`node ${index + 1} is back`);
    return nodes.map((each, place) => (place === index ? again : each));
  }

  async #close(
    plan: SoakPlan,
    living: readonly { readonly child: ChildProcess; readonly ended: Promise<void> }[],
  ): Promise<SoakReport> {
    const opened = await openPostgres({ url: plan.databaseUrl, poolSize: 2, limits: 'work', log: silent });
    try {
      const lasts = await lastEvents(opened);
      for (const { child } of living) child.send(lasts);
      await Promise.all(living.map(({ ended }) => ended));
      this.#faults.push(...(await brokenInvariants(opened.database, new Seal(Buffer.from(dataKey, 'hex')))));
      await this.#findAnswers(opened);
      for (const [site, last] of Object.entries(lasts))
        for (const count of this.#heard.get(site) ?? [])
          if (count !== last) this.#faults.push(`${site}: ${count} of ${last} events heard`);
      const count = async (table: 'ticket' | 'dossier'): Promise<number> =>
        Number(
          (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(opened.database))
            .rows[0]?.n,
        );
      return {
        seed: this.options.seed,
        answers: this.#answers.length,
        done: this.#answers.filter(({ status }) => status < 300).length,
        repeated: this.#answers.filter(({ attempts }) => attempts > 1).length,
        nodesKilled: this.#nodesKilled,
        clientsKilled: clientsPerProcess,
        tickets: await count('ticket'),
        dossiers: await count('dossier'),
        events: Object.values(lasts).reduce((sum, last) => sum + last, 0),
        faults: this.#faults,
      };
    } finally {
      await opened.close();
    }
  }

  /** What a client was told is what the database holds: done is done, refused is refused, and what was made is there. */
  async #findAnswers({ database }: OpenDatabase): Promise<void> {
    const { rows } = await sql<{ key: string; status: string }>`select key, status from command`.execute(
      database,
    );
    const kept = new Map(rows.map((row) => [row.key, row.status]));
    for (const { key, status, site } of this.#answers) {
      const wanted = status < 300 ? 'done' : 'refused';
      if (kept.get(key) !== wanted)
        this.#faults.push(`${site}: answered ${status}, kept as ${kept.get(key) ?? 'nothing'}`);
    }
    const made = this.#answers.flatMap(({ made: text, site }) => (text === null ? [] : [`${site} ${text}`]));
    if (new Set(made).size !== made.length) this.#faults.push('two answers gave out one number');
    const { rows: there } = await sql<{ name: string }>`
      select site_id || ' ' || number as name from ticket union all select site_id || ' ' || code from dossier`.execute(
      database,
    );
    const names = new Set(there.map((row) => row.name));
    for (const name of made) if (!names.has(name)) this.#faults.push(`given out, and not there: ${name}`);
  }

  #fork(program: string, plan: SoakPlan, argument: number): ChildProcess {
    const child = fork(program, [JSON.stringify(plan), String(argument)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.#children.add(child);
    child.once('close', () => this.#children.delete(child));
    return child;
  }

  async #startNode(plan: SoakPlan, port: number): Promise<ChildProcess> {
    const child = this.#fork(this.options.programs.node, plan, port);
    let errors = '';
    child.stderr?.on('data', (piece: Buffer) => (errors = `${errors}${piece.toString()}`.slice(-4_000)));
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('close', () => reject(new Error(`a node did not start: ${errors}`)));
    });
    return child;
  }

  #startClients(
    plan: SoakPlan,
    first: number,
  ): { readonly child: ChildProcess; readonly done: Promise<void>; readonly ended: Promise<void> } {
    const child = this.#fork(this.options.programs.clients, plan, first);
    child.stderr?.on('data', (piece: Buffer) => this.#faults.push(piece.toString()));
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const done = new Promise<void>((resolve) => {
      createInterface({ input: child.stdout ?? process.stdin }).on('line', (text) => {
        const line = readLine(text);
        if (line?.kind === 'done') resolve();
        else if (line !== null) this.#take(line);
      });
      void ended.then(resolve);
    });
    return { child, done, ended };
  }

  #take(line: SoakLine): void {
    if (line.kind === 'answer') this.#answers.push(line);
    else if (line.kind === 'fault') this.#faults.push(line.what);
    else if (line.kind === 'heard')
      this.#heard.set(line.site, [...(this.#heard.get(line.site) ?? []), line.events]);
  }
}

/** Null: a line that was cut off when its writer was killed. */
function readLine(text: string): SoakLine | null {
  try {
    return SoakLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function lastEvents({ database }: OpenDatabase): Promise<Record<string, number>> {
  const rows = await database
    .selectFrom('number_sequence')
    .select(['site_id', 'last'])
    .where('kind', '=', 'event')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.site_id, row.last]));
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
