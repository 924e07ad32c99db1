import { randomUUID } from 'node:crypto';
import type { ScannerConfig, StationEntry } from '../../../shared/contract/config.ts';
import type { ScannerView, WedgeSettings } from '../../../shared/contract/scanning.ts';
import { parseAddress } from '../../../shared/domain/device-address.ts';
import type { Scan, TypedDoubt } from '../../../shared/domain/scan-meaning.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import { libraryHidDevices, type HidDevices } from '../../devices/scanner/adapters/hid-devices.ts';
import { librarySerialPorts, type SerialPorts } from '../../devices/scanner/adapters/serial-ports.ts';
import { createScannerSource } from '../../devices/scanner/create-source.ts';
import type { LabScanners } from '../../devices/scanner/lab-scanner.ts';
import type { RawScan, ScannerSource, ScannerState } from '../../devices/scanner/port.ts';
import { systemTiming, type Timing } from '../../devices/scanner/timing.ts';
import { wedgeSettings } from '../../devices/scanner/wedge-settings.ts';
import { WedgeSource } from '../../devices/scanner/wedge-source.ts';
import type { Publish } from '../../host/handlers.ts';
import type { Log } from '../../log.ts';
import { readGarbage, readScan, type ScanReading } from './read-scan.ts';
import { Repeats } from './repeats.ts';
import { scannerTestOf } from './scanner-test.ts';

export interface ScanServiceOptions {
  /** The scanners and stations of the configuration, asked anew at each use. */
  readonly scanners: () => readonly ScannerConfig[];
  readonly stations: () => readonly StationEntry[];
  /** The station whose window had the focus last, of those that are open; null when none is. */
  readonly focusedStation: () => string | null;
  /** The stations whose windows are open. */
  readonly openStations: () => readonly string[];
  readonly lab: LabScanners;
  readonly publish: Publish;
  readonly clock: Clock;
  readonly log: Log;
  readonly ports?: SerialPorts;
  readonly hid?: HidDevices;
  readonly timing?: Timing;
}

interface Entry {
  readonly id: string;
  readonly address: string;
  readonly source: ScannerSource | null;
  readonly repeats: Repeats;
  state: ScannerState;
  problem: AppError | null;
  lastScanAt: string | null;
}

const noWedge: WedgeSettings = { enabled: false, prefix: '', suffix: '', maxGapMs: 35 };

/**
 * Runs the scanners of the configuration and tells each scan, by its meaning, to one station.
 *
 * Which station: a scan that was typed belongs to the window that got the keys, if its station lists the scanner.
 * Otherwise, of the open stations that list it, the one whose window had the focus last; if that is none of them, the first
 * of the configuration. If none is open, all windows hear that there was one. A scan is never told twice, and never to a
 * station that does not list its scanner.
 *
 * Nothing of a scan's content is logged or kept.
 */
export class ScanService {
  readonly #options: ScanServiceOptions;
  readonly #ports: SerialPorts;
  readonly #hid: HidDevices;
  readonly #timing: Timing;
  readonly #entries = new Map<string, Entry>();
  #isRunning = false;
  #work: Promise<void> = Promise.resolve();

  constructor(options: ScanServiceOptions) {
    this.#options = options;
    this.#ports = options.ports ?? librarySerialPorts();
    this.#hid = options.hid ?? libraryHidDevices();
    this.#timing = options.timing ?? systemTiming;
  }

  /** Starts all scanners. Resolves when they run, which does not mean that their devices are there. */
  start(): Promise<void> {
    this.#isRunning = true;
    return this.reconfigure();
  }

  /** Stops all scanners; their devices are free when it resolves. */
  stop(): Promise<void> {
    this.#isRunning = false;
    return this.reconfigure();
  }

  /** Takes the configuration as it now is: scanners that did not change go on without a gap. */
  reconfigure(): Promise<void> {
    this.#work = this.#work.then(() => this.#apply());
    return this.#work;
  }

  /** The scanners of the configuration, in its order. */
  scanners(): ScannerView[] {
    const stations = this.#options.stations();
    return this.#options.scanners().map(({ id, name, address }) => {
      const entry = this.#entries.get(id);
      return {
        id,
        name,
        address,
        state: entry?.state ?? 'off',
        problem: entry?.problem ?? null,
        lastScanAt: entry?.lastScanAt ?? null,
        stationIds: stations.filter((station) => station.scanners.includes(id)).map((station) => station.id),
      };
    });
  }

  /**
   * How the typing scanner marks its scans in the window of a station (null: of none): its own scanner, or that of another
   * station of this machine, since the keys go to whatever window is in front. Not enabled where there is none.
   */
  wedgeSettings(stationId: string | null): WedgeSettings {
    const wedge = this.#wedgeOf(stationId);
    const address = wedge === null ? null : parseAddress(wedge.address);
    if (!address?.ok || address.value.scheme !== 'wedge') return noWedge;
    const settings = wedgeSettings(address.value.options);
    return settings.ok ? settings.value : noWedge;
  }

  /** Takes a scan that a window recognised among its keys; `sentTo`: the name of the other station that it went to. */
  typed(
    stationId: string | null,
    text: string,
    doubt: TypedDoubt,
  ): Result<{ sentTo: string | null }, AppError> {
    const wedge = this.#wedgeOf(stationId);
    if (!(wedge?.source instanceof WedgeSource) || !wedge.source.receive(text, doubt, stationId))
      return err(appError('not-found', { scanner: 'wedge:' }));
    const target = this.#stationFor(wedge.id, stationId);
    return ok({ sentTo: target === null || target.id === stationId ? null : target.name });
  }

  /** Pulls the trigger of a simulated scanner. */
  pullLabTrigger(name: string, text: string): Result<null, AppError> {
    const { lab } = this.#options;
    return lab.has(name) ? lab.scanner(name).scan(text) : err(appError('not-found', { scanner: name }));
  }

  async #apply(): Promise<void> {
    const wanted = this.#isRunning ? this.#options.scanners() : [];
    const gone = [...this.#entries.values()].filter(
      ({ id, address }) => !wanted.some((scanner) => scanner.id === id && scanner.address === address),
    );
    for (const { id } of gone) this.#entries.delete(id);
    await Promise.all(gone.map(({ source }) => source?.stop() ?? Promise.resolve()));
    for (const scanner of wanted) if (!this.#entries.has(scanner.id)) this.#begin(scanner);
    this.#tellScanners();
  }

  #begin({ id, address }: ScannerConfig): void {
    const { lab, log } = this.#options;
    const made = createScannerSource(address, {
      lab,
      ports: this.#ports,
      hid: this.#hid,
      timing: this.#timing,
    });
    const entry: Entry = {
      id,
      address,
      source: made.ok ? made.value : null,
      repeats: new Repeats(),
      state: made.ok ? 'connecting' : 'off',
      problem: made.ok ? null : made.error,
      lastScanAt: null,
    };
    this.#entries.set(id, entry);
    if (!made.ok) {
      log.warn('scanner cannot be used', { scannerId: id, code: made.error.code });
      return;
    }
    made.value.start({
      onScan: (scan) => this.#take(entry, scan),
      onGarbage: (bytes, why) => this.#tell(entry, this.#stationFor(id), readGarbage(bytes, why)),
      onState: (state, problem) => this.#note(entry, state, problem),
    });
  }

  #note(entry: Entry, state: ScannerState, problem: AppError | null): void {
    entry.state = state;
    entry.problem = problem;
    this.#options.log.info('scanner', {
      scannerId: entry.id,
      state,
      code: problem?.code,
      cause: problem?.cause,
    });
    // A scanner that was taken out of the configuration says its last word when nobody asks for it any more.
    if (this.#entries.get(entry.id) === entry) this.#tellScanners();
  }

  #take(entry: Entry, scan: RawScan): void {
    if (entry.repeats.isRepeat(scan.bytes, this.#options.clock.monotonicMs())) {
      this.#options.log.info('scan repeated by the same trigger pull', { scannerId: entry.id });
      return;
    }
    const read = readScan(scan);
    const test = scannerTestOf(entry, scan, read);
    if (test !== null) this.#options.publish('scanning.tested', test);
    this.#tell(entry, this.#stationFor(entry.id, scan.typed?.stationId), read);
  }

  #tell(entry: Entry, station: StationEntry | null, read: ScanReading): void {
    const { clock, log, publish } = this.#options;
    const scan: Scan = { id: randomUUID(), at: clock.now().toISOString(), scannerId: entry.id, ...read };
    log.info('scan', {
      scannerId: entry.id,
      scanId: scan.id,
      meaning: scan.result.meaning,
      ...(scan.result.meaning === 'refused' ? { kind: scan.result.fields.kind } : {}),
      symbology: scan.symbology,
      ...(scan.typed === null ? {} : { typed: scan.typed }),
      stationId: station?.id ?? null,
    });
    entry.lastScanAt = scan.at;
    if (station !== null) publish('scanning.scanned', scan, station.id);
    else
      publish('scanning.unplaced', {
        what: scan.result.meaning,
        station: this.#listing(entry.id)[0]?.name ?? null,
      });
    this.#tellScanners();
  }

  #listing(scannerId: string): StationEntry[] {
    return this.#options.stations().filter((station) => station.scanners.includes(scannerId));
  }

  #stationFor(scannerId: string, typedAt: string | null = null): StationEntry | null {
    const open = this.#options.openStations();
    const listing = this.#listing(scannerId).filter(({ id }) => open.includes(id));
    const focused = this.#options.focusedStation();
    const at = (id: string | null) => listing.find((station) => station.id === id);
    return at(typedAt) ?? at(focused) ?? listing[0] ?? null;
  }

  #wedgeOf(stationId: string | null): Entry | null {
    const station = this.#options.stations().find(({ id }) => id === stationId);
    const own = (station?.scanners ?? []).map((id) => this.#entries.get(id));
    return [...own, ...this.#entries.values()].find((entry) => entry?.source instanceof WedgeSource) ?? null;
  }

  #tellScanners(): void {
    this.#options.publish('scanning.scannersChanged', this.scanners());
  }
}
