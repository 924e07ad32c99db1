import { z } from 'zod';
import { DeviceAddress } from '../domain/device-address.ts';
import { AppError } from '../errors.ts';
import { rulerWidths } from '../paper/ruler-paper.ts';
import { call, event } from './define.ts';
import { PrinterStatus } from './printing.ts';

/**
 * Setting up a printer that is not configured yet: a draft. It is found, asked, printed on and then saved with
 * `settings.write`, or forgotten. Only the settings window may; everywhere else the answer is `permission-denied`.
 */
export const FoundPrinterView = z.object({
  way: z.enum(['network', 'serial', 'usb', 'queue']),
  address: z.string(),
  name: z.string().nullable().describe('as the system names it: a port, a queue, a host'),
  model: z.string().nullable().describe('make and model as the system knows them'),
  profile: z.string().nullable().describe('the model that this names; null: not known'),
  also: z.array(z.string()).describe('other ways to the same printer, e.g. a queue before it'),
  configuredAs: z.string().nullable().describe('the name of the configured device that this is'),
  problem: AppError.nullable().describe('why it cannot be used as things are'),
});
export type FoundPrinterView = z.infer<typeof FoundPrinterView>;

const SearchState = z.enum(['idle', 'running', 'done', 'stopped']);

/** What was found so far. `local` is this machine; `network` its own private networks, and only when asked for. */
export const PrinterSearch = z.object({
  local: SearchState,
  network: SearchState,
  networks: z.array(z.string()).describe('networks that are looked through, e.g. 192.168.1.0/24'),
  asked: z.number().int().describe('places of the networks that were looked at'),
  total: z.number().int(),
  found: z.array(FoundPrinterView),
  problems: z.array(z.object({ way: FoundPrinterView.shape.way, error: AppError })),
});
export type PrinterSearch = z.infer<typeof PrinterSearch>;

/** A printer model to choose. */
export const PrinterModel = z.object({
  id: z.string(),
  name: z.string(),
  widthDots: z.number().int(),
  dpi: z.number().int(),
  cuts: z.boolean(),
  labels: z.boolean().describe('prints labels, and knows no receipts'),
});
export type PrinterModel = z.infer<typeof PrinterModel>;

/** What a printer answered when it was asked what it is. */
export const PrinterProbe = z.object({
  status: PrinterStatus,
  problem: AppError.nullable(),
  answers: z
    .enum(['yes', 'no', 'oneWay'])
    .describe('no: it could and did not; oneWay: nothing comes back over this way'),
  confirms: z
    .enum(['printed', 'taken', 'no', 'unknown'])
    .describe('GS ( H, GS r, neither; unknown: not asked, because it does not answer or is stopped'),
  model: z.string().nullable().describe('GS I'),
  profile: z.string().describe('the model to begin with'),
  isGuess: z.boolean().describe('nothing named the model'),
});
export type PrinterProbe = z.infer<typeof PrinterProbe>;

/** How a print of the set-up ended, and how the printer is after it. Unknown is settled by the person who looks. */
export const SetupPrint = z.object({
  state: z.enum(['printed', 'notPrinted', 'unknown']),
  confirmed: z.boolean(),
  reason: AppError.nullable(),
  status: PrinterStatus,
  problem: AppError.nullable(),
});
export type SetupPrint = z.infer<typeof SetupPrint>;

const Width = z
  .number()
  .int()
  .refine((width) => rulerWidths.includes(width), { message: rulerWidths.join(' | ') });

export const printerSetupCalls = {
  /**
   * Begins to look; that, what is found and the end of it come as `printerSetup.searchChanged`. A search of the same place
   * begins anew.
   */
  'printerSetup.search': call(z.object({ where: z.enum(['local', 'network']) }), z.null()),
  /** Ends every search; what was found stays. */
  'printerSetup.stopSearch': call(z.null(), z.null()),
  /** Every printer model that the product knows. */
  'printerSetup.models': call(z.null(), z.array(PrinterModel)),
  /** Asks a printer what it is: the first bytes that it gets. Errors: those of opening, `printer-already-configured`. */
  'printerSetup.probe': call(z.object({ address: DeviceAddress }), PrinterProbe),
  /**
   * Prints a ruler for each of some widths, or a sample slip. The same `key` is the same print: it is never repeated by
   * itself. Errors: `printer-already-configured`, `address-invalid`, `not-found` (no such model).
   */
  'printerSetup.print': call(
    z.object({
      key: z.uuid(),
      address: DeviceAddress,
      profile: z.string(),
      widthDots: Width.optional().describe('where it is not that of the model'),
      paper: z.discriminatedUnion('type', [
        z.object({ type: z.literal('rulers'), widths: z.array(Width).min(1).max(rulerWidths.length) }),
        z.object({ type: z.literal('sample') }),
      ]),
    }),
    SetupPrint,
  ),
  /** Breaks off a question or print that takes too long; it ends as not printed or unknown. */
  'printerSetup.stopPrint': call(z.null(), z.null()),
  /** The set-up is over, saved or not: nothing of it goes on, no printer is held. */
  'printerSetup.leave': call(z.null(), z.null()),
};

export const printerSetupEvents = {
  'printerSetup.searchChanged': event(PrinterSearch),
};
