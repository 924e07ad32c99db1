import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../../shared/domain/device-address.ts';
import { systemClock } from '../../clock.ts';
import { cutPapers, PrinterTerminal } from '../../devices/printer/adapters/lab-printer-rig.test-support.ts';
import { LabPrinter } from '../../devices/printer/lab/lab-printer.ts';
import { readSlip } from '../../devices/printer/paper-reading/read-slip.ts';
import type { Raster } from '../../devices/printer/slip.ts';
import type { SetupPrintRequest } from './draft-printer.ts';
import { closeAll, layout, modelOf, setupOf, tcpPrinter } from './setup-rig.test-support.ts';
import { rulerSlip } from './setup-slip.ts';

afterEach(closeAll);

function sampleOn(address: string, more: Partial<SetupPrintRequest> = {}): SetupPrintRequest {
  return { key: randomUUID(), address, profile: 'epson-tm-t82', paper: { type: 'sample' }, ...more };
}

/** The first column without ink to the right of all ink. */
function inkedWidth(raster: Raster): number {
  let width = 0;
  for (let at = 0; at < raster.data.length; at += 1)
    if (raster.data[at] !== 0) width = Math.max(width, ((at % raster.rowBytes) + 1) * 8);
  return width;
}

describe('asking a printer what it is', () => {
  it('takes its name and its abilities, and moves no paper', async () => {
    const { printer, address } = await tcpPrinter();
    const { setup, tcp } = setupOf();
    expect(await setup.probe(address)).toEqual({
      ok: true,
      value: {
        status: { online: 'yes', paper: 'ok', cover: 'closed', cutter: 'ok' },
        problem: null,
        answers: 'yes',
        confirms: 'printed',
        model: 'TM-T82',
        profile: 'epson-tm-t82',
        isGuess: false,
      },
    });
    expect(printer.papers).toEqual([]);
    expect(tcp.open).toBe(0);
  });

  it('guesses nothing of one that names no model, and knows one that is silent', async () => {
    const { printer, address } = await tcpPrinter('generic-80');
    const { setup } = setupOf();
    expect(await setup.probe(address)).toMatchObject({
      value: { answers: 'yes', model: null, isGuess: true },
    });
    printer.setFault('silent', true);
    expect(await setup.probe(address)).toMatchObject({
      value: { answers: 'no', confirms: 'unknown', status: { online: 'unknown' }, isGuess: true },
    });
  });

  it('hears why one is stopped, and asks it nothing that it could not answer now', async () => {
    const { printer, address } = await tcpPrinter();
    printer.setFault('coverOpen', true);
    const { setup } = setupOf();
    expect(await setup.probe(address)).toMatchObject({
      value: { status: { cover: 'open' }, problem: { code: 'printer-cover-open' }, confirms: 'unknown' },
    });
  });

  it('says why one cannot be reached, and what is no way to a printer', async () => {
    const { served, address } = await tcpPrinter();
    await served.close();
    const { setup } = setupOf();
    expect(await setup.probe(address)).toMatchObject({ error: { code: 'printer-unreachable' } });
    expect(await setup.probe('wedge:')).toMatchObject({ error: { code: 'address-invalid' } });
  });

  it('makes no file where there is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'setup-'));
    const { setup } = setupOf();
    expect(await setup.probe(`file:${join(folder, 'paper.bin')}`)).toMatchObject({
      value: { answers: 'oneWay', status: { online: 'unknown' } },
    });
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('printing on a draft', () => {
  it('prints a sample in Vietnamese at the chosen width, and says that it is printed and how the printer is', async () => {
    const { printer, address } = await tcpPrinter();
    const { setup, tcp } = setupOf();
    const printed = await setup.print(sampleOn(address, { widthDots: 512 }));
    expect(printed).toMatchObject({
      value: { state: 'printed', confirmed: true, reason: null, status: { online: 'yes', paper: 'ok' } },
    });
    const [paper] = printer.papers;
    expect(paper?.cut).toBe(true);
    expect(inkedWidth(paper!.raster)).toBeGreaterThan(384);
    expect(inkedWidth(paper!.raster)).toBeLessThanOrEqual(512);
    expect((await readSlip(paper!.raster)).replace(/\s+/g, ' ')).toMatch(/B-025|Đất đai/);
    await setup.leave();
    expect(tcp.open).toBe(0);
  });

  it('prints a ruler for each width, each as wide as it says: a narrow head shows which one is whole', async () => {
    const widths = [576, 384, 512];
    const drawn = await rulerSlip(layout, modelOf('generic-80'), widths);
    if (!drawn.ok) throw new Error(drawn.error.code);
    const rasters = drawn.value.slip.parts.flatMap((part) => (part.type === 'raster' ? [part.raster] : []));
    expect([...new Set(rasters.map(({ width }) => width))]).toEqual([384, 512, 576]);
    expect(Math.max(...rasters.map(inkedWidth))).toBe(576);

    const { printer, address } = await tcpPrinter('generic-58');
    const { setup } = setupOf();
    const paper = { type: 'rulers', widths } as const;
    const printed = await setup.print(
      sampleOn(address, { profile: 'generic-80', paper: { ...paper, widths: [...widths] } }),
    );
    expect(printed).toMatchObject({ value: { state: 'printed' } });
    expect(inkedWidth(printer.papers[0]!.raster)).toBe(384);
    expect(await readSlip(printer.papers[0]!.raster)).toContain('THƯỚC A');
  });

  it('gives a label printer rulers in one picture', async () => {
    const drawn = await rulerSlip(layout, modelOf('label-tspl'), [384, 576]);
    if (!drawn.ok) throw new Error(drawn.error.code);
    const widths = drawn.value.slip.parts.flatMap((part) =>
      part.type === 'raster' ? [part.raster.width] : [],
    );
    expect(new Set(widths)).toEqual(new Set([576]));
  });

  it('prints once for one key, however often it is asked', async () => {
    const { printer, address } = await tcpPrinter();
    const { setup } = setupOf();
    const request = sampleOn(address);
    const answers = await Promise.all([setup.print(request), setup.print(request)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await setup.print(request)).toEqual(answers[0]);
    expect(printer.papers).toHaveLength(1);
  });

  it('is not printed, and says why, when the printer says so before the first byte', async () => {
    const { printer, address } = await tcpPrinter();
    printer.setFault('paperOut', true);
    const { setup } = setupOf();
    expect(await setup.print(sampleOn(address))).toMatchObject({
      value: {
        state: 'notPrinted',
        reason: { code: 'printer-paper-out' },
        status: { paper: 'out' },
        problem: { code: 'printer-paper-out' },
      },
    });
    printer.setFault('paperOut', false);
    expect(printer.papers).toEqual([]);
  });

  it('is unknown after a line that broke, is not repeated by itself, and the next print is whole', async () => {
    const { printer, address } = await tcpPrinter();
    const { setup } = setupOf();
    printer.setFault('dropMidJob', true);
    expect(await setup.print(sampleOn(address))).toMatchObject({
      value: { state: 'unknown', reason: { code: 'printer-dropped' } },
    });
    printer.setFault('dropMidJob', false);
    expect(printer.papers.filter(({ cut }) => cut)).toHaveLength(0);
    expect(await setup.print(sampleOn(address))).toMatchObject({ value: { state: 'printed' } });
    expect(printer.papers.filter(({ cut }) => cut)).toHaveLength(1);
  });

  it('is unknown when a printer that answered before has gone silent; of one never heard it is handed over', async () => {
    const { printer, address } = await tcpPrinter('xprinter-xp80');
    const { setup } = setupOf();
    await setup.probe(address);
    printer.setFault('silent', true);
    const request = sampleOn(address, { profile: 'xprinter-xp80' });
    expect(await setup.print(request)).toMatchObject({
      value: { state: 'unknown', reason: { code: 'printer-silent' } },
    });
    expect(printer.papers).toHaveLength(1);
    await setup.leave();
    expect(await setup.print({ ...request, key: randomUUID() })).toMatchObject({
      value: { state: 'printed', confirmed: false, status: { online: 'unknown' } },
    });
  });

  it('ends when somebody stops it', async () => {
    const { printer, address } = await tcpPrinter();
    printer.setFault('neverReads', true);
    const { setup, tcp } = setupOf();
    const printing = setup.print(sampleOn(address));
    setup.stopPrint();
    expect(await printing).toMatchObject({
      value: { state: 'notPrinted', reason: { code: 'print-interrupted' } },
    });
    await setup.leave();
    expect(tcp.open).toBe(0);
  });

  it('knows no model that does not exist', async () => {
    const { address } = await tcpPrinter();
    const { setup, tcp } = setupOf();
    expect(await setup.print(sampleOn(address, { profile: 'gone' }))).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(tcp.opened).toBe(0);
  });

  it('goes over a real pseudo-terminal as well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'setup-'));
    const printer = new LabPrinter({ name: 'serial', profile: modelOf('xprinter-xp58'), clock: systemClock });
    const terminal = await PrinterTerminal.create(join(folder, 'printer'), printer);
    const { setup } = setupOf();
    const address = `serial:${terminal.path}?baud=115200`;
    expect(await setup.probe(address)).toMatchObject({ value: { model: 'XP-58', profile: 'xprinter-xp58' } });
    expect(await setup.print(sampleOn(address, { profile: 'xprinter-xp58' }))).toMatchObject({
      value: { state: 'printed' },
    });
    // No cutter: the slip hangs out, fed for tearing.
    expect(printer.papers).toHaveLength(1);
    expect(await cutPapers(printer, 0)).toEqual([]);
    await setup.leave();
    await terminal.close();
    await rm(folder, { recursive: true });
  });
});

describe('a device that is in use', () => {
  it('gets no second queue: neither a question nor a print opens it', async () => {
    const { address } = await tcpPrinter();
    const printers = [
      { id: 'p', name: 'Máy in quầy 1', address: `${address}?hold=yes`, profile: 'generic-80' },
    ];
    const { setup, tcp } = setupOf({ configured: () => ({ printers, scanners: [] }) });
    const refused = { error: { code: 'printer-already-configured', detail: { got: 'Máy in quầy 1' } } };
    expect(await setup.probe(address)).toMatchObject(refused);
    expect(await setup.print(sampleOn(address))).toMatchObject(refused);
    expect(tcp.opened).toBe(0);
  });

  it('is known by its other name too', async () => {
    const scanners = [{ id: 's', name: 'Máy quét quầy 1', address: 'serial:vid=0483,pid=5740' }];
    const identity = parseAddress('serial:vid=0483,pid=5740,serial=A1');
    if (!identity.ok) throw new Error('no address');
    const { setup } = setupOf({
      configured: () => ({ printers: [], scanners }),
      aliases: () => Promise.resolve([identity.value]),
    });
    expect(await setup.probe('serial:/dev/ttyACM0')).toMatchObject({
      error: { code: 'printer-already-configured', detail: { got: 'Máy quét quầy 1' } },
    });
  });
});

describe('leaving', () => {
  it('lets the printer go, and takes a simulated one off the bench', async () => {
    const { setup, bench } = setupOf();
    expect(await setup.probe('lab:trial')).toMatchObject({ value: { answers: 'yes' } });
    expect(bench.view().printers.map(({ name }) => name)).toEqual(['trial']);
    await setup.leave();
    expect(bench.view().printers).toEqual([]);
  });

  it('ends what is being printed', async () => {
    const { printer, address } = await tcpPrinter();
    const { setup, tcp } = setupOf();
    printer.setFault('slow', true);
    const printing = setup.print(sampleOn(address));
    await new Promise<void>((resolve) => {
      const unsubscribe = printer.onChange(() => {
        unsubscribe();
        resolve();
      });
    });
    await setup.leave();
    expect(await printing).toMatchObject({
      value: { state: 'unknown', reason: { code: 'print-interrupted' } },
    });
    expect(tcp.open).toBe(0);
  });
});
