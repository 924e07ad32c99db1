import { z } from 'zod';

/**
 * Version 1 described one station with one printer and one scanner, flat. Version 2 has lists, so that one installation
 * can be a kiosk and a display, or a whole centre for training.
 */
const Version1 = z.object({
  version: z.literal(1),
  language: z.enum(['vi', 'en']).default('vi'),
  siteId: z.string(),
  role: z.string(),
  name: z.string(),
  counterId: z.string().optional(),
  centralUrl: z.string().optional(),
  accessKey: z.string().optional(),
  printer: z.string().optional(),
  scanner: z.string().optional(),
});

/** Version 1 to version 2. Pure; throws a ZodError where the old file is not even of its own version. */
export function upgradeFrom1(raw: unknown): unknown {
  const old = Version1.parse(raw);
  const printers = old.printer === undefined ? [] : [{ id: 'printer', name: 'Máy in', address: old.printer }];
  const scanners =
    old.scanner === undefined ? [] : [{ id: 'scanner', name: 'Máy quét', address: old.scanner }];
  const use = printers.length === 0 ? {} : { ticket: 'printer', receipt: 'printer', label: 'printer' };
  return {
    version: 2,
    language: old.language,
    siteId: old.siteId,
    central:
      old.centralUrl === undefined
        ? { mode: 'embedded' }
        : { mode: 'remote', url: old.centralUrl, accessKey: old.accessKey ?? '' },
    printers,
    scanners,
    stations: [
      {
        id: old.role,
        role: old.role,
        name: old.name,
        ...(old.counterId === undefined ? {} : { counterId: old.counterId }),
        printers: use,
        scanners: scanners.map((scanner) => scanner.id),
        open: true,
      },
    ],
  };
}

/** What turns a file of version n into one of version n + 1. */
export const upgrades: Readonly<Record<number, (raw: unknown) => unknown>> = { 1: upgradeFrom1 };
export const currentVersion = 2;
