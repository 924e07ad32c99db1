import { join } from 'node:path';
import { WorkerLayoutEngine } from '../devices/printer/layout/worker-layout-engine.ts';
import type { DeviceIo } from './io.ts';
import { runDeviceProgram } from './program.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

// Whoever read our output has gone (`device scan | head`): there is nobody left to tell.
process.stdout.on('error', () => process.exit());

const io: DeviceIo = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  input: process.stdin,
  interrupted: interrupted.signal,
  end: (status) => {
    process.exitCode = status;
  },
};

const newLayout = (): WorkerLayoutEngine =>
  new WorkerLayoutEngine(join(__dirname, 'layout-worker.js'), join(__dirname, '..', '..', 'assets', 'fonts'));

// Whatever a device still holds open, the command is over: its output first, then the end.
void runDeviceProgram(process.argv.slice(2), io, newLayout).then(() =>
  process.stdout.write('', () => process.stderr.write('', () => process.exit())),
);
