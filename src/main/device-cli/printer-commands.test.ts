import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { err } from '../../shared/result.ts';
import { systemClock } from '../clock.ts';
import { LabPrinter } from '../devices/printer/lab/lab-printer.ts';
import { serveLabPrinter, type ServedLabPrinter } from '../devices/printer/lab/serve-lab-printer.ts';
import type { LayoutEngine } from '../devices/printer/layout-engine.ts';
import { loadPaperFonts, paperFontFiles } from '../devices/printer/layout/glyphs.ts';
import { layOutSlip } from '../devices/printer/layout/lay-out-slip.ts';
import { slipPicture } from '../devices/printer/layout/slip-picture.ts';
import { readPaper } from '../devices/printer/paper-reading/read-paper.ts';
import { findProfile } from '../devices/printer/profile.ts';
import type { DeviceIo } from './io.ts';
import { runDeviceProgram } from './program.ts';

const fonts = loadPaperFonts(paperFontFiles(join(import.meta.dirname, '../../../assets/fonts')));

/** The real engine, in this thread. */
class HereLayout implements LayoutEngine {
  isClosed = false;
  readonly layOut: LayoutEngine['layOut'] = (document, format) =>
    document.title === 'too wide'
      ? Promise.resolve(err(appError('document-too-wide')))
      : layOutSlip(document, format, fonts);
  readonly picture: LayoutEngine['picture'] = (slip) => Promise.resolve(slipPicture(slip));
  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

interface Ran {
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly status: number | undefined;
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // Standard input that is empty from the start.
}

async function run(...words: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const errors: string[] = [];
  let status: number | undefined;
  const io: DeviceIo = {
    out: (line) => out.push(line),
    err: (line) => errors.push(line),
    input: nothing(),
    interrupted: new AbortController().signal,
    end: (ended) => {
      expect(status).toBeUndefined();
      status = ended;
    },
  };
  await runDeviceProgram(words, io, () => new HereLayout());
  return { out, err: errors, status };
}

describe('device', () => {
  let folder: string;
  let printer: LabPrinter;
  let served: ServedLabPrinter;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'device-'));
    printer = new LabPrinter({ name: 'served', profile: findProfile('generic-80')!, clock: systemClock });
    served = await serveLabPrinter(printer);
  });
  afterEach(async () => {
    await served.close();
    await rm(folder, { recursive: true });
  });

  async function json(name: string, value: unknown): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
    return `json:${path}`;
  }

  describe('print', () => {
    it.each(['ticket', 'receipt', 'label', 'letters'])('prints the sample %s', async (sample) => {
      const { out, status } = await run('print', sample, served.address, '--json');
      expect(JSON.parse(out[0]!)).toEqual({
        outcome: 'printed',
        confirmed: true,
        reason: null,
        cause: null,
        ms: expect.any(Number) as number,
      });
      expect(out).toHaveLength(1);
      expect(status).toBe(0);
      expect(printer.papers).toHaveLength(1);
    });

    it('prints a document of one’s own, and keeps a picture of the paper', async () => {
      const document = {
        kind: 'other',
        title: 'Thử',
        elements: [{ type: 'text', text: 'Xin chào' }, { type: 'cut' }],
      };
      const picture = join(folder, 'paper.png');
      const { status } = await run(
        'print',
        await json('slip.json', document),
        'lab:any',
        '--profile',
        'generic-58',
        '--picture',
        picture,
      );
      expect(status).toBe(0);
      const png = await readFile(picture);
      expect(png.readUInt32BE(16)).toBe(384);
    });

    it('hands a slip over to a file, and says that nobody confirms it', async () => {
      const path = join(folder, 'paper.bin');
      const { out, status } = await run('print', 'ticket', `file:${path}`);
      expect(status).toBe(0);
      expect(out[0]).toMatch(/^Đã chuyển hết cho máy in/);
      const reading = readPaper(new Uint8Array(await readFile(path)), 576);
      expect(reading.unknown).toBe(0);
      expect(reading.papers).toHaveLength(1);
    });

    it.each([
      ['paperOut', 'printer-paper-out', 3, 'notPrinted'],
      ['coverOpen', 'printer-cover-open', 3, 'notPrinted'],
      ['unplugged', 'printer-unreachable', 3, 'notPrinted'],
      ['dropMidJob', 'printer-dropped', 4, 'unknown'],
    ] as const)('says the truth with %s', async (fault, reason, expected, outcome) => {
      printer.setFault(fault, true);
      await served.settled();
      const { out, status } = await run('print', 'ticket', served.address, '--json');
      expect(JSON.parse(out[0]!)).toMatchObject({ outcome, reason });
      expect(status).toBe(expected);
    });

    it('tells people what happened and what to do, in either language', async () => {
      const vietnamese = await run('print', 'ticket', 'lab:any?fault=paperOut');
      expect(vietnamese.out).toEqual(['Chưa in.', 'Máy in hết giấy. Thay cuộn giấy và đóng nắp.']);
      const english = await run('print', 'ticket', 'lab:any?fault=dropMidJob', '--lang', 'en');
      expect(english.out[0]).toBe('Nobody knows whether it was printed.');
      expect(english.out.at(-1)).toMatch(/two slips/);
    });

    it('gives up on a printer that never reads, when told how long to wait', async () => {
      const server: Server = createServer((socket) => socket.pause().on('error', () => socket.destroy()));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const { out, status } = await run(
        'print',
        'ticket',
        `tcp://127.0.0.1:${port}`,
        '--json',
        '--timeout',
        '3',
      );
      expect(JSON.parse(out[0]!)).toMatchObject({ outcome: 'unknown', reason: 'printer-silent' });
      expect(status).toBe(4);
      server.close();
    });

    it('is certainly not printed when it cannot be drawn for the paper', async () => {
      const document = { kind: 'other', title: 'too wide', elements: [{ type: 'cut' }] };
      const { out, status } = await run('print', await json('slip.json', document), 'lab:any', '--json');
      expect(JSON.parse(out[0]!)).toMatchObject({ outcome: 'notPrinted', reason: 'document-too-wide' });
      expect(status).toBe(3);
    });

    it('names the fields of a document that are wrong', async () => {
      const document = { kind: 'other', title: 'Thử', elements: [{ type: 'spacer', mm: 'a lot' }] };
      const { err: lines, out, status } = await run('print', await json('slip.json', document), 'lab:any');
      expect(status).toBe(2);
      expect(out).toEqual([]);
      expect(lines[1]).toContain('elements.0.mm');
    });

    it('tells a missing file, and one that is no JSON', async () => {
      const missing = await run('print', `json:${join(folder, 'none.json')}`, 'lab:any');
      expect([missing.status, missing.err[0]]).toEqual([2, expect.stringContaining('ENOENT')]);
      const broken = await run('print', await json('slip.json', '{'), 'lab:any');
      expect([broken.status, broken.err[0]]).toEqual([2, expect.stringContaining('không phải JSON')]);
    });
  });

  describe('status', () => {
    it('asks the printer', async () => {
      printer.setFault('paperNearEnd', true);
      const { out, status } = await run('status', served.address, '--json');
      expect(JSON.parse(out[0]!)).toEqual({
        online: 'yes',
        paper: 'nearEnd',
        cover: 'closed',
        cutter: 'ok',
        reason: null,
        cause: null,
      });
      expect(status).toBe(0);
    });

    it('says what keeps it from printing', async () => {
      printer.setFault('coverOpen', true);
      const { out, status } = await run('status', served.address);
      expect(out).toContain('Nắp: mở');
      expect(out.at(-1)).toBe('Nắp máy in đang mở. Đóng nắp cho khớp.');
      expect(status).toBe(3);
    });

    it('does not make up what it does not know', async () => {
      const { out, status } = await run('status', 'lab:any?fault=silent', '--json');
      expect(JSON.parse(out[0]!)).toMatchObject({
        online: 'unknown',
        paper: 'unknown',
        cover: 'unknown',
        cutter: 'unknown',
      });
      expect(status).toBe(4);
    });
  });

  it.each([
    [['print', 'poem', 'lab:any'], 'poem'],
    [['print', 'ticket', 'nonsense'], 'Địa chỉ'],
    [['print', 'ticket', 'wedge:'], 'wedge:'],
    [['print', 'ticket', 'lab:any?fault=fire'], 'Địa chỉ'],
    [['print', 'ticket', 'lab:any', '--profile', 'pdf'], 'generic-80'],
    [['print', 'ticket', 'lab:any', '--timeout', 'soon'], '--timeout'],
    [['print', 'ticket', 'lab:any', '--lang', 'fr'], '--lang'],
    [['print', 'ticket'], 'printer-address'],
    [['status'], 'printer-address'],
    [['status', 'lab:any', '--loud'], '--loud'],
    [['dance'], 'dance'],
  ])('calls %j wrong use, and says why', async (words, why) => {
    const { err: lines, out, status } = await run(...words);
    expect(status).toBe(2);
    expect(out).toEqual([]);
    expect(lines.join('\n')).toContain(why);
  });

  it('helps whoever asks', async () => {
    const { out, status } = await run('print', '--help');
    expect(status).toBe(0);
    expect(out.join('\n')).toContain('--profile');
  });
});
