#!/usr/bin/env node
/**
 * `node bench/replug.mjs [rounds]`: how soon a serial scanner is told to be gone and to be back, through the product's own
 * code on a pseudo-terminal of the system (socat).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { SerialPort } from 'serialport';
import { runnerImport } from 'vite';
import { root } from '../scripts/lib/run.mjs';

const rounds = Number(process.argv[2] ?? 20);
const load = async (path) => (await runnerImport(join(root, 'src/main/devices/scanner', path))).module;
const { createScannerSource } = await load('create-source.ts');
const { librarySerialPorts } = await load('adapters/serial-ports.ts');
const { systemTiming } = await load('timing.ts');
const { PseudoTerminal } = await load('pseudo-terminal.contract.ts');

const folder = await mkdtemp(join(tmpdir(), 'replug-'));
const path = join(folder, 'scanner');
// The library is handed in: what vite loaded cannot load more once it is done.
const ports = librarySerialPorts(() =>
  Promise.resolve({ list: () => SerialPort.list(), create: (options) => new SerialPort(options) }),
);
const made = createScannerSource(`serial:${path}`, { ports, timing: systemTiming });
if (!made.ok) throw new Error(made.error.code);

let state = '';
const waiting = new Set();
made.value.start({
  onScan: () => undefined,
  onGarbage: () => undefined,
  onState: (next) => {
    state = next;
    for (const look of waiting) look();
  },
});
const until = (wanted) =>
  new Promise((resolve) => {
    const look = () => {
      if (state !== wanted) return;
      waiting.delete(look);
      resolve(performance.now());
    };
    waiting.add(look);
    look();
  });

const gone = [];
const back = [];
let terminal = await PseudoTerminal.create(path);
await until('connected');
for (let round = 0; round < rounds; round += 1) {
  const pulled = performance.now();
  await terminal.unplug();
  gone.push((await until('away')) - pulled);
  terminal = await PseudoTerminal.create(path);
  const plugged = performance.now();
  back.push((await until('connected')) - plugged);
}
await made.value.stop();
await terminal.unplug();
await rm(folder, { recursive: true });

const figures = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return `median ${sorted[Math.floor(sorted.length / 2)].toFixed(0)} ms, most ${sorted.at(-1).toFixed(0)} ms`;
};
console.log(`${rounds} times unplugged and plugged in again`);
console.log(`  told to be gone: ${figures(gone)}`);
console.log(`  told to be back: ${figures(back)}`);
