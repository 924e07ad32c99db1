import type { Command } from 'commander';
import { parseAddress } from '../../shared/domain/device-address.ts';
import type { AppError } from '../../shared/errors.ts';
import { libraryHidDevices } from '../devices/scanner/adapters/hid-devices.ts';
import { librarySerialPorts, type SerialPorts } from '../devices/scanner/adapters/serial-ports.ts';
import { createScannerSource } from '../devices/scanner/create-source.ts';
import { LabScanners } from '../devices/scanner/lab-scanner.ts';
import type { ScannerSource, ScannerState } from '../devices/scanner/port.ts';
import { systemTiming } from '../devices/scanner/timing.ts';
import { WedgeSource } from '../devices/scanner/wedge-source.ts';
import { readGarbage, readScan, type ScanReading } from '../features/scanning/read-scan.ts';
import { inputLines } from './input-lines.ts';
import { exitStatus, isCliLanguage, type DeviceIo, type ExitStatus } from './io.ts';
import { scanAsJson, scanAsLine } from './scan-line.ts';
import { scanTexts, type ScanTexts } from './scan-texts.ts';

interface ScanFlags {
  readonly count?: string;
  readonly json?: boolean;
  readonly wait?: boolean;
  readonly show?: boolean;
  readonly lang: string;
}

/**
 * Adds `scan <scanner-address>`: one line per scan on standard output, by meaning. Every scan is a line, also the second
 * of one trigger pull; what the app makes of repeats is the app's.
 *
 * It runs until its input ends: for `lab:` and `wedge:` each line of standard input is a scan (by `wedge:` as typed, with
 * its letters lost), for a device on a cable until it is unplugged, `--count` scans came, or Ctrl+C. `--wait` waits for a
 * device that is not there and goes on after an unplug.
 *
 * Ends with `done`; `wrongUse` for a wrong option or address; `unreachable` when the device cannot be opened at first.
 * On the terminal a card is masked unless `--show`; `--json` is for programs and always has all fields.
 */
export function addScanCommand(
  program: Command,
  io: DeviceIo,
  ports: SerialPorts = librarySerialPorts(),
): void {
  const { help } = scanTexts('vi');
  program
    .command('scan')
    .description(help.about)
    .argument('<scanner-address>', help.address)
    .option('--count <n>', help.count)
    .option('--json', help.json)
    .option('--wait', help.wait)
    .option('--show', help.show)
    .option('--lang <vi|en>', help.lang, 'vi')
    .action(async (address: string, flags: ScanFlags) => {
      io.end(await runScan(address, flags, io, ports));
    });
}

async function runScan(
  address: string,
  flags: ScanFlags,
  io: DeviceIo,
  ports: SerialPorts,
): Promise<ExitStatus> {
  if (!isCliLanguage(flags.lang)) {
    io.err(scanTexts('vi').wrongLanguage(flags.lang));
    return exitStatus.wrongUse;
  }
  const texts = scanTexts(flags.lang);
  if (flags.count !== undefined && !/^[1-9]\d{0,8}$/.test(flags.count)) {
    io.err(texts.wrongCount(flags.count));
    return exitStatus.wrongUse;
  }
  const lab = new LabScanners();
  const source = createScannerSource(address, {
    lab,
    ports,
    hid: libraryHidDevices(),
    timing: systemTiming,
  });
  if (!source.ok) {
    io.err(texts.problem(source.error));
    return exitStatus.wrongUse;
  }
  const session = new ScanSession(source.value, flags, texts, io);
  const feed = feedOf(source.value, lab);
  if (feed !== null) void session.feed(feed);
  return session.ended;
}

/** Hands a line of standard input to the scanner; null for devices, which scan by themselves. */
type Feed = (line: Uint8Array) => void;

function feedOf(source: ScannerSource, lab: LabScanners): Feed | null {
  if (source instanceof WedgeSource)
    return (line) => void source.receive(new TextDecoder().decode(line), 'none', null);
  const parsed = parseAddress(source.address);
  if (!parsed.ok || parsed.value.scheme !== 'lab') return null;
  const scanner = lab.scanner(parsed.value.name);
  return (line) => void scanner.scan(line);
}

/** One run of the command over a source. */
class ScanSession {
  readonly ended: Promise<ExitStatus>;
  readonly #flags: ScanFlags;
  readonly #texts: ScanTexts;
  readonly #io: DeviceIo;
  readonly #address: string;
  #end: (status: ExitStatus) => void = () => undefined;
  #left: number;
  #wasConnected = false;
  #isOver = false;

  constructor(source: ScannerSource, flags: ScanFlags, texts: ScanTexts, io: DeviceIo) {
    this.#flags = flags;
    this.#texts = texts;
    this.#io = io;
    this.#address = source.address;
    this.#left = flags.count === undefined ? Infinity : Number(flags.count);
    this.ended = new Promise<ExitStatus>((resolve) => {
      this.#end = (status) => {
        if (this.#isOver) return;
        this.#isOver = true;
        void source.stop().then(() => resolve(status));
      };
    });
    const interrupted = () => this.#end(exitStatus.done);
    io.interrupted.addEventListener('abort', interrupted, { once: true });
    source.start({
      onScan: (scan) => this.#tell(readScan(scan)),
      onGarbage: (bytes, why) => this.#tell(readGarbage(bytes, why)),
      onState: (state, problem) => this.#note(state, problem),
    });
    if (io.interrupted.aborted) interrupted();
  }

  /** Takes each line of the input for a scan, and ends with the input. */
  async feed(feed: Feed): Promise<void> {
    for await (const line of inputLines(this.#io.input)) {
      if (this.#isOver) return;
      feed(line);
      // A simulated scan arrives a moment after its trigger.
      await Promise.resolve();
    }
    this.#end(exitStatus.done);
  }

  #tell(reading: ScanReading): void {
    if (this.#isOver) return;
    const { json, show } = this.#flags;
    this.#io.out(json ? scanAsJson(reading) : scanAsLine(reading, this.#texts, show ?? false));
    this.#left -= 1;
    if (this.#left === 0) this.#end(exitStatus.done);
  }

  #note(state: ScannerState, problem: AppError | null): void {
    if (this.#isOver) return;
    if (state === 'connected') {
      this.#wasConnected = true;
      this.#io.err(this.#texts.connected(this.#address));
    }
    if (state !== 'away') return;
    const isUnplugged = this.#wasConnected && problem?.code === 'scanner-unreachable';
    this.#io.err(
      isUnplugged || problem === null ? this.#texts.gone(this.#address) : this.#texts.problem(problem),
    );
    if (!this.#flags.wait) this.#end(this.#wasConnected ? exitStatus.done : exitStatus.unreachable);
  }
}
