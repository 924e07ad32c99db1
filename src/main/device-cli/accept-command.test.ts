import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabFault } from '../../shared/contract/lab.ts';
import { systemClock } from '../clock.ts';
import { LabPrinter } from '../devices/printer/lab/lab-printer.ts';
import { serveLabPrinter, type ServedLabPrinter } from '../devices/printer/lab/serve-lab-printer.ts';
import type { LayoutEngine } from '../devices/printer/layout-engine.ts';
import { loadPaperFonts, paperFontFiles } from '../devices/printer/layout/glyphs.ts';
import { layOutSlip } from '../devices/printer/layout/lay-out-slip.ts';
import { slipPicture } from '../devices/printer/layout/slip-picture.ts';
import { findProfile } from '../devices/printer/profile.ts';
import { barcodeText, qrText } from './accept-papers.ts';
import type { StepResult } from './accept-session.ts';
import { acceptTexts } from './accept-texts.ts';
import type { DeviceIo } from './io.ts';
import { runDeviceProgram } from './program.ts';

const fonts = loadPaperFonts(paperFontFiles(join(import.meta.dirname, '../../../assets/fonts')));
const layout: LayoutEngine = {
  layOut: (document, format) => layOutSlip(document, format, fonts),
  picture: (slip) => Promise.resolve(slipPicture(slip)),
  close: () => Promise.resolve(),
};
const texts = acceptTexts('en');

/** What the person does and then types when a question is asked; `null` leaves the terminal. */
type Reply = string | null | (() => Promise<string | null> | string | null);
type Replies = Readonly<Record<string, Reply>>;

interface Ran {
  readonly status: number | undefined;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

interface Report {
  readonly total: string;
  readonly steps: readonly StepResult[];
}

/** Runs the program with a person who answers by the question, and yes to every other one. */
async function run(replies: Replies, ...words: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const lines: string[] = [];
  let status: number | undefined;
  async function* person(): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (lines.length > 400) throw new Error(`it goes round in circles:\n${lines.slice(-40).join('\n')}`);
      // The choice stands last, the question before it.
      const question = lines.at(-2) ?? '';
      const reply = replies[question] === undefined ? 'y' : replies[question];
      const line = typeof reply === 'function' ? await reply() : reply;
      if (line === null) return;
      yield new TextEncoder().encode(`${line}\n`);
    }
  }
  const io: DeviceIo = {
    out: (line) => out.push(line),
    err: (line) => lines.push(line),
    input: person(),
    interrupted: new AbortController().signal,
    end: (ended) => {
      status = ended;
    },
  };
  const patience = { settleMs: 0, betweenMs: 1 };
  await runDeviceProgram(['accept', ...words, '--lang', 'en'], io, () => layout, patience);
  return { status, out, err: lines };
}

function reportOf({ out }: Ran): Report {
  expect(out).toHaveLength(1);
  return JSON.parse(out[0]!) as Report;
}

function outcomes(ran: Ran): Record<string, string> {
  return Object.fromEntries(reportOf(ran).steps.map(({ id, outcome }) => [id, outcome]));
}

describe('device accept', () => {
  let folder: string;
  let printer: LabPrinter;
  let served: ServedLabPrinter;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'accept-'));
    printer = new LabPrinter({ name: 'served', profile: findProfile('generic-80')!, clock: systemClock });
    served = await serveLabPrinter(printer);
  });
  afterEach(async () => {
    await served.close();
    await rm(folder, { recursive: true });
  });

  const turn = (fault: LabFault, on: boolean) => async (): Promise<string> => {
    printer.setFault(fault, on);
    await served.settled();
    return 'y';
  };

  /** Pulls the cable once paper of the next slip hangs out. */
  function readyToPull(): string {
    const off = printer.onChange(() => {
      const hanging = printer.papers[0];
      if (!hanging || hanging.cut || hanging.raster.height < 500) return;
      off();
      printer.setFault('unplugged', true);
    });
    return 'y';
  }

  /** A person who does what the list says, at a printer whose faults are the hands. */
  function handy(): Replies {
    const { hands, questions } = texts;
    return {
      [hands.openCover]: turn('coverOpen', true),
      [hands.closeCover]: turn('coverOpen', false),
      [hands.takePaper]: turn('paperOut', true),
      [hands.putPaper]: turn('paperOut', false),
      [hands.fewPaper]: turn('paperNearEnd', true),
      [hands.fullRoll]: turn('paperNearEnd', false),
      [hands.readyToPull]: readyToPull,
      [hands.plugIn]: turn('unplugged', false),
      [questions.barcode]: barcodeText,
      [questions.qr]: qrText,
    };
  }

  it('accepts a good printer, and reports each step in text and JSON', async () => {
    const report = join(folder, 'report');
    const ran = await run(handy(), served.address, '--json', '--report', report);
    expect(ran.status).toBe(0);
    const { total, steps } = reportOf(ran);
    expect(total).toBe('accepted');
    expect(steps.map(({ id, outcome }) => [id, outcome])).toEqual(
      Object.keys(texts.titles).map((id) => [id, 'accepted']),
    );
    const told = (id: string): unknown[] =>
      steps
        .find((step) => step.id === id)!
        .told.map((one) => (one.type === 'print' ? [one.outcome, one.confirmed, one.reason] : one.status));
    expect(told('letters')).toEqual([['printed', true, null]]);
    expect(told('cover')).toMatchObject([{ cover: 'open' }, { cover: 'closed', online: 'yes' }]);
    expect(told('paperOut')).toMatchObject([{ paper: 'out' }, { paper: 'ok' }]);
    expect(told('nearEnd')).toMatchObject([{ paper: 'nearEnd' }, { paper: 'ok' }]);
    expect(told('unplug')).toEqual([['unknown', false, 'printer-dropped']]);
    expect(JSON.parse(await readFile(`${report}.json`, 'utf8'))).toEqual(JSON.parse(ran.out[0]!));
    const text = await readFile(`${report}.txt`, 'utf8');
    expect(text).toContain('Cut: accepted');
    expect(text).toContain('letters: printed, confirmed');
    expect(text.trimEnd().endsWith(texts.total.accepted)).toBe(true);
    // Ruler, letters, two codes, ticket, the broken slip with the reprint after it: no slip came twice.
    expect(printer.papers.filter(({ cut }) => cut)).toHaveLength(6);
  });

  it('is refused when a person says no, and goes on to the end', async () => {
    const replies = { ...handy(), [texts.questions.letters]: 'no' };
    const ran = await run(replies, served.address, '--json');
    expect(ran.status).toBe(3);
    expect(outcomes(ran)).toMatchObject({ ruler: 'accepted', letters: 'refused', reprint: 'accepted' });
  });

  it('is refused by itself when the printer tells what is not so', async () => {
    // The hands do as told, but the printer notices nothing.
    const replies = { ...handy(), [texts.hands.openCover]: 'y', [texts.askAgain]: 'n' };
    const ran = await run(replies, served.address, '--json');
    expect(ran.status).toBe(3);
    const cover = reportOf(ran).steps.find(({ id }) => id === 'cover');
    expect(cover).toMatchObject({
      outcome: 'refused',
      by: 'printer',
      told: [{ status: { cover: 'closed' } }],
    });
  });

  it('refuses a printer that says it printed a slip whose cable was pulled', async () => {
    const replies = { ...handy(), [texts.hands.readyToPull]: 'y', [texts.askAgain]: 'n' };
    const ran = await run(replies, served.address, '--json');
    expect(outcomes(ran)).toMatchObject({ unplug: 'refused' });
  });

  it('does a step again when asked, and keeps what was told the last time', async () => {
    let tries = 0;
    const replies = {
      ...handy(),
      [texts.hands.openCover]: () => {
        tries += 1;
        return tries === 1 ? 'y' : turn('coverOpen', true)();
      },
      [texts.askAgain]: 'y',
    };
    const ran = await run(replies, served.address, '--json');
    expect(ran.status).toBe(0);
    expect(reportOf(ran).steps.find(({ id }) => id === 'cover')?.told).toHaveLength(2);
  });

  it('ends at once at a printer that cannot be reached', async () => {
    printer.setFault('unplugged', true);
    await served.settled();
    const ran = await run({ [texts.askAgain]: 'n' }, served.address, '--json');
    expect(ran.status).toBe(3);
    expect(outcomes(ran)).toMatchObject({ ready: 'refused', ruler: 'notDone', reprint: 'notDone' });
    expect(reportOf(ran).steps[0]?.told).toMatchObject([{ reason: 'printer-unreachable' }]);
  });

  it('does not call a list accepted whose person left', async () => {
    const ran = await run({ ...handy(), [texts.questions.barcode]: null }, served.address, '--json');
    expect(ran.status).toBe(4);
    expect(reportOf(ran).total).toBe('notDone');
    expect(outcomes(ran)).toMatchObject({ letters: 'accepted', barcode: 'notDone', qr: 'notDone' });
  });

  it('takes a skipped step for neither good nor bad, and says so', async () => {
    const replies = { ...handy(), [texts.hands.fewPaper]: 'skip', [texts.questions.cut]: 's' };
    const ran = await run(replies, served.address);
    expect(ran.status).toBe(0);
    expect(ran.out).toContain('Paper nearly out: skipped');
    expect(ran.out).toContain('Cut: skipped');
    expect(ran.out.at(-1)).toBe(texts.total.accepted);
  });

  it('asks again after a word that is no answer, such as another code', async () => {
    let scans = 0;
    const replies = {
      ...handy(),
      [texts.questions.barcode]: () => {
        scans += 1;
        return scans === 1 ? 'H39.30-999999-9999' : barcodeText;
      },
      [texts.choice(['yes', 'no', 'skip', 'again'])]: barcodeText,
    };
    const ran = await run(replies, served.address, '--json');
    expect(outcomes(ran)).toMatchObject({ barcode: 'accepted' });
    expect(ran.status).toBe(0);
  });

  it('does not ask for the cut of a printer without a cutter', async () => {
    const ran = await run(
      { [texts.hands.openCover]: null },
      'lab:small',
      '--profile',
      'generic-58',
      '--json',
    );
    expect(outcomes(ran)).toMatchObject({ cut: 'notFitted', cover: 'notDone' });
  });

  it('says when the report cannot be written, and does not end well', async () => {
    const report = join(folder, 'none', 'report');
    const ran = await run(handy(), served.address, '--report', report);
    expect(ran.status).toBe(4);
    expect(ran.err.at(-1)).toContain('ENOENT');
  });

  it.each([
    [['accept'], 'printer-address'],
    [['accept', 'nonsense'], 'Địa chỉ'],
  ])('calls %j wrong use', async (words, why) => {
    const lines: string[] = [];
    const ends: number[] = [];
    const io: DeviceIo = {
      out: () => undefined,
      err: (line) => lines.push(line),
      input: (async function* () {})(),
      interrupted: new AbortController().signal,
      end: (status) => ends.push(status),
    };
    await runDeviceProgram(words, io, () => layout);
    expect(ends).toEqual([2]);
    expect(lines.join('\n')).toContain(why);
  });
});
