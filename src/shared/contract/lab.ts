import { z } from 'zod';
import { call, event } from './define.ts';
import { PrinterStatus } from './printing.ts';

/**
 * Faults of a simulated printer. `paperOutSoon`: the roll ends so many rows further on, in the middle of a slip, and the
 * fault turns into `paperOut` there.
 */
export const LabFault = z.enum([
  'paperOut',
  'paperOutSoon',
  'paperNearEnd',
  'coverOpen',
  'cutterError',
  'unplugged',
  'dropMidJob',
  'silent',
  'neverReads',
  'answersLate',
  'answersGarbage',
  'slow',
]);
export type LabFault = z.infer<typeof LabFault>;

export const LabPrinterView = z.object({
  name: z.string().describe('the part of its address after lab:'),
  widthDots: z.number().int(),
  status: PrinterStatus,
  faults: z.array(LabFault),
  rowsLeft: z.number().int().nullable().describe('rows until the roll ends; null: it does not'),
  papers: z
    .array(
      z.object({
        id: z.number().int(),
        at: z.iso.datetime({ offset: true }),
        height: z.number().int(),
        cut: z.boolean(),
      }),
    )
    .describe('slips that came out, newest first, at most 30'),
});
export type LabPrinterView = z.infer<typeof LabPrinterView>;

export const LabView = z.object({ printers: z.array(LabPrinterView), scanners: z.array(z.string()) });
export type LabView = z.infer<typeof LabView>;

/** What is left of the roll with the fault `paperOutSoon`, where nobody says: 25 mm. */
export const ordinaryRowsLeft = 200;

const Printer = z.object({ printer: z.string() });

export const labCalls = {
  'lab.view': call(z.null(), LabView),
  /** One slip as a picture: PNG, base64. */
  'lab.paper': call(Printer.extend({ paperId: z.number().int() }), z.object({ png: z.string() })),
  'lab.setFault': call(
    Printer.extend({
      fault: LabFault,
      on: z.boolean(),
      rows: z
        .number()
        .int()
        .min(1)
        .max(100_000)
        .default(ordinaryRowsLeft)
        .describe('of paperOutSoon: after how many rows the roll ends'),
    }),
    LabView,
  ),
  /** Tears off and throws away what lies in the tray. */
  'lab.clearPaper': call(Printer, LabView),
  /** Pulls the trigger of a simulated scanner on this text. */
  'lab.scan': call(z.object({ scanner: z.string(), text: z.string().min(1).max(4096) }), z.null()),
};

export const labEvents = {
  'lab.changed': event(LabView),
};
