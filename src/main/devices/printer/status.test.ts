import { describe, expect, it } from 'vitest';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { ClosedNotice } from './closed-notice.ts';
import { Conversation } from './conversation.ts';
import type { PrinterConnection } from './port.ts';
import { readStatus, readStatusBytes, type StatusReading } from './status.ts';

/** A printer whose answers to the questions, one after the other, are written down: each is any bytes at all. */
class ScriptedPrinter implements PrinterConnection {
  readonly twoWay = true;
  readonly asked: number[] = [];
  readonly #answers: (readonly number[])[];
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  readonly #closed = new ClosedNotice();

  constructor(answers: readonly (readonly number[])[]) {
    this.#answers = [...answers];
  }

  write(bytes: Uint8Array): Promise<Result<null, AppError>> {
    if (this.#closed.reason) return Promise.resolve(err(this.#closed.reason));
    this.asked.push(bytes[2] ?? 0);
    const answer = Uint8Array.from(this.#answers.shift() ?? []);
    setImmediate(() => {
      for (const listener of this.#listeners) listener(answer);
    });
    return Promise.resolve(ok(null));
  }
  finish(): Promise<Result<'cannot-tell', AppError>> {
    return Promise.resolve(ok('cannot-tell'));
  }
  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  onClosed(listener: (reason: AppError) => void): () => void {
    return this.#closed.subscribe(listener);
  }
  close(): Promise<void> {
    this.#closed.tell(appError('printer-dropped'));
    return Promise.resolve();
  }
}

async function reading(
  ...answers: readonly (readonly number[])[]
): Promise<StatusReading & { readonly asked: readonly number[] }> {
  const printer = new ScriptedPrinter(answers);
  const conversation = new Conversation(printer, new AbortController().signal);
  const status = await readStatus(conversation, { answerMs: 100, quietMs: 20 });
  conversation.end();
  return { ...status, asked: printer.asked };
}

const well = [[0x16], [0x12], [0x12], [0x12]] as const;
const fine = { online: 'yes', paper: 'ok', cover: 'closed', cutter: 'ok' };

describe('readStatus', () => {
  it('asks each of the four questions once when all is well', async () => {
    expect(await reading(...well)).toEqual({
      status: fine,
      problem: null,
      answers: true,
      asked: [1, 2, 3, 4],
    });
  });

  it('asks trouble a second time, and forgets one that is over', async () => {
    const trouble = [[0x1e], [0x32], [0x12], [0x7e]];
    expect(await reading(...trouble, ...trouble)).toMatchObject({
      status: { online: 'no', paper: 'out' },
      problem: { code: 'printer-paper-out' },
      asked: [1, 2, 3, 4, 1, 2, 3, 4],
    });
    // A printer that answers with the state of the question before.
    expect(await reading(...trouble, ...well)).toMatchObject({ status: fine, problem: null });
  });

  it('says nothing of a printer that says nothing, after one question', async () => {
    expect(await reading()).toMatchObject({ answers: false, problem: null, asked: [1] });
  });

  it('asks again when more came back than was asked', async () => {
    expect(await reading([0x16], [0x12, 0x12], [0x12], [0x12], ...well)).toMatchObject({ status: fine });
  });

  it('leaves unknown what two rounds of stray answers do not agree on', async () => {
    const first = [[0x16], [0x12, 0x16], [0x12], [0x12]];
    const second = [[0x16], [0x12, 0x12], [0x1a], [0x12]];
    expect(await reading(...first, ...second)).toMatchObject({
      answers: true,
      status: { online: 'yes', cutter: 'unknown' },
    });
  });

  it('takes no late answer for the answer to another question', async () => {
    // Each answer comes when the next question has been asked.
    const late = await reading([], [0x16], [], [0x16]);
    expect(late.status.paper).toBe('unknown');
    expect(late.status.cover).toBe('unknown');
  });
});

describe('readStatusBytes', () => {
  it.each([
    [[0x16, 0x12, 0x12, 0x1e], { paper: 'nearEnd' }, null],
    [[0x1e, 0x16, 0x12, 0x7e], { cover: 'open', paper: 'out' }, 'printer-cover-open'],
    [[0x1e, 0x52, 0x1a, 0x12], { cutter: 'error' }, 'printer-cutter-error'],
    [[0x1e, 0x52, 0x32, 0x12], { online: 'no' }, 'printer-offline'],
    [[0x1e, 0x12, 0x12, 0x12], { online: 'no' }, 'printer-offline'],
    [[0x16, 0x12, 0x12, 0x16], { paper: 'unknown' }, null],
  ] as const)('reads %j', (bytes, status, code) => {
    const read = readStatusBytes(bytes);
    expect(read.status).toMatchObject(status);
    expect(read.problem?.code ?? null).toBe(code);
  });
});
