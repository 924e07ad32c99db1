import { afterEach, describe, expect, it } from 'vitest';
import type { PrinterConfig } from '../../../shared/contract/config.ts';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import type { LabFault } from '../../../shared/contract/lab.ts';
import { systemClock } from '../../clock.ts';
import { TcpAdapter } from '../../devices/printer/adapters/tcp.ts';
import { LabPrinter } from '../../devices/printer/lab/lab-printer.ts';
import { serveLabPrinter } from '../../devices/printer/lab/serve-lab-printer.ts';
import type { PrinterAdapter } from '../../devices/printer/port.ts';
import { defaultPrinterLimits } from '../../devices/printer/printer-limits.ts';
import { findProfile } from '../../devices/printer/profile.ts';
import { PrinterLines } from './printer-lines.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Printers that are never polled: what is seen, the printer told by itself. */
async function heldPrinter() {
  const profile = findProfile('generic-80')!;
  const printer = new LabPrinter({ name: 'p', profile, clock: systemClock });
  const served = await serveLabPrinter(printer);
  closers.push(() => served.close());
  const config: PrinterConfig = {
    id: 'p1',
    name: 'Máy in quầy 1',
    address: `${served.address}?hold=yes`,
    profile: profile.id,
  };
  const released: (() => void)[] = [];
  const tcp = new TcpAdapter({ lingerMs: 20 });
  const adapter: PrinterAdapter = {
    scheme: 'tcp',
    open: async (address, signal) => {
      const opened = await tcp.open(address, signal);
      if (opened.ok)
        opened.value.onClosed(() => {
          for (const tell of released) tell();
        });
      return opened;
    },
  };
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  const lines = new PrinterLines({
    adapters: [adapter],
    clock: systemClock,
    limits: { ...defaultPrinterLimits, answerMs: 300, quietMs: 10, connectMs: 500 },
    onChanged: () => {
      for (const listener of listeners) listener();
    },
    onBug: (thrown) => {
      throw thrown;
    },
    stopping: stopping.signal,
    isWatched: () => false,
    pollMs: 3_600_000,
  });
  lines.reconfigure([config]);
  lines.start();
  closers.push(() => lines.stop());
  const until = (fits: (view: PrinterView) => boolean): Promise<PrinterView> =>
    new Promise((resolve) => {
      const look = (): void => {
        const view = lines.views()[0]!;
        if (!fits(view)) return;
        listeners.delete(look);
        resolve(view);
      };
      listeners.add(look);
      look();
    });
  const line = lines.line('p1');
  if (!line.ok) throw new Error(line.error.code);
  await line.value.check(stopping.signal);
  return { printer, lines, until, released };
}

describe('a printer whose connection is kept', () => {
  it.each([
    ['paperOut', { paper: 'out', online: 'no' }, 'printer-paper-out'],
    ['coverOpen', { cover: 'open', online: 'no' }, 'printer-cover-open'],
    ['cutterError', { cutter: 'error', online: 'no' }, 'printer-cutter-error'],
    ['paperNearEnd', { paper: 'nearEnd', online: 'yes' }, undefined],
  ] as const)('tells %s by itself, and when it is over', async (fault: LabFault, status, code) => {
    const { printer, until } = await heldPrinter();
    printer.setFault(fault, true);
    const troubled = await until((view) => view.status.paper !== 'ok' || view.problem !== null);
    expect(troubled.status).toMatchObject(status);
    expect(troubled.problem?.code).toBe(code);
    printer.setFault(fault, false);
    const well = await until((view) => view.status.paper === 'ok' && view.problem === null);
    expect(well.status).toEqual({ online: 'yes', paper: 'ok', cover: 'closed', cutter: 'ok' });
  });

  it('shows an unplug without being asked', async () => {
    const { printer, until } = await heldPrinter();
    printer.setFault('unplugged', true);
    expect(await until((view) => view.problem !== null)).toMatchObject({
      status: { online: 'no', paper: 'unknown' },
      problem: { code: 'printer-unreachable' },
    });
  });

  it('is free for others once it is taken out of the configuration', async () => {
    const { lines, released } = await heldPrinter();
    const gone = new Promise<void>((resolve) => released.push(resolve));
    lines.reconfigure([]);
    await gone;
  });
});
