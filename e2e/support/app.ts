import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, errors, type ElectronApplication, type Page } from 'playwright';
import { waitFor } from './wait.ts';

/** What a test says about the installation that it wants; the rest is the small centre of `installation`. */
export interface Installation {
  readonly printers?: readonly { id: string; name: string; address: string; profile?: string }[];
  readonly scanners?: readonly { id: string; name: string; address: string }[];
  readonly stations?: readonly object[];
  readonly central?: object;
  readonly language?: 'vi' | 'en';
}

// Playwright runs from the repository's root.
const repository = process.cwd();

/** A printer named like a paper prints it; where there is none, the first printer prints everything. */
function stationsFor(install: Installation): readonly object[] {
  const printers = install.printers ?? [];
  const use = (...papers: readonly string[]): object =>
    Object.fromEntries(
      papers.flatMap((paper) => {
        const printer = printers.find(({ id }) => id === paper) ?? printers[0];
        return printer ? [[paper, printer.id]] : [];
      }),
    );
  const scanners = install.scanners?.map((scanner) => scanner.id) ?? [];
  return [
    { id: 'kiosk', role: 'kiosk', name: 'Máy lấy số', printers: use('ticket') },
    {
      id: 'counter-1',
      role: 'counter',
      name: 'Quầy số 1',
      counterId: 'quay-01',
      printers: use('receipt', 'label'),
      scanners,
    },
    { id: 'display', role: 'display', name: 'Bảng gọi số' },
    { id: 'supervisor', role: 'supervisor', name: 'Trưởng bộ phận' },
    { id: 'rating-1', role: 'rating', name: 'Đánh giá quầy số 1', counterId: 'quay-01' },
  ];
}

/** The product running in real Electron, with a data folder of its own. */
export class RunningApp {
  private constructor(
    readonly electron: ElectronApplication,
    readonly dataFolder: string,
    private readonly output: string[],
  ) {}

  /** Starts it. `configText` writes the configuration file as given, for tests of broken ones; null: no file at all. */
  static async start(options: {
    folder: string;
    install?: Installation;
    configText?: string | null;
    env?: Readonly<Record<string, string>>;
  }): Promise<RunningApp> {
    const dataFolder = join(options.folder, 'data');
    await mkdir(dataFolder, { recursive: true });
    const install = options.install ?? {};
    const config =
      options.configText === undefined
        ? JSON.stringify({
            version: 2,
            language: install.language ?? 'vi',
            siteId: 'tan-an',
            central: install.central ?? { mode: 'embedded' },
            training: true,
            printers: install.printers ?? [],
            scanners: install.scanners ?? [],
            stations: install.stations ?? stationsFor(install),
          })
        : options.configText;
    const configPath = join(options.folder, 'config.json');
    if (config !== null) await writeFile(configPath, config);
    // QUAY_PACKAGED: the executable of a packaged test build (`npm run package -- --test`), which names no app folder.
    const packaged = process.env['QUAY_PACKAGED'];
    if (packaged === undefined && !process.env['QUAY_ELECTRON'])
      throw new Error('QUAY_ELECTRON is not set: run the tests with `npm run e2e`');
    const isRoot = process.getuid?.() === 0;
    const launch = packaged === undefined ? launchHeld : launchPackaged;
    const electron = await launch({
      ...(packaged === undefined ? {} : { executablePath: packaged }),
      args: [...(isRoot ? ['--no-sandbox'] : []), ...(packaged === undefined ? [repository] : [])],
      env: {
        ...(process.env as Record<string, string>),
        QUAY_CONFIG: configPath,
        QUAY_DATA_DIR: dataFolder,
        ...options.env,
      },
    });
    const output: string[] = [];
    for (const stream of [electron.process().stdout, electron.process().stderr])
      stream?.on('data', (data: Buffer) => output.push(String(data)));
    return new RunningApp(electron, dataFolder, output);
  }

  /** The window whose page answers `station.self` with this station (or window kind), opened from the launcher if needed. */
  async station(id: string): Promise<Page> {
    return this.windowOf({ window: 'station', stationId: id });
  }

  async windowOf(
    target: { window: 'station'; stationId: string } | { window: 'lab' | 'settings' | 'launcher' },
  ): Promise<Page> {
    const found = await this.find(target);
    if (found) return found;
    const from = await this.find({ window: 'launcher' });
    if (!from) throw new Error('no launcher to open a window from');
    await from.evaluate(
      (where) => (window as unknown as Window & { quay: BridgeInPage }).quay.call('station.open', where),
      target,
    );
    // A first start makes the database, a start after a kill repairs it: seconds, or half a minute on a busy machine.
    return waitFor(`the window ${JSON.stringify(target)}`, () => this.find(target), 90_000);
  }

  /** A call over the bridge, from a page: what the page's own code would do. */
  async call(page: Page, name: string, input: unknown): Promise<Answer> {
    return page.evaluate(
      ([callName, callInput]) =>
        (window as unknown as Window & { quay: BridgeInPage }).quay.call(callName, callInput),
      [name, input] as const,
    ) as Promise<Answer>;
  }

  private async find(target: { window: string; stationId?: string }): Promise<Page | null> {
    for (const page of this.electron.windows()) {
      if (page.isClosed()) continue;
      const self = await this.call(page, 'station.self', null).catch(() => null);
      const value = self?.value as { window?: string; station?: { id: string } | null } | undefined;
      if (value?.window === target.window && (value.station?.id ?? undefined) === target.stationId)
        return page;
    }
    return null;
  }

  /** Everything that it said on its outputs, and its log file. */
  async logText(): Promise<string> {
    const file = await readFile(join(this.dataFolder, 'logs', 'quay.log'), 'utf8').catch(() => '');
    return this.output.join('') + file;
  }

  async close(): Promise<void> {
    await this.electron.close();
  }

  /** kill -9, as when the plug is pulled. */
  async kill(): Promise<void> {
    await killed(this.electron);
  }
}

/** What a call over the bridge resolves to. */
export interface Answer {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly detail?: Readonly<Record<string, unknown>> };
}

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>;

/**
 * Launches Electron from its folder. No `executablePath` here, on purpose: with one, Playwright leaves out its loader, which
 * keeps the app from being ready until Playwright has attached. Our first window opens at once; attached to in the middle of
 * its first navigation it never answers, and the launch hangs (2 of 60 on a loaded machine; with the loader none was held back).
 * Playwright finds the folder as Electron's own package does, by ELECTRON_OVERRIDE_DIST_PATH (`scripts/electron-runtime.mjs`).
 */
async function launchHeld(options: LaunchOptions): Promise<ElectronApplication> {
  const electron = await _electron.launch(options);
  await electron.firstWindow();
  return electron;
}

/** How long a packaged app may take to be attached to. It takes a second or three. */
const attachMs = 30_000;

/**
 * A packaged app takes no loader, so there the race above remains: a launch that hangs is made anew. The launch alone; no
 * assertion is ever tried twice.
 */
async function launchPackaged(options: LaunchOptions): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt++) {
    try {
      const electron = await _electron.launch({ ...options, timeout: attachMs });
      if (await answers(electron)) return electron;
      await killed(electron);
    } catch (thrown) {
      if (!(thrown instanceof errors.TimeoutError) || attempt === 3) throw thrown;
    }
    if (attempt === 3) throw new Error('Electron was launched three times and its first window never ran');
    console.log('the packaged app was attached to in the middle of its first navigation: launching again');
  }
}

/** Whether the first window runs under the debugger. Its page answers in milliseconds, whatever main does. */
async function answers(electron: ElectronApplication): Promise<boolean> {
  const page = await electron.firstWindow();
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), attachMs).unref());
  return (await Promise.race([page.evaluate(() => document.readyState), silence])) !== null;
}

async function killed(electron: ElectronApplication): Promise<void> {
  const child = electron.process();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

interface BridgeInPage {
  call(name: string, input: unknown): Promise<unknown>;
}

/** A folder for one test; removed at its end. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'quay-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
