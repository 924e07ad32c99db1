import { join } from 'node:path';
import type { PrinterSearch } from '../../../shared/contract/printer-setup.ts';
import { systemClock } from '../../clock.ts';
import { FileAdapter } from '../../devices/printer/adapters/file.ts';
import { SerialAdapter } from '../../devices/printer/adapters/serial.ts';
import { TcpAdapter } from '../../devices/printer/adapters/tcp.ts';
import { LabBench } from '../../devices/printer/lab/lab-bench.ts';
import { LabPrinter } from '../../devices/printer/lab/lab-printer.ts';
import { serveLabPrinter } from '../../devices/printer/lab/serve-lab-printer.ts';
import type { LayoutEngine } from '../../devices/printer/layout-engine.ts';
import { loadPaperFonts, paperFontFiles } from '../../devices/printer/layout/glyphs.ts';
import { layOutSlip } from '../../devices/printer/layout/lay-out-slip.ts';
import { slipPicture } from '../../devices/printer/layout/slip-picture.ts';
import type { PrinterAdapter } from '../../devices/printer/port.ts';
import { defaultPrinterLimits, type PrinterLimits } from '../../devices/printer/printer-limits.ts';
import { findProfile, type PrinterProfile } from '../../devices/printer/profile.ts';
import { silentLog } from '../../log.ts';
import { PrinterSetup, type PrinterSetupOptions } from './service.ts';

const fonts = loadPaperFonts(paperFontFiles(join(import.meta.dirname, '../../../../assets/fonts')));
/** The engine of the product, without its worker. */
export const layout: LayoutEngine = {
  layOut: (document, format) => layOutSlip(document, format, fonts),
  picture: (slip) => Promise.resolve(slipPicture(slip)),
  close: () => Promise.resolve(),
};

export function modelOf(id: string): PrinterProfile {
  const profile = findProfile(id);
  if (!profile) throw new Error(`no profile ${id}`);
  return profile;
}

/** Answers are waited for shortly; everything that hangs on the printer's own pace is as in the product. */
export const limits: PrinterLimits = {
  ...defaultPrinterLimits,
  answerMs: 300,
  quietMs: 10,
  fenceMs: 1000,
  fenceMaxMs: 3000,
  watchMs: 50,
};

/** Counts what is open at an adapter. */
export function counted(adapter: PrinterAdapter): { adapter: PrinterAdapter; opened: number; open: number } {
  const count = {
    opened: 0,
    open: 0,
    adapter: {
      scheme: adapter.scheme,
      open: async (address: string, signal: AbortSignal) => {
        const opened = await adapter.open(address, signal);
        if (!opened.ok) return opened;
        count.opened += 1;
        count.open += 1;
        opened.value.onClosed(() => (count.open -= 1));
        return opened;
      },
    },
  };
  return count;
}

const closers: (() => Promise<void>)[] = [];
/** Ends what the functions here have started; for `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

/** A simulated printer on a real TCP port of the loopback network. */
export async function tcpPrinter(profileId = 'epson-tm-t82') {
  const printer = new LabPrinter({ name: 'draft', profile: modelOf(profileId), clock: systemClock });
  const served = await serveLabPrinter(printer);
  closers.push(() => served.close());
  return { printer, served, address: served.address };
}

/** A set-up over real ways, with devices that count as configured. */
export function setupOf(options: Partial<PrinterSetupOptions> = {}) {
  const tcp = counted(new TcpAdapter());
  const bench = new LabBench({ clock: systemClock, publish: () => undefined, scanners: () => [] });
  const searches: PrinterSearch[] = [];
  let waiting: (() => void)[] = [];
  const setup = new PrinterSetup({
    adapters: [tcp.adapter, new SerialAdapter({ watchMs: 20 }), new FileAdapter(), bench.adapter()],
    finders: { local: [], network: [] },
    networks: () => [],
    layout,
    configured: () => ({ printers: [], scanners: [] }),
    aliases: () => Promise.resolve([]),
    publish: (_, payload) => {
      searches.push(payload as PrinterSearch);
      for (const wake of waiting.splice(0)) wake();
    },
    clock: systemClock,
    log: silentLog,
    limits,
    onLeft: () => bench.reconfigure([]),
    ...options,
  });
  closers.push(() => setup.leave());
  /** Resolves with the first search told, from now or earlier, that fits. */
  async function told(fits: (search: PrinterSearch) => boolean): Promise<PrinterSearch> {
    for (;;) {
      const found = searches.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
    }
  }
  return { setup, tcp, bench, searches, told };
}
