import { mkdir, access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SqlValue, StationDatabase, Statement } from './database.ts';
import { SqliteEngine, type StoreOptions } from './sqlite-engine.ts';

/** What goes to the worker, and what comes back. */
export type StoreRequest =
  | {
      readonly id: number;
      readonly type: 'run' | 'all';
      readonly sql: string;
      readonly params: readonly SqlValue[];
    }
  | { readonly id: number; readonly type: 'transaction'; readonly statements: readonly Statement[] }
  | { readonly id: number; readonly type: 'close' };
export type StoreReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly cause: string };

async function prepareFolder(path: string): Promise<Result<null, AppError>> {
  if (path === ':memory:') return ok(null);
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return ok(null);
  } catch (thrown) {
    return err(appError('store-unwritable', { folder }, causeOf(thrown)));
  }
}

/**
 * Opens the store in a worker thread (D6: an fsync on an old disk takes tens of milliseconds). `workerFile` is the built
 * worker. Errors: `store-unwritable` with the folder.
 */
export async function openStationDatabase(
  options: StoreOptions,
  workerFile: string,
): Promise<Result<StationDatabase, AppError>> {
  const folder = await prepareFolder(options.path);
  if (!folder.ok) return folder;
  const worker = new Worker(workerFile, { workerData: options });
  const database = new WorkerDatabase(worker);
  try {
    await database.all('SELECT 1');
    return ok(database);
  } catch (thrown) {
    await worker.terminate();
    return err(appError('store-unwritable', { folder: dirname(options.path) }, causeOf(thrown)));
  }
}

/** The same store in this thread: for short programs and tests. */
export async function openStationDatabaseHere(
  options: StoreOptions,
): Promise<Result<StationDatabase, AppError>> {
  const folder = await prepareFolder(options.path);
  if (!folder.ok) return folder;
  try {
    return ok(new HereDatabase(new SqliteEngine(options)));
  } catch (thrown) {
    return err(appError('store-unwritable', { folder: dirname(options.path) }, causeOf(thrown)));
  }
}

class HereDatabase implements StationDatabase {
  constructor(private readonly engine: SqliteEngine) {}
  run(sql: string, params?: readonly SqlValue[]): Promise<number> {
    return attempt(() => this.engine.run(sql, params));
  }
  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    return attempt(() => this.engine.all(sql, params) as Row[]);
  }
  transaction(statements: readonly Statement[]): Promise<number[]> {
    return attempt(() => this.engine.transaction(statements));
  }
  close(): Promise<void> {
    return attempt(() => this.engine.close());
  }
}

/** A throw becomes a rejection, as it would from the worker. */
function attempt<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(action());
  });
}

// `Omit` on a union would merge its members; this keeps each.
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

class WorkerDatabase implements StationDatabase {
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private nextId = 1;
  private gone: Error | null = null;

  constructor(private readonly worker: Worker) {
    worker.on('message', (reply: StoreReply) => this.settle(reply));
    worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.fail(new Error('the store worker has ended')));
  }

  run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.ask({ type: 'run', sql, params }) as Promise<number>;
  }

  all<Row>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    return this.ask({ type: 'all', sql, params }) as Promise<Row[]>;
  }

  transaction(statements: readonly Statement[]): Promise<number[]> {
    return this.ask({ type: 'transaction', statements }) as Promise<number[]>;
  }

  async close(): Promise<void> {
    if (this.gone) return;
    await this.ask({ type: 'close' });
    await this.worker.terminate();
  }

  private ask(request: WithoutId<StoreRequest>): Promise<unknown> {
    if (this.gone) return Promise.reject(this.gone);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...request, id });
    });
  }

  private settle(reply: StoreReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(new Error(reply.cause));
  }

  private fail(error: Error): void {
    this.gone ??= error;
    for (const waiting of this.waiting.values()) waiting.reject(this.gone);
    this.waiting.clear();
  }
}
