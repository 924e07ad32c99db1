import { join } from 'node:path';
import type { StationConfig } from '../../shared/contract/config.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { labHandlers, printingHandlers } from '../features/printing/handlers.ts';
import { PrintService } from '../features/printing/service.ts';
import type { Printing } from '../features/printing/port.ts';
import { composePrinterSetup } from '../features/printing-setup/compose-setup.ts';
import { printerSetupHandlers } from '../features/printing-setup/handlers.ts';
import { scanningHandlers } from '../features/scanning/handlers.ts';
import { ScannerFinder } from '../features/scanning/scanner-finder.ts';
import { ScanService } from '../features/scanning/service.ts';
import type { Handlers, Publish } from '../host/handlers.ts';
import type { Log } from '../log.ts';
import type { StationDatabase } from '../store/database.ts';
import { realPrinterAdapters } from './printer/adapters/real-adapters.ts';
import { LabBench } from './printer/lab/lab-bench.ts';
import { WorkerLayoutEngine } from './printer/layout/worker-layout-engine.ts';
import { libraryHidDevices } from './scanner/adapters/hid-devices.ts';
import {
  librarySerialPorts,
  serialPortChoices,
  type SerialPortChoice,
} from './scanner/adapters/serial-ports.ts';
import { LabScanners } from './scanner/lab-scanner.ts';
import { systemTiming } from './scanner/timing.ts';

export interface DevicesOutside {
  readonly folders: { readonly assets: string; readonly bundle: string };
  readonly config: () => StationConfig;
  readonly database: StationDatabase;
  readonly publish: Publish;
  readonly focusedStation: () => string | null;
  readonly openStations: () => readonly string[];
  /** Whether anybody looks: printers are asked how they are only then. */
  readonly isWatched: () => boolean;
  /** The name of whoever is signed in at a station; null: nobody, or nobody logs in there. */
  readonly personAt: (stationId: string) => string | null;
  readonly clock: Clock;
  readonly log: Log;
}

type DeviceHandlers = Pick<
  Handlers,
  Extract<
    keyof Handlers,
    `printing.${string}` | `printerSetup.${string}` | `scanning.${string}` | `lab.${string}`
  >
>;

/** Printers, scanners and the lab of an installation, running. */
export interface Devices {
  readonly handlers: DeviceHandlers;
  readonly printing: Printing;
  /** Takes changed printers and scanners into use; what did not change goes on. */
  reconfigure(): Promise<void>;
  serialPorts(): Promise<Result<readonly SerialPortChoice[], AppError>>;
  stop(): Promise<void>;
}

/** Builds and starts the device side of main. */
export async function composeDevices(outside: DevicesOutside): Promise<Devices> {
  const { clock, log, publish, config, folders } = outside;
  const labScanners = new LabScanners();
  const bench = new LabBench({ clock, publish, scanners: () => labScanners.names() });
  const layout = new WorkerLayoutEngine(
    join(folders.bundle, 'layout-worker.js'),
    join(folders.assets, 'fonts'),
  );
  const adapters = [...realPrinterAdapters(), bench.adapter()];
  const printing = new PrintService({
    database: outside.database,
    layout,
    adapters,
    printers: () => config().printers,
    publish,
    clock,
    log: log.child('printing'),
    isWatched: outside.isWatched,
    stationName: (id) => config().stations.find((station) => station.id === id)?.name ?? id,
    personAt: outside.personAt,
  });
  const ports = librarySerialPorts();
  const hid = libraryHidDevices();
  const scanning = new ScanService({
    scanners: () => config().scanners,
    stations: () => config().stations,
    focusedStation: outside.focusedStation,
    openStations: outside.openStations,
    lab: labScanners,
    publish,
    clock,
    log: log.child('scanning'),
    ports,
    hid,
  });
  const finder = new ScannerFinder({
    ports,
    hid,
    timing: systemTiming,
    inUse: () => [...config().printers, ...config().scanners].map(({ address }) => address),
    publish,
    log: log.child('scanning'),
  });
  const printerSetup = composePrinterSetup(
    {
      adapters,
      layout,
      configured: config,
      publish,
      clock,
      log: log.child('printer-setup'),
      // A simulated printer that was only tried is taken off the bench.
      onLeft: () => bench.reconfigure(config().printers),
    },
    librarySerialPorts(undefined, 'printer'),
  );
  bench.reconfigure(config().printers);
  await printing.start();
  await scanning.start();

  return {
    handlers: {
      ...printingHandlers(printing),
      ...labHandlers(bench),
      ...scanningHandlers(scanning, finder),
      ...printerSetupHandlers(printerSetup),
    },
    printing,
    async reconfigure() {
      bench.reconfigure(config().printers);
      await printing.reconfigure();
      await scanning.reconfigure();
    },
    serialPorts: () => serialPortChoices(ports),
    async stop() {
      await printerSetup.leave();
      await finder.end();
      await scanning.stop();
      await printing.stop();
      await layout.close();
    },
  };
}
