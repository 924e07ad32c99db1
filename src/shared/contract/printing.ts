import { z } from 'zod';
import { AppError } from '../errors.ts';
import { PaperKind } from '../paper/document.ts';
import { call, event } from './define.ts';

/** What a printer tells about itself. `unknown` is an answer: a printer that says nothing is not fine. */
export const PrinterStatus = z.object({
  online: z.enum(['yes', 'no', 'unknown']),
  paper: z.enum(['ok', 'nearEnd', 'out', 'unknown']),
  cover: z.enum(['closed', 'open', 'unknown']),
  cutter: z.enum(['ok', 'error', 'unknown']),
});
export type PrinterStatus = z.infer<typeof PrinterStatus>;

export const PrinterView = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  profile: z.string(),
  status: PrinterStatus,
  busy: z.boolean(),
  problem: AppError.nullable().describe('why it cannot print now, if it says so or the last job failed'),
  checkedAt: z.iso.datetime({ offset: true }).nullable(),
});
export type PrinterView = z.infer<typeof PrinterView>;

/** D8: a job ends printed, not printed or unknown. Unknown is settled by a person, never by the machine. */
export const PrintState = z.enum(['prepared', 'sending', 'printed', 'notPrinted', 'unknown']);
export type PrintState = z.infer<typeof PrintState>;

export const PrintJob = z.object({
  id: z.uuid(),
  kind: PaperKind,
  title: z.string().describe('no personal data'),
  reference: z.string().describe('ticket id or dossier code that the slip belongs to'),
  printerId: z.string(),
  state: PrintState,
  reason: AppError.nullable().describe('why it was not printed, or why nobody knows'),
  confirmed: z
    .boolean()
    .describe('printed and the printer said so; false: handed to a printer that tells nothing'),
  copy: z.number().int().min(1).describe('from 2 on the slip says BẢN IN LẠI'),
  copyOf: z.uuid().nullable(),
  settledBy: z.enum(['machine', 'person']).nullable(),
  stationId: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  endedAt: z.iso.datetime({ offset: true }).nullable(),
  ms: z.number().int().nullable(),
});
export type PrintJob = z.infer<typeof PrintJob>;

/** A slip among its copies: `copyReason` is what a person gave for it, null for the original. */
export const PrintCopy = PrintJob.extend({ copyReason: z.string().nullable() });
export type PrintCopy = z.infer<typeof PrintCopy>;

/** What is looked for in the history of the last thirty days; null or an empty text: any. */
export const PrintHistoryQuery = z.object({
  text: z
    .string()
    .max(100)
    .default('')
    .describe('words of title or reference, with or without diacritics; see domain/print-search'),
  kind: PaperKind.nullable().default(null),
  state: PrintState.nullable().default(null),
  printerId: z.string().nullable().default(null),
  day: z.iso.date().nullable().default(null).describe('a calendar day at the centre'),
  after: z.uuid().nullable().default(null).describe('the last job of the page before'),
  limit: z.number().int().min(1).max(200).default(50),
});
export type PrintHistoryQuery = z.infer<typeof PrintHistoryQuery>;

const JobId = z.object({ jobId: z.uuid() });

export const printingCalls = {
  /** The printers of this installation with what they last told. */
  'printing.printers': call(z.null(), z.array(PrinterView)),
  /** Asks a printer now. */
  'printing.check': call(z.object({ printerId: z.string() }), PrinterView),
  /** The newest jobs, newest first; `openOnly`: those that are unknown or not printed and not yet dealt with. */
  'printing.jobs': call(
    z.object({ limit: z.number().int().min(1).max(200).default(50), openOnly: z.boolean().default(false) }),
    z.array(PrintJob),
  ),
  /** A page of the last thirty days, newest first; `more`: there are older ones that fit. */
  'printing.history': call(PrintHistoryQuery, z.object({ jobs: z.array(PrintJob), more: z.boolean() })),
  /** The original of a slip and all its copies, lowest copy number first. */
  'printing.copies': call(JobId, z.array(PrintCopy)),
  /** The slip as a picture (PNG, base64), as it went or would have gone to the printer. */
  'printing.picture': call(JobId, z.object({ png: z.string(), width: z.number(), height: z.number() })),
  /** A person looked at the printer: the slip of an unknown job came out, or did not. */
  'printing.settle': call(JobId.extend({ printed: z.boolean() }), PrintJob),
  /** Prints a job that is known not printed once more, under the same copy number. */
  'printing.retry': call(JobId, PrintJob),
  /** A further copy of a printed slip: it says BẢN IN LẠI, with number, time and reason kept. */
  'printing.reprint': call(JobId.extend({ reason: z.string().trim().min(1).max(200) }), PrintJob),
  /** Prints a sample on a printer. `letters`: the ruler and all letters; `scannerTest`: the test code of scanners. */
  'printing.sample': call(
    z.object({
      printerId: z.string(),
      sample: z.enum(['ticket', 'receipt', 'label', 'letters', 'scannerTest']),
    }),
    PrintJob,
  ),
};

export const printingEvents = {
  'printing.jobChanged': event(PrintJob),
  'printing.printersChanged': event(z.array(PrinterView)),
};
