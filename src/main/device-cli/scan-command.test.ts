import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ticketQrPayload } from '../../shared/domain/qr-payload.ts';
import { PseudoTerminal } from '../devices/scanner/pseudo-terminal.contract.ts';
import { inputLines } from './input-lines.ts';
import type { DeviceIo, ExitStatus } from './io.ts';
import { addScanCommand } from './scan-command.ts';

const ticketId = '0b9c2a44-7d1e-4c5e-9f0a-1f2e3d4c5b6a';
const ticket = ticketQrPayload({ ticketId, number: 'A-025' });
const code = 'H39.30-260302-0001';
const card = '080090000001|300000001|Nguyễn Văn An|01011990|Nam|Ấp 1, Xã B, Huyện C, Long An|01052021';

/** The terminal of a test: what goes in stands there before, what comes out is written down. */
class Terminal implements DeviceIo {
  readonly outLines: string[] = [];
  readonly errLines: string[] = [];
  readonly #interrupt = new AbortController();
  readonly interrupted = this.#interrupt.signal;
  readonly input: AsyncIterable<Uint8Array>;
  status: ExitStatus | null = null;
  #waiters: (() => void)[] = [];

  constructor(input: AsyncIterable<Uint8Array> = neverEnding()) {
    this.input = input;
  }
  out(line: string): void {
    this.outLines.push(line);
    this.#wake();
  }
  err(line: string): void {
    this.errLines.push(line);
    this.#wake();
  }
  end(status: ExitStatus): void {
    this.status = status;
  }
  pressControlC(): void {
    this.#interrupt.abort();
  }
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }
  #wake(): void {
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}

async function* typed(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
  }
}

async function* neverEnding(): AsyncGenerator<Uint8Array> {
  await new Promise<void>(() => undefined);
  yield new Uint8Array();
}

async function run(terminal: Terminal, ...words: readonly string[]): Promise<Terminal> {
  const program = new Command();
  addScanCommand(program, terminal);
  await program.parseAsync(['scan', ...words], { from: 'user' });
  return terminal;
}

describe('device scan, from lines', () => {
  it('prints one JSON line per scan with all fields, in order, and ends with its input', async () => {
    const lines = [`]Q1${ticket}`, code, card, 'xin chào'];
    const terminal = await run(new Terminal(typed(lines.join('\r\n'))), 'lab:desk', '--json');
    expect(terminal.status).toBe(0);
    expect(terminal.outLines.map((line): unknown => JSON.parse(line))).toEqual([
      { meaning: 'ticket', fields: { ticketId, number: 'A-025' }, symbology: 'qr' },
      { meaning: 'dossier', fields: { code, format: '2020' }, symbology: 'unknown' },
      {
        meaning: 'citizenCard',
        fields: {
          number: '080090000001',
          oldNumber: '300000001',
          name: 'Nguyễn Văn An',
          birth: '1990-01-01',
          sex: 'male',
          address: 'Ấp 1, Xã B, Huyện C, Long An',
          issued: '2021-05-01',
          extra: [],
          warnings: [],
        },
        symbology: 'unknown',
      },
      {
        meaning: 'refused',
        fields: { kind: 'unknown', error: { code: 'scan-unknown', detail: { characters: 8 } } },
        symbology: 'unknown',
      },
    ]);
  });

  it('prints every one of 50 scans, also of the same code', async () => {
    const terminal = await run(new Terminal(typed(`${code}\n`.repeat(50))), 'lab:desk', '--json');
    expect(terminal.outLines).toHaveLength(50);
  });

  it('masks a card for a person unless asked to show it', async () => {
    const masked = await run(new Terminal(typed(card, '\n', ticket, '\n', code)), 'lab:desk');
    expect(masked.outLines).toEqual([
      'Thẻ căn cước 080********1, N. V. An',
      'Phiếu số thứ tự A-025',
      `Hồ sơ ${code}`,
    ]);
    const shown = await run(new Terminal(typed(card)), 'lab:desk', '--show', '--lang', 'en');
    expect(shown.outLines).toEqual([
      'Citizen card 080090000001, Nguyễn Văn An, born 01/01/1990, male, Ấp 1, Xã B, Huyện C, Long An, issued 01/05/2021, old number 300000001',
    ]);
  });

  it('takes lines as typed by a scanner: letters are lost and said to be', async () => {
    const input = () => typed('080090000001|300000001|Nguyn Vn An|01011990|Nam|p 1, X B|01052021\n');
    const json = await run(new Terminal(input()), 'wedge:', '--json');
    expect(JSON.parse(json.outLines[0] ?? '')).toMatchObject({
      fields: { number: '080090000001', name: null, address: '', warnings: ['letters-lost'] },
    });
    const text = await run(new Terminal(input()), 'wedge:');
    expect(text.outLines).toEqual([
      'Thẻ căn cước 080********1 [mất chữ có dấu, họ tên và địa chỉ phải xem trên thẻ]',
    ]);
  });

  it('refuses bytes that are no UTF-8, in words', async () => {
    const terminal = await run(new Terminal(typed(Uint8Array.of(0x4e, 0xe3, 0x0a))), 'lab:desk');
    expect(terminal.outLines).toEqual(['Máy quét gửi chữ không theo UTF-8. Hãy cài lại máy quét.']);
  });

  it('stops after the count, and at Ctrl+C', async () => {
    const counted = await run(new Terminal(typed('a\nb\nc\n')), 'lab:desk', '--count', '2');
    expect([counted.outLines.length, counted.status]).toEqual([2, 0]);
    const terminal = new Terminal();
    const running = run(terminal, 'lab:desk');
    await terminal.until(() => terminal.errLines.length === 1);
    terminal.pressControlC();
    await running;
    expect([terminal.outLines, terminal.errLines, terminal.status]).toEqual([
      [],
      ['Đã nối với máy quét lab:desk.'],
      0,
    ]);
  });

  it.each([
    [
      ['tcp://10.0.0.1'],
      'Địa chỉ máy quét không đúng: "tcp://10.0.0.1". Cách viết: serial:, hidpos:, lab:, wedge:',
    ],
    [['lab:desk', '--count', '0'], '--count nhận một số nguyên từ 1 trở lên, không phải "0".'],
    [['lab:desk', '--count', 'x', '--lang', 'en'], '--count takes a whole number from 1, not "x".'],
    [['lab:desk', '--lang', 'fr'], '--lang nhận vi hoặc en, không phải "fr".'],
  ])('says what is wrong with %j', async (words, message) => {
    const terminal = await run(new Terminal(typed('a')), ...words);
    expect([terminal.status, terminal.outLines, terminal.errLines]).toEqual([2, [], [message]]);
  });
});

describe('device scan, from a serial device', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scan-'));
    path = join(folder, 'scanner');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  const send = (device: PseudoTerminal, text: string) => device.send(new TextEncoder().encode(text));

  it('reads until the device is unplugged', async () => {
    const device = await PseudoTerminal.create(path);
    const terminal = new Terminal();
    const running = run(terminal, `serial:${path}?baud=115200`, '--json');
    await terminal.until(() => terminal.errLines.length === 1);
    await send(device, `${card}\r${ticket}\r\n`);
    await terminal.until(() => terminal.outLines.length === 2);
    await device.unplug();
    await running;
    expect(terminal.status).toBe(0);
    expect(terminal.errLines.at(-1)).toBe(`Máy quét serial:${path}?baud=115200 đã bị rút ra.`);
    expect(JSON.parse(terminal.outLines[0] ?? '')).toMatchObject({ fields: { name: 'Nguyễn Văn An' } });
  });

  it('ends with 3 when the device cannot be opened, and says why', async () => {
    const absent = await run(new Terminal(), `serial:${path}`, '--lang', 'en');
    expect([absent.status, absent.errLines]).toEqual([
      3,
      [`Scanner serial:${path} cannot be opened. (no such device)`],
    ]);

    const device = await PseudoTerminal.create(path);
    const first = new Terminal();
    const running = run(first, `serial:${path}`);
    await first.until(() => first.errLines.length === 1);
    const second = await run(new Terminal(), `serial:${path}`);
    expect([second.status, second.errLines]).toEqual([
      3,
      [`Chương trình khác đang dùng máy quét serial:${path}. Hãy đóng chương trình đó.`],
    ]);
    first.pressControlC();
    await running;
    await device.unplug();
  });

  it('waits for the device when asked to, before and between', async () => {
    const terminal = new Terminal();
    const running = run(terminal, `serial:${path}`, '--wait', '--count', '2');
    await terminal.until(() => terminal.errLines.length === 1);
    let device = await PseudoTerminal.create(path);
    await terminal.until(() => terminal.errLines.length === 2);
    await send(device, `${code}\r`);
    await terminal.until(() => terminal.outLines.length === 1);
    await device.unplug();
    await terminal.until(() => terminal.errLines.length === 3);
    device = await PseudoTerminal.create(path);
    await terminal.until(() => terminal.errLines.length === 4);
    await send(device, `${ticket}\r`);
    await running;
    await device.unplug();
    expect(terminal.status).toBe(0);
    expect(terminal.outLines).toEqual([`Hồ sơ ${code}`, 'Phiếu số thứ tự A-025']);
  });
});

it('lines of input come out the same however the input is cut', async () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replace(/[\r\n]/g, 'x'));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      async (lines, size, end) => {
        const bytes = Buffer.from(lines.join(end));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        const read: string[] = [];
        for await (const one of inputLines(typed(...chunks))) read.push(Buffer.from(one).toString('utf8'));
        expect(read).toEqual(lines);
      },
    ),
  );
});
