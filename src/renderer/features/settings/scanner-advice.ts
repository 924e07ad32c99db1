import type { ScannerConfig, StationConfig } from '../../../shared/contract/config.ts';
import type { ScannerTest } from '../../../shared/contract/scanning.ts';
import { parseAddress } from '../../../shared/domain/device-address.ts';
import { readScannerTest } from '../../../shared/domain/scanner-test-code.ts';
import type { TypingTrial } from '../scanning/index.ts';
import { addScanner } from './edit.ts';

/** What is not as it should be, by the key of its text `scanning.problem.…`. */
export type ScannerProblem =
  'encoding' | 'noSuffix' | 'onlyBars' | 'inputMethod' | 'capsLock' | 'slow' | 'cards';

/** What the test code told of a scanner, as the officer is shown it. */
export interface ScannerFinding {
  readonly way: ScannerTest['way'];
  /** Of the configuration as saved; null: not in it. */
  readonly scannerId: string | null;
  /** How the configuration should name it. */
  readonly address: string;
  readonly letters: ScannerTest['letters'];
  /** The name of what ended it: CR, LF, ETX, a key; null: nothing did, or this way needs nothing. */
  readonly end: string | null;
  readonly prefix: string | null;
  readonly tookMs: number | null;
  readonly problems: readonly ScannerProblem[];
}

/** Up to this pause between two keys the usual settings do. */
const usualGapMs = 20;
const widestGapMs = 200;

export function findingOfTest(test: ScannerTest): ScannerFinding {
  const problems: ScannerProblem[] = [];
  if (test.letters === 'lost') problems.push('encoding');
  if (test.letters === 'none') problems.push('onlyBars');
  if (test.way === 'serial' && test.end === 'silence') problems.push('noSuffix');
  const { scannerId, address, way, letters, tookMs } = test;
  const end = test.end === null || test.end === 'silence' ? null : test.end.toUpperCase();
  return { way, scannerId, address, letters, end, prefix: null, tookMs, problems };
}

/** Null where what was typed is not the test code. */
export function findingOfTyping(trial: TypingTrial): ScannerFinding | null {
  const letters = readScannerTest(trial.text);
  if (letters === null) return null;
  const problems: ScannerProblem[] = [];
  if (trial.doubt === 'inputMethod' || trial.doubt === 'altered') problems.push('inputMethod');
  if (trial.doubt === 'capsLock') problems.push('capsLock');
  if (letters === 'none') problems.push('onlyBars');
  if (trial.suffix === null) problems.push('noSuffix');
  if (trial.longestGapMs > usualGapMs && trial.prefix === null) problems.push('slow');
  problems.push('cards');
  return {
    way: 'keyboard',
    scannerId: null,
    address: wedgeAddress(trial),
    letters,
    end: trial.suffix,
    prefix: trial.prefix,
    tookMs: trial.tookMs,
    problems,
  };
}

/** The address of a typing scanner with what it was seen to do; what is usual is left out. */
function wedgeAddress({ prefix, suffix, longestGapMs }: TypingTrial): string {
  const isUsualEnd = suffix !== null && ['Enter', 'NumpadEnter', 'Tab'].includes(suffix);
  // Half as long again, to the next five: the next scan may meet a busier machine.
  const gap = Math.min(widestGapMs, Math.ceil((longestGapMs * 1.5) / 5) * 5);
  const options = [
    ...(prefix === null ? [] : [`prefix=${prefix}`]),
    ...(isUsualEnd ? [] : [`suffix=${suffix ?? 'none'}`]),
    ...(longestGapMs > usualGapMs ? [`gap=${gap}`] : []),
  ];
  return options.length === 0 ? 'wedge:' : `wedge:?${options.join('&')}`;
}

function isWedge({ address }: ScannerConfig): boolean {
  const parsed = parseAddress(address);
  return parsed.ok && parsed.value.scheme === 'wedge';
}

/** The scanner of the configuration that this finding is about; null: it is not in it. */
export function configuredScanner(config: StationConfig, finding: ScannerFinding): ScannerConfig | null {
  const isThis = (scanner: ScannerConfig): boolean =>
    finding.way === 'keyboard'
      ? isWedge(scanner)
      : scanner.id === finding.scannerId || scanner.address === finding.address;
  return config.scanners.find(isThis) ?? null;
}

/** The configuration with the scanner as found: mended where it is in it, else added for the counters that have none. */
export function withFoundScanner(
  config: StationConfig,
  finding: ScannerFinding,
  name: string,
): StationConfig {
  const known = configuredScanner(config, finding);
  if (known !== null)
    return {
      ...config,
      scanners: config.scanners.map((scanner) =>
        scanner === known ? { ...scanner, address: finding.address } : scanner,
      ),
    };
  const grown = addScanner(config);
  const added = grown.scanners.at(-1);
  if (added === undefined) return config;
  return {
    ...grown,
    scanners: [...config.scanners, { ...added, name, address: finding.address }],
    stations: config.stations.map((station) =>
      station.role === 'counter' && station.scanners.length === 0
        ? { ...station, scanners: [added.id] }
        : station,
    ),
  };
}

/**
 * Where the test code is printed: where a kiosk prints its numbers, else at the first printer. Of the printers that run, as the
 * configuration may have one that is not saved yet; null: there is none.
 */
export function testSlipPrinter<Printer extends { readonly id: string }>(
  config: StationConfig,
  printers: readonly Printer[],
): Printer | null {
  const ticketPrinters = config.stations.map((station) => station.printers.ticket);
  return printers.find(({ id }) => ticketPrinters.includes(id)) ?? printers[0] ?? null;
}
