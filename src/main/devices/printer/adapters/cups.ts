import { request, type ClientRequest } from 'node:http';
import { userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseAddress } from '../../../../shared/domain/device-address.ts';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { ClosedNotice } from '../closed-notice.ts';
import { deadline } from '../deadline.ts';
import type { PrinterAdapter, PrinterConnection, WayReport } from '../port.ts';
import { readQueueState } from './cups-state.ts';
import { decodeIpp, encodeIpp, ippNotFound, ippOperation, type IppAnswer, type IppAttribute } from './ipp.ts';

const takes = 'cups:queue?server=localhost:631';
/** Between two looks at the job. */
const pollMs = 200;
/** For what is said to the server after a job was given up. */
const goodbyeMs = 2000;
const jobState = { canceled: 7, aborted: 8, completed: 9 };

/**
 * Raw queues of CUPS (`cups:queue`), over IPP: the states come as keywords, where `lpstat` speaks the language of the
 * machine, and no program has to be installed or started. One way: a spooler gives no answer of a printer back.
 */
export class CupsAdapter implements PrinterAdapter {
  readonly scheme = 'cups';

  async open(address: string, signal: AbortSignal): Promise<Result<PrinterConnection, AppError>> {
    const queue = queueOf(address);
    if (!queue.ok) return queue;
    const asked = await queue.value.ask(signal);
    return asked.ok ? ok(new CupsConnection(queue.value)) : asked;
  }

  async ask(address: string, signal: AbortSignal): Promise<Result<WayReport, AppError>> {
    const queue = queueOf(address);
    return queue.ok ? queue.value.ask(signal) : queue;
  }
}

function queueOf(address: string): Result<CupsQueue, AppError> {
  const parsed = parseAddress(address);
  if (!parsed.ok) return parsed;
  const refused = err(appError('address-invalid', { got: address.slice(0, 120), takes }));
  if (parsed.value.scheme !== 'cups') return refused;
  const { server = 'localhost:631', ...others } = parsed.value.options;
  if (Object.keys(others).length > 0) return refused;
  const match = /^(\[[0-9a-f:.]+\]|[^:/\s]+):(\d{1,5})$/i.exec(server);
  if (match?.[1] && Number(match[2]) <= 65535) {
    const target = { host: match[1].replace(/^\[|\]$/g, ''), port: Number(match[2]) };
    return ok(new CupsQueue(parsed.value.queue, target, address));
  }
  return server.startsWith('/')
    ? ok(new CupsQueue(parsed.value.queue, { socketPath: server }, address))
    : refused;
}

type CupsServer = { readonly host: string; readonly port: number } | { readonly socketPath: string };

/** One queue at one server, and how it is spoken to. */
class CupsQueue {
  readonly #path: string;
  readonly #uri: string;
  readonly #server: CupsServer;
  readonly #address: string;

  constructor(name: string, server: CupsServer, address: string) {
    this.#path = `/printers/${encodeURIComponent(name)}`;
    this.#uri = `ipp://localhost${this.#path}`;
    this.#server = server;
    this.#address = address;
  }

  /** Errors: `printer-unreachable`. */
  async ask(signal: AbortSignal): Promise<Result<WayReport, AppError>> {
    const wanted = [
      'printer-state',
      'printer-state-reasons',
      'printer-state-message',
      'printer-is-accepting-jobs',
    ];
    const answer = await this.say(ippOperation.getPrinterAttributes, signal, [
      { type: 'keyword', name: 'requested-attributes', values: wanted },
    ]);
    return answer.ok ? ok(readQueueState(answer.value)) : answer;
  }

  /** Says one thing without a document. Errors: `printer-unreachable`. */
  async say(
    operation: number,
    signal: AbortSignal,
    attributes: readonly IppAttribute[],
  ): Promise<Result<IppAnswer, AppError>> {
    if (signal.aborted) return err(this.#unreachable('stopped before asking'));
    const { request: post, answer } = this.begin(operation, attributes);
    const stop = (): void => void post.destroy(new Error('no answer in time'));
    signal.addEventListener('abort', stop, { once: true });
    post.end();
    const answered = await answer;
    signal.removeEventListener('abort', stop);
    return answered;
  }

  /** Begins a request that a document may follow; whoever begins it ends it. */
  begin(
    operation: number,
    attributes: readonly IppAttribute[],
  ): { readonly request: ClientRequest; readonly answer: Promise<Result<IppAnswer, AppError>> } {
    const post = request({
      ...this.#server,
      method: 'POST',
      path: this.#path,
      headers: { 'content-type': 'application/ipp' },
      agent: false,
    });
    const answer = answerOf(post).then(
      (bytes) => this.#read(bytes),
      (thrown: unknown) => err(this.#unreachable(causeOf(thrown))),
    );
    const about: IppAttribute[] = [
      { type: 'uri', name: 'printer-uri', values: [this.#uri] },
      // Who asks: only the owner of a job may cancel it.
      { type: 'name', name: 'requesting-user-name', values: [userInfo().username] },
    ];
    // The order is prescribed: the target first, then job-id.
    const [target, who] = about;
    const isAboutJob = attributes[0]?.name === 'job-id';
    const ordered = isAboutJob
      ? [target, attributes[0], who, ...attributes.slice(1)]
      : [...about, ...attributes];
    post.write(
      encodeIpp(
        operation,
        ordered.filter((attribute) => attribute !== undefined),
      ),
    );
    return { request: post, answer };
  }

  #read(bytes: Buffer): Result<IppAnswer, AppError> {
    const answer = decodeIpp(bytes);
    if (!answer) return err(this.#unreachable('what answers is no print server'));
    if (answer.status === ippNotFound) return err(this.#unreachable('no such queue or job'));
    return answer.status < 0x0100
      ? ok(answer)
      : err(this.#unreachable(`refused with IPP status 0x${answer.status.toString(16).padStart(4, '0')}`));
  }

  #unreachable(cause: string): AppError {
    return appError('printer-unreachable', { address: this.#address }, cause);
  }
}

async function answerOf(post: ClientRequest): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    post.once('error', reject);
    post.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => resolve(Buffer.concat(chunks)));
      response.once('error', reject);
      if (response.statusCode !== 200) reject(new Error(`HTTP status ${response.statusCode ?? 0}`));
    });
  });
}

/** One job: it begins with the first byte, and enters the queue when it is whole. */
class CupsConnection implements PrinterConnection {
  readonly twoWay = false;
  readonly isSpooled = true;
  readonly #queue: CupsQueue;
  readonly #closed = new ClosedNotice();
  #job: ReturnType<CupsQueue['begin']> | null = null;
  #hasEnded = false;
  #isOver = false;

  constructor(queue: CupsQueue) {
    this.#queue = queue;
  }

  write(bytes: Uint8Array, signal: AbortSignal): Promise<Result<null, AppError>> {
    if (this.#closed.reason) return Promise.resolve(err(this.#closed.reason));
    if (signal.aborted) return Promise.resolve(err(appError('printer-silent', {}, 'stopped before writing')));
    const job = this.#begun();
    return new Promise((resolve) => {
      const settle = (result: Result<null, AppError>): void => {
        signal.removeEventListener('abort', onAbort);
        unsubscribe();
        resolve(result);
      };
      const onAbort = (): void => settle(err(appError('printer-silent', {}, 'the queue took no more bytes')));
      signal.addEventListener('abort', onAbort, { once: true });
      const unsubscribe = this.#closed.subscribe((reason) => settle(err(reason)));
      job.request.write(bytes, (error) => {
        if (!error) settle(ok(null));
      });
    });
  }

  /** Resolves when the queue says that the job is printed, as far as the way to the printer can tell it. */
  async finish(signal: AbortSignal): Promise<Result<'taken' | 'cannot-tell', AppError>> {
    if (this.#closed.reason) return err(this.#closed.reason);
    if (!this.#job) return ok('taken');
    const id = await this.#enqueue(this.#job, signal);
    if (!id.ok) return id;
    let trouble = appError('printer-silent', {}, 'the queue did not finish the job');
    while (!isOver(signal) && !this.#gone()) {
      const state = await this.#jobState(id.value, signal);
      if (state.ok && state.value === jobState.completed) {
        this.#isOver = true;
        return ok('taken');
      }
      if (state.ok && (state.value === jobState.canceled || state.value === jobState.aborted)) {
        this.#isOver = true;
        return err(appError('printer-dropped', {}, 'the queue gave the job up'));
      }
      const asked = await this.#queue.ask(signal);
      if (!isOver(signal)) trouble = asked.ok ? troubleOf(asked.value) : asked.error;
      await delay(pollMs);
    }
    return err(this.#gone() ?? trouble);
  }

  onData(): () => void {
    return () => undefined;
  }

  onClosed(listener: (reason: AppError) => void): () => void {
    return this.#closed.subscribe(listener);
  }

  /** A job that has not come to its end is taken out of the queue: it must not print after it was given up. */
  async close(): Promise<void> {
    if (this.#closed.reason) return;
    this.#closed.tell(appError('printer-dropped', {}, 'closed'));
    if (!this.#job || this.#isOver) return;
    if (!this.#hasEnded) {
      // The server forgets a document that breaks off.
      this.#job.request.destroy();
      return;
    }
    const limit = deadline(goodbyeMs, new AbortController().signal);
    const stop = (): void => void this.#job?.request.destroy();
    limit.signal.addEventListener('abort', stop, { once: true });
    const answer = await this.#job.answer;
    const id = answer.ok ? jobIdOf(answer.value) : null;
    if (id !== null) await this.#queue.say(ippOperation.cancelJob, limit.signal, [jobIdAttribute(id)]);
    limit.end();
  }

  /** Asked anew each time: it changes while something is awaited. */
  #gone(): AppError | null {
    return this.#closed.reason;
  }

  #begun(): ReturnType<CupsQueue['begin']> {
    if (this.#job) return this.#job;
    const job = this.#queue.begin(ippOperation.printJob, [
      { type: 'name', name: 'job-name', values: ['slip'] },
      { type: 'mimeType', name: 'document-format', values: ['application/vnd.cups-raw'] },
    ]);
    this.#job = job;
    void job.answer.then((answer) => {
      // An answer before the end is a refusal; a broken line is no answer.
      if (!answer.ok || !this.#hasEnded)
        this.#closed.tell(appError('printer-dropped', {}, answer.ok ? 'refused' : answer.error.cause));
    });
    return job;
  }

  /** Ends the document; resolves with the number that the job got. */
  async #enqueue(
    job: ReturnType<CupsQueue['begin']>,
    signal: AbortSignal,
  ): Promise<Result<number, AppError>> {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      job.request.end();
    }
    const answer = await Promise.race([job.answer, aborted(signal)]);
    if (answer === null) return err(appError('printer-silent', {}, 'the queue did not take the job'));
    if (!answer.ok) return err(appError('printer-dropped', {}, answer.error.cause));
    const id = jobIdOf(answer.value);
    return id === null ? err(appError('printer-dropped', {}, 'the queue gave the job no number')) : ok(id);
  }

  async #jobState(id: number, signal: AbortSignal): Promise<Result<number | undefined, AppError>> {
    const answer = await this.#queue.say(ippOperation.getJobAttributes, signal, [
      jobIdAttribute(id),
      { type: 'keyword', name: 'requested-attributes', values: ['job-state'] },
    ]);
    if (!answer.ok) return answer;
    const state = answer.value.attributes.get('job-state')?.[0];
    return ok(typeof state === 'number' ? state : undefined);
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}

/** A job that does not come to its end, in the words of the queue where it has any. */
function troubleOf({ problem, note }: WayReport): AppError {
  return problem ?? appError('printer-silent', {}, note ?? 'the queue did not finish the job');
}

/** Asked anew each time, as `#gone` is. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

function jobIdOf({ attributes }: IppAnswer): number | null {
  const id = attributes.get('job-id')?.[0];
  return typeof id === 'number' ? id : null;
}

function jobIdAttribute(id: number): IppAttribute {
  return { type: 'integer', name: 'job-id', values: [id] };
}
