import { Worker } from 'node:worker_threads';
import {
  hasOtherCost,
  passwordCost,
  type PasswordCost,
  type PasswordReply,
  type PasswordRequest,
  type Passwords,
} from './passwords.ts';

type Ask = PasswordRequest extends infer R ? (R extends PasswordRequest ? Omit<R, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (value: string | boolean) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Passwords in a thread of their own, so that calls at the counters do not wait for somebody's log-in. It starts with the
 * first password; one that dies is replaced at the next.
 */
export class PasswordThread implements Passwords {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #last = 0;

  /** @param file the built `password-worker` */
  constructor(
    private readonly file: string,
    private readonly cost: PasswordCost = passwordCost,
  ) {}

  async hash(password: string): Promise<string> {
    return String(await this.#ask({ password, cost: this.cost }));
  }

  async matches(password: string, hash: string): Promise<boolean> {
    return (await this.#ask({ password, hash })) === true;
  }

  isOutdated(hash: string): boolean {
    return hasOtherCost(hash, this.cost);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#fail(new Error('the server stops'));
  }

  #ask(request: Ask): Promise<string | boolean> {
    const worker = (this.#worker ??= this.#start());
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id });
    });
  }

  #start(): Worker {
    const worker = new Worker(this.file);
    worker.unref();
    worker.on('message', (reply: PasswordReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('value' in reply) waiting?.resolve(reply.value);
      else waiting?.reject(new Error(reply.cause));
    });
    worker.on('error', (thrown) => this.#fail(thrown instanceof Error ? thrown : new Error(String(thrown))));
    worker.on('exit', () => this.#fail(new Error('the password thread ended')));
    return worker;
  }

  #fail(reason: Error): void {
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(reason);
  }
}
