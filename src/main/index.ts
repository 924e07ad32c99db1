import { join } from 'node:path';
import { app, dialog, powerMonitor } from 'electron';
import type { AppError } from '../shared/errors.ts';
import { appError, causeOf } from '../shared/errors.ts';
import { systemClock } from './clock.ts';
import { loadConfig, type LoadedConfig } from './config/config-file.ts';
import { compose, type App } from './compose.ts';
import { connectBridge } from './electron/ipc.ts';
import { registerScheme, serveRenderer } from './electron/protocol.ts';
import { keepZoomKeysOnly } from './electron/menu.ts';
import { chooseFile } from './electron/save-file.ts';
import { guardedKey } from './electron/secrets.ts';
import { lockDown, lockSession } from './electron/security.ts';
import { utilitySpawner } from './electron/utility.ts';
import { preloadPath, Windows } from './electron/windows.ts';
import { failedRouter } from './host/failed-router.ts';
import type { Router } from './host/router.ts';
import { LogFile } from './log-file.ts';

/**
 * Electron's entry: reads the environment, makes Electron's side of the ports, composes main, opens the windows.
 * `process.env` and `process.platform` are read here and nowhere else in main.
 */
registerScheme();
if (process.env['QUAY_DATA_DIR']) app.setPath('userData', process.env['QUAY_DATA_DIR']);
const dataFolder = app.getPath('userData');
const configPath = process.env['QUAY_CONFIG'] ?? join(dataFolder, 'config.json');
const logFile = new LogFile(join(dataFolder, 'logs', 'quay.log'), systemClock);
const log = logFile.log('main');
// Beside this bundle in development; in the package, assets that are served or read as files lie outside the archive.
const assets = app.isPackaged ? join(process.resourcesPath, 'assets') : join(__dirname, '..', '..', 'assets');
const windows = new Windows(preloadPath(__dirname), join(assets, 'icons', 'icon.png'), app.getName());

let running: App | null = null;

function restart(): void {
  app.relaunch();
  app.quit();
}

/** Composes main. An embedded database that is made for the first time takes some seconds. */
async function begin(loadedConfig: LoadedConfig): Promise<Router> {
  const storeKey = await guardedKey(dataFolder, 'store', process.platform);
  const dataKey = await guardedKey(dataFolder, 'central', process.platform);
  const composed = await compose({
    folders: { data: dataFolder, assets, bundle: __dirname },
    configPath,
    loadedConfig,
    storeKey: storeKey.hex,
    centralDataKey: dataKey.hex,
    keysGuarded: storeKey.guarded && dataKey.guarded,
    version: app.getVersion(),
    // Outside the archive (electron-builder.yml, asarUnpack): a utility process cannot read files inside one.
    spawnCentral: utilitySpawner(
      join(__dirname.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'), 'central.js'),
    ),
    publish: (name, payload, stationId) => windows.publish(name, payload, stationId),
    focusedStation: () => windows.focusedStation(),
    untouchedMs: () => powerMonitor.getSystemIdleTime() * 1_000,
    openStations: () => windows.openStations(),
    isWatched: () => windows.isAnyOpen(),
    openWindow: (window, station) => windows.show({ window, stationId: station?.id ?? null }, station),
    restart,
    chooseFile,
    clock: systemClock,
    log,
    checkOutput: !app.isPackaged,
  });
  if (!composed.ok) return failed(composed.error);
  running = composed.value;
  return running.router;
}

/** The router of an app that could not start: every window says why, and what to do. */
function failed(problem: AppError): Router {
  log.error('could not start', { code: problem.code, detail: problem.detail, cause: problem.cause });
  return failedRouter(problem, app.getVersion(), restart);
}

async function openApp(): Promise<void> {
  keepZoomKeysOnly(process.platform);
  lockSession(log);
  serveRenderer(join(__dirname, '..', 'renderer'));
  const loaded = await loadConfig(configPath);
  const router = loaded.ok
    ? begin(loaded.value).catch((thrown: unknown) => failed(appError('internal', {}, causeOf(thrown))))
    : Promise.resolve(failed(loaded.error));
  connectBridge(windows, router, log);
  // The windows open at once and say that the app is starting; their first call waits for the router.
  const open = loaded.ok ? loaded.value.config.stations.filter((station) => station.open) : [];
  for (const station of open) windows.show({ window: 'station', stationId: station.id }, station);
  if (open.length === 0) windows.show({ window: 'launcher', stationId: null }, null);
  await router;
}

process.on('uncaughtException', (error) =>
  log.error('uncaught', { cause: error.message, stack: error.stack }),
);
process.on('unhandledRejection', (reason) => log.error('unhandled rejection', { cause: causeOf(reason) }));

if (app.requestSingleInstanceLock()) {
  lockDown(log);
  app.on('second-instance', () => windows.show({ window: 'launcher', stationId: null }, null));
  app.on('window-all-closed', () => app.quit());
  // Quitting waits until the journal, the outbox and central have written all that they promised.
  app.on('will-quit', (event) => {
    const stopping = running;
    if (!stopping) return;
    running = null;
    event.preventDefault();
    void stopping
      .stop()
      .catch((thrown: unknown) => log.error('could not stop cleanly', { cause: causeOf(thrown) }))
      .then(() => logFile.close())
      .finally(() => app.quit());
  });
  app
    .whenReady()
    .then(openApp)
    .catch((thrown: unknown) => {
      dialog.showErrorBox(app.getName(), causeOf(thrown));
      app.exit(1);
    });
} else {
  app.quit();
}
