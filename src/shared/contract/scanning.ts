import { z } from 'zod';
import { Scan } from '../domain/scan-meaning.ts';
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
    .max(4)
    .describe('key codes before a scan (KeyboardEvent.code), e.g. "F9"; empty: by timing'),
  maxGapMs: z.number().int().min(10).max(200),
});
export type WedgeSettings = z.infer<typeof WedgeSettings>;

export const scanningCalls = {
  'scanning.scanners': call(z.null(), z.array(ScannerView)),
  'scanning.wedgeSettings': call(z.null(), WedgeSettings),
  /**
   * A whole scan that the window recognised among its key strokes, rebuilt from `KeyboardEvent.code`. `suspect`: an input
   * method was at work, so letters may be wrong.
   */
  'scanning.wedge': call(z.object({ text: z.string().min(1).max(4096), suspect: z.boolean() }), z.null()),
};

export const scanningEvents = {
  /** A scan for the window that it is meant for (the station's own scanner; a lab scanner says which station). */
  'scanning.scanned': event(Scan),
  'scanning.scannersChanged': event(z.array(ScannerView)),
};
