import { z } from 'zod';

/** A text of the portal: NFC; line breaks and runs of spaces are one space. */
const Text = z.string().transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim());

/** Codes of procedures by the portal, local forms and cases included (they come with spaces, too). */
export const PortalCode = Text.pipe(
  z
    .string()
    .regex(
      /^\d\.\d{6,9}(\.\d{2})?(\.000\.00\.00)?(\.[A-Y]\d{2})?(-Xoa)?$/,
      'is no code of a procedure, e.g. 1.001193',
    ),
);

const Unit = z.enum(['WORKING_DAY', 'DAY', 'HOUR', 'MONTH', 'OTHER']);
const Quantity = z.number().min(0).max(10_000);

/** Kinds of fee of the portal. */
export const PortalFee = z.object({
  type: z.enum(['FEE', 'SERVICE_FEE', 'PRICE_LEVEL']),
  valueVnd: z.number().min(0).max(999_999_999_999).nullable(),
  text: Text,
});
export type PortalFee = z.infer<typeof PortalFee>;

export const PortalChannel = z.object({
  method: z.enum(['DIRECT', 'ONLINE', 'POSTAL']),
  qty: Quantity,
  unit: Unit,
  note: Text,
  fees: z.array(PortalFee),
});
export type PortalChannel = z.infer<typeof PortalChannel>;

/** An entry of the national portal's catalogue. Fields that we do not use are let through. */
export const PortalEntry = z.object({
  code: PortalCode,
  name: Text.pipe(z.string().min(1)),
  linhVuc: Text.pipe(z.string().min(1)),
  linhVucCode: Text.nullable(),
  agency: Text.nullable(),
  promulgatedBy: Text,
  results: z.array(Text),
  channels: z.array(PortalChannel).min(1),
  cases: z.array(z.object({ case_code: Text, qty: Quantity, unit: Unit })),
  papers: z.array(
    z.object({
      group: Text.nullable(),
      items: z.array(
        z.object({
          name: Text,
          original: z.number().int().min(0).max(99),
          copy: z.number().int().min(0).max(99),
          code: Text.nullable(),
        }),
      ),
    }),
  ),
  source: z.string(),
  asOf: z.iso.date(),
});
export type PortalEntry = z.infer<typeof PortalEntry>;

/** Whether a text was cut by whoever copied it: it ends in "…". */
export function isCut(text: string): boolean {
  return text.endsWith('…');
}
