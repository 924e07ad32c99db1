import { z } from 'zod';
import { Scan, TypedDoubt } from '../domain/scan-meaning.ts';
import { AppError } from '../errors.ts';
import { StationId } from '../api/primitives.ts';
import { call, event } from './define.ts';

export const ScannerView = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  state: z.enum(['connected', 'connecting', 'away', 'off']),
  problem: AppError.nullable(),
  lastScanAt: z.iso.datetime({ offset: true }).nullable(),
  stationIds: z.array(StationId).describe('stations that list this scanner: a window shows its own'),
});
export type ScannerView = z.infer<typeof ScannerView>;

/** How the keyboard scanner of this station marks its scans. */
export const WedgeSettings = z.object({
  enabled: z.boolean(),
  prefix: z
    .string()
    .max(12)
    .describe('key before a scan (KeyboardEvent.code), e.g. "F9", or "STX"; empty: by timing'),
  suffix: z.string().max(12).describe('key after a scan; empty: Enter or Tab; "none": no key'),
  maxGapMs: z.number().int().min(10).max(200),
});
export type WedgeSettings = z.infer<typeof WedgeSettings>;

/** What the test code of the settings told of the scanner that read it. */
export const ScannerTest = z.object({
  scannerId: z.string().nullable().describe('of the configuration; null: it is not in it yet'),
  address: z.string().describe('how the configuration names it'),
  way: z.enum(['serial', 'hidpos', 'keyboard', 'lab']),
  letters: z.enum(['whole', 'lost', 'none']).describe('none: the bars of the slip, which hold none'),
  end: z.enum(['cr', 'lf', 'etx', 'silence']).nullable().describe('what ended it, where a stream tells that'),
  tookMs: z.number().nullable().describe('from its first byte to its last'),
});
export type ScannerTest = z.infer<typeof ScannerTest>;

export const scanningCalls = {
  'scanning.scanners': call(z.null(), z.array(ScannerView)),
  'scanning.wedgeSettings': call(z.null(), WedgeSettings),
  /**
   * A whole scan that the window recognised among its key strokes, rebuilt from `KeyboardEvent.code`. `sentTo`: the name of
   * the station that it was handed on to, where the scanner is not this window's; null: it is told to this window, or to all
   * (`scanning.unplaced`).
   */
  'scanning.wedge': call(
    z.object({ text: z.string().min(1).max(4096), doubt: TypedDoubt }),
    z.object({ sentTo: z.string().nullable() }),
  ),
  /** The test code of the settings as a QR: a text of 0 and 1 for each row of modules. */
  'scanning.testCode': call(z.null(), z.object({ rows: z.array(z.string()) })),
  /** While on, scanners that nobody configured are listened to for the test code (`scanning.tested`). Settings only. */
  'scanning.find': call(z.object({ on: z.boolean() }), z.null()),
};

export const scanningEvents = {
  /** A scan for the window that it is meant for (the station's own scanner; a lab scanner says which station). */
  'scanning.scanned': event(Scan),
  /**
   * A scan that no window could take: none of a station with this scanner is open. `station`: the name of one that could;
   * null: none uses it. Told to all windows, so without a word of the content.
   */
  'scanning.unplaced': event(
    z.object({
      what: z.enum(['ticket', 'appointment', 'dossier', 'citizenCard', 'testCode', 'refused']),
      station: z.string().nullable(),
    }),
  ),
  /** A scanner read the test code. */
  'scanning.tested': event(ScannerTest),
  'scanning.scannersChanged': event(z.array(ScannerView)),
};
