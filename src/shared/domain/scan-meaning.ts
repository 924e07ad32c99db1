import { z } from 'zod';
import { AppointmentCode } from '../api/appointments.ts';
import { AppError } from '../errors.ts';

/** What the QR of a citizen card says (rules.md §6). A field that failed its check is null; `warnings` says which. */
export const CitizenCard = z.object({
  number: z.string().regex(/^\d{12}$/),
  oldNumber: z.string().nullable(),
  name: z.string().nullable(),
  birth: z.iso.date().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: z.string(),
  issued: z.iso.date().nullable(),
  extra: z
    .array(z.string())
    .describe('fields after the seventh, as read where they are plain text: their meaning is not verified'),
  warnings: z.array(
    z.enum([
      'birth-invalid',
      'issue-date-invalid',
      'sex-invalid',
      'old-number-invalid',
      'number-contradicts-sex',
      'number-contradicts-birth',
      'issue-date-missing-check-address',
      'letters-lost',
    ]),
  ),
});
export type CitizenCard = z.infer<typeof CitizenCard>;

/** How a code was read: the AIM identifier's symbology where the scanner sends it, else unknown. */
export const Symbology = z.enum(['qr', 'code128', 'other', 'unknown']);
export type Symbology = z.infer<typeof Symbology>;

/**
 * What may be wrong with a text that a scanner typed. `inputMethod`: one handled the keys, which still say what they were;
 * `altered`: it put other letters in their place; `headLost`: other keys came right before, maybe the beginning of the scan.
 */
export const TypedDoubt = z.enum(['none', 'capsLock', 'inputMethod', 'altered', 'headLost']);
export type TypedDoubt = z.infer<typeof TypedDoubt>;

/** What a scan means: decided once, in main, by the resolver. Raw text does not travel further, except a code of ours. */
export const ScanMeaning = z.discriminatedUnion('meaning', [
  z.object({ meaning: z.literal('ticket'), fields: z.object({ ticketId: z.string(), number: z.string() }) }),
  z.object({ meaning: z.literal('appointment'), fields: z.object({ code: AppointmentCode }) }),
  z.object({
    meaning: z.literal('dossier'),
    fields: z.object({ code: z.string(), format: z.enum(['2018', '2020', 'other']) }),
  }),
  z.object({ meaning: z.literal('citizenCard'), fields: CitizenCard }),
  z.object({
    meaning: z.literal('testCode'),
    fields: z.object({
      letters: z
        .enum(['whole', 'lost', 'none'])
        .describe(
          'whether the Vietnamese letters of the code came through; none: it was the bars, which hold none',
        ),
    }),
  }),
  z.object({
    meaning: z.literal('refused'),
    fields: z.object({
      kind: z.enum([
        'torn',
        'payment',
        'healthInsurance',
        'gs1',
        'url',
        'unknown',
        'encoding',
        'inputMethod',
      ]),
      error: AppError,
    }),
  }),
]);
export type ScanMeaning = z.infer<typeof ScanMeaning>;

/** A scan as the screens get it. `id` is unique per trigger pull. */
export const Scan = z.object({
  id: z.uuid(),
  at: z.iso.datetime({ offset: true }),
  scannerId: z.string(),
  symbology: Symbology,
  typed: TypedDoubt.nullable().describe('null where it did not come through the keyboard'),
  result: ScanMeaning,
});
export type Scan = z.infer<typeof Scan>;
