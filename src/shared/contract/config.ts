import { z } from 'zod';
import { StationRole } from '../api/site.ts';
import { CounterId, SiteId, StationId } from '../api/primitives.ts';
import { DeviceAddress, isSameDevice, parseAddress } from '../domain/device-address.ts';

const DeviceId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'a-z 0-9 -');

/** Where central is: started by this app on an embedded database, or somewhere else, by one key or by enrolment. */
export const CentralConfig = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('embedded') }),
  z.object({
    mode: z.literal('remote'),
    url: z.url({ protocol: /^https?$/ }),
    accessKey: z.string().min(1).max(200),
    caFile: z.string().optional().describe('PEM file of a private certificate authority'),
  }),
  // The stations have keys of their own, in the encrypted store; people log in.
  z.object({
    mode: z.literal('enrolled'),
    url: z.url({ protocol: /^https?$/ }),
    caFile: z.string().optional().describe('PEM file of a private certificate authority'),
  }),
]);
export type CentralConfig = z.infer<typeof CentralConfig>;

export const PrinterConfig = z.object({
  id: DeviceId,
  name: z.string().min(1).max(60),
  address: DeviceAddress,
  profile: z
    .string()
    .default('generic-80')
    .describe('a file in the profiles folder: width, dpi, dialect, abilities'),
  widthDots: z
    .number()
    .int()
    .min(200)
    .max(2048)
    .multipleOf(8)
    .optional()
    .describe('dots that the printed ruler proved, where they are not those of the profile'),
});
export type PrinterConfig = z.infer<typeof PrinterConfig>;

export const ScannerConfig = z.object({
  id: DeviceId,
  name: z.string().min(1).max(60),
  address: DeviceAddress,
});
export type ScannerConfig = z.infer<typeof ScannerConfig>;

export const StationEntry = z.object({
  id: StationId,
  role: StationRole,
  name: z.string().min(1).max(60),
  counterId: CounterId.optional().describe('for counter and rating stations'),
  printers: z
    .object({ ticket: DeviceId.optional(), receipt: DeviceId.optional(), label: DeviceId.optional() })
    .default({}),
  scanners: z.array(DeviceId).default([]),
  screen: z
    .number()
    .int()
    .min(1)
    .max(8)
    .optional()
    .describe('which monitor, counted from 1; left out: the main one'),
  fullScreen: z.boolean().default(false),
  open: z.boolean().default(false).describe('opens by itself at the start of the app'),
});
export type StationEntry = z.infer<typeof StationEntry>;

/** Printers that stand at the device of an earlier one in the list. */
function sharedDevices(printers: readonly PrinterConfig[]): { index: number; first: number }[] {
  const parsed = printers.map(({ address }) => parseAddress(address));
  return parsed.flatMap((one, index) => {
    const first = parsed.findIndex((other) => one.ok && other.ok && isSameDevice(one.value, other.value));
    return first >= 0 && first < index ? [{ index, first }] : [];
  });
}

/** The configuration of one installation: one JSON file. */
export const StationConfig = z
  .object({
    version: z.literal(2),
    language: z.enum(['vi', 'en']).default('vi'),
    siteId: SiteId,
    central: CentralConfig,
    training: z.boolean().default(false),
    printers: z.array(PrinterConfig).max(20).default([]),
    scanners: z.array(ScannerConfig).max(20).default([]),
    stations: z.array(StationEntry).min(1).max(20),
  })
  .superRefine((config, context) => {
    const printers = new Set(config.printers.map((printer) => printer.id));
    const scanners = new Set(config.scanners.map((scanner) => scanner.id));
    // Two queues before one printer would mix their slips and take each other's answers.
    for (const { index, first } of sharedDevices(config.printers))
      context.addIssue({
        code: 'custom',
        path: ['printers', index, 'address'],
        message: `≠ printers[${first}] (${config.printers[first]?.id ?? ''})`,
        params: { sharedWith: first },
      });
    const seen = new Set<string>();
    config.stations.forEach((station, index) => {
      if (seen.has(station.id))
        context.addIssue({
          code: 'custom',
          path: ['stations', index, 'id'],
          message: `≠ "${station.id}"`,
        });
      seen.add(station.id);
      if ((station.role === 'counter' || station.role === 'rating') && station.counterId === undefined)
        context.addIssue({
          code: 'custom',
          path: ['stations', index, 'counterId'],
          message: 'quay-01, quay-02 …',
        });
      for (const use of ['ticket', 'receipt', 'label'] as const) {
        const id = station.printers[use];
        if (id !== undefined && !printers.has(id))
          context.addIssue({
            code: 'custom',
            path: ['stations', index, 'printers', use],
            message: [...printers].join(' | ') || '–',
          });
      }
      station.scanners.forEach((id, at) => {
        if (!scanners.has(id))
          context.addIssue({
            code: 'custom',
            path: ['stations', index, 'scanners', at],
            message: [...scanners].join(' | ') || '–',
          });
      });
    });
  });
export type StationConfig = z.infer<typeof StationConfig>;
