import { test as base } from '@playwright/test';
import { RunningApp, temporaryFolder, type Installation } from './app.ts';
import { TcpPrinter } from './printer.ts';
import { PtyScanner } from './scanner-pty.ts';
import { CounterScreen } from './screens/counter.ts';
import { DisplayScreen } from './screens/display.ts';
import { KioskScreen } from './screens/kiosk.ts';

/** A small centre with real devices: a printer on a TCP port, a scanner on a pseudo-terminal. */
export interface Centre {
  readonly folder: string;
  readonly printer: TcpPrinter;
  readonly scanner: PtyScanner;
  /** Starts the app (again) on the same data folder. */
  start(install?: Installation): Promise<RunningApp>;
  /** Starts it with a configuration file of this text; null: none. */
  startWith(options: { configText: string | null }): Promise<RunningApp>;
  kiosk(app: RunningApp): Promise<KioskScreen>;
  counter(app: RunningApp): Promise<CounterScreen>;
  display(app: RunningApp): Promise<DisplayScreen>;
}

/** Each test has its own data folder, ports and devices; what it started is ended, and its log shown if it failed. */
export const test = base.extend<{ centre: Centre }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright insists on a destructured first argument
  centre: async ({}, use, testInfo) => {
    const folder = await temporaryFolder();
    const printer = await TcpPrinter.plugIn('printer');
    const scanner = await PtyScanner.plugIn(folder.path);
    const apps: RunningApp[] = [];
    const devices = {
      printers: [{ id: 'printer', name: 'Máy in', address: printer.address }],
      scanners: [{ id: 'scanner', name: 'Máy quét', address: scanner.address }],
    };
    await use({
      folder: folder.path,
      printer,
      scanner,
      start: async (install = {}) => {
        const app = await RunningApp.start({ folder: folder.path, install: { ...devices, ...install } });
        apps.push(app);
        return app;
      },
      startWith: async ({ configText }) => {
        const app = await RunningApp.start({ folder: folder.path, configText });
        apps.push(app);
        return app;
      },
      kiosk: async (app) => new KioskScreen(await app.station('kiosk')),
      counter: async (app) => {
        const counter = new CounterScreen(await app.station('counter-1'));
        await counter.ready();
        return counter;
      },
      display: async (app) => new DisplayScreen(await app.station('display')),
    });
    for (const app of apps) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('log', { body: await app.logText(), contentType: 'text/plain' });
        for (const [index, page] of app.electron.windows().entries())
          await testInfo.attach(`window-${index}`, {
            body: await page.screenshot().catch(() => Buffer.of()),
            contentType: 'image/png',
          });
      }
      await app.close().catch(() => undefined);
    }
    await scanner.unplug();
    await printer.unplug();
    await folder.remove();
  },
});
export { expect } from '@playwright/test';
