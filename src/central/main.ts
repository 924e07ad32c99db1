import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';
import { appError, causeOf, type AppError } from '../shared/errors.ts';
import { systemClock } from './clock.ts';
import { lineLog } from './log.ts';
import { helpText, readSettings, type Settings } from './settings.ts';
import { StartRefused } from './start-refused.ts';
import { startText } from './start-texts.ts';
import { startCentral, type RunningCentral } from './start.ts';
import { openStore } from './store/opened-store.ts';
import { tools } from './tools/index.ts';
import type { Tool } from './tools/tool.ts';

/** The parent of an Electron utility process, as much as we use of it. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
}

const exitUsage = 2;
const exitUnavailable = 69;
const exitFailed = 70;
const exitPutRight = 78;

const parent = (process as { readonly parentPort?: ParentPort }).parentPort;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);
const log = lineLog(print, () => systemClock.now());
/** Of a tool: its answer alone is on standard output. */
const toolLog = lineLog(complain, () => systemClock.now());

/** Tells why it cannot run, to whoever started it, and ends. */
function fail(error: AppError): void {
  const isToPutRight = error.code === 'database-unwritable' || error.code === 'config-invalid';
  const unresolved = error.code === 'database-unavailable' ? exitUnavailable : exitFailed;
  process.exitCode = isToPutRight ? exitPutRight : unresolved;
  for (const line of startText(error)) complain(line);
  parent?.postMessage({ type: 'failed', error });
}

function stopWhenAsked(central: RunningCentral): void {
  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping', { why });
    central.stop().then(
      () => {
        log.info('stopped');
        process.exit(0);
      },
      (thrown: unknown) => {
        log.error('not stopped cleanly', { cause: causeOf(thrown) });
        process.exit(exitFailed);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  parent?.on('message', ({ data }) => {
    if ((data as { type?: unknown } | null)?.type === 'stop') stop('asked by the app');
  });
}

async function runServer(settings: Settings): Promise<void> {
  const started = await startCentral({
    ...settings,
    clock: systemClock,
    log,
    version,
    // Under the app: the central of an app that was killed a moment ago may still be going.
    folderPatienceMs: parent ? 15_000 : 0,
  });
  if (!started.ok) {
    fail(started.error);
    return;
  }
  stopWhenAsked(started.value);
  const store = settings.databaseUrl === undefined ? { dataDir: settings.dataDir } : { engine: 'postgresql' };
  log.info('ready', { url: started.value.url, ...store });
  parent?.postMessage({ type: 'ready', port: started.value.port });
}

async function runTool(tool: Tool, rest: readonly string[], settings: Settings): Promise<void> {
  process.exitCode = await tool.run({
    arguments: rest,
    environment: process.env,
    settings,
    clock: systemClock,
    log: toolLog,
    print,
    complain,
    open: () => openStore({ ...settings, limits: 'work', clock: systemClock, log: toolLog }),
  });
}

async function main(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2);
  const tool = tools.find((each) => each.name === name);
  if (name === '--help' || rest.includes('--help')) {
    process.stdout.write(tool === undefined ? helpText(process.platform, tools) : tool.usage);
    return;
  }
  if (name !== undefined && tool === undefined) {
    complain(`central: there is no "${name}"; --help lists what there is`);
    process.exitCode = exitUsage;
    return;
  }
  const settings = readSettings(process.env, {
    platform: process.platform,
    programDir: dirname(fileURLToPath(import.meta.url)),
    exists: existsSync,
  });
  if (!settings.ok) fail(settings.error);
  else if (tool === undefined) await runServer(settings.value);
  else await runTool(tool, rest, settings.value);
}

main().catch((thrown: unknown) =>
  fail(thrown instanceof StartRefused ? thrown.error : appError('internal', undefined, causeOf(thrown))),
);
