import { Worker } from 'node:worker_threads';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import type { PaperDocument } from '../../../../shared/paper/document.ts';
import { err, type Result } from '../../../../shared/result.ts';
import type { LayoutEngine, PaperFormat } from '../layout-engine.ts';
import type { Slip } from '../slip.ts';
import type { LayoutReply, LayoutRequest } from './layout-messages.ts';

interface Job {
  readonly request: LayoutRequest;
  readonly done: (reply: LayoutReply) => void;
  readonly failed: (cause: string) => void;
}

/**
 * The layout engine in a worker thread: one thread, one job at a time, in the order asked. When the thread dies, the job at
 * hand ends with `internal` and the next one gets a new thread, so a document that kills it cannot take others along.
 */
export class WorkerLayoutEngine implements LayoutEngine {
  readonly #workerFile: string;
  readonly #fontFolder: string;
  readonly #waiting: Job[] = [];
  #current: Job | null = null;
  #worker: Worker | null = null;
  #closed = false;

  /** `workerFile`: the built `layout-worker`; `fontFolder`: `assets/fonts`. The thread starts with the first job. */
  constructor(workerFile: string, fontFolder: string) {
    this.#workerFile = workerFile;
    this.#fontFolder = fontFolder;
  }

  layOut(document: PaperDocument, format: PaperFormat): Promise<Result<Slip, AppError>> {
    return new Promise((resolve) => {
      this.#add({
        request: { type: 'layOut', document, format },
        done: (reply) => {
          if (reply.type === 'layOut') resolve(reply.result);
        },
        failed: (cause) => resolve(err(appError('internal', undefined, cause))),
      });
    });
  }

  picture(slip: Slip): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#add({
        request: { type: 'picture', slip },
        done: (reply) => {
          if (reply.type === 'picture') resolve(reply.png);
        },
        failed: (cause) => reject(new Error(cause)),
      });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = null;
    for (const job of [...(this.#current === null ? [] : [this.#current]), ...this.#waiting.splice(0)]) {
      job.failed('the layout engine was closed');
    }
    this.#current = null;
    await worker?.terminate();
  }

  #add(job: Job): void {
    if (this.#closed) {
      job.failed('the layout engine was closed');
      return;
    }
    this.#waiting.push(job);
    this.#next();
  }

  #next(): void {
    if (this.#current !== null) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#current = job;
    this.#worker ??= this.#start();
    // Only work keeps a program running; an idle thread must not hold up the end of a command.
    this.#worker.ref();
    this.#worker.postMessage(job.request);
  }

  #start(): Worker {
    const worker = new Worker(this.#workerFile, { workerData: this.#fontFolder });
    worker.on('message', (reply: LayoutReply) => {
      const job = this.#current;
      this.#current = null;
      worker.unref();
      job?.done(reply);
      this.#next();
    });
    worker.on('error', (thrown) => this.#lost(worker, causeOf(thrown)));
    worker.on('exit', (code) => this.#lost(worker, `the layout worker ended with ${code}`));
    return worker;
  }

  #lost(worker: Worker, cause: string): void {
    // After an error comes an exit, and after a close either may still come.
    if (this.#worker !== worker) return;
    this.#worker = null;
    const job = this.#current;
    this.#current = null;
    job?.failed(cause);
    this.#next();
  }
}
