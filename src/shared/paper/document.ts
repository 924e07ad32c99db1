import { z } from 'zod';

/**
 * What stands on a slip of paper, in meaning, not in dots (design D7). A document knows no printer: the layout engine
 * draws it for a width in dots, and refuses, before any paper moves, what cannot fit.
 *
 * Lengths are millimetres. Texts are NFC.
 */
const Align = z.enum(['left', 'center', 'right']);
const Size = z
  .enum(['small', 'normal', 'large', 'huge', 'giant'])
  .describe(
    'height of the letters: small 2.75 mm, normal 3, large 4, huge 7; the figures of giant are 16 mm high',
  );
const PrintedText = z
  .string()
  .max(4000)
  .transform((text) => text.normalize('NFC'));

const Heading = z.object({
  type: z.literal('heading'),
  text: PrintedText,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  align: Align.default('center'),
});
const Text = z.object({
  type: z.literal('text'),
  text: PrintedText,
  align: Align.default('left'),
  size: Size.default('normal'),
  bold: z.boolean().default(false),
  italic: z.boolean().default(false),
});
const KeyValue = z.object({
  type: z.literal('keyValue'),
  rows: z.array(z.object({ key: PrintedText, value: PrintedText, bold: z.boolean().default(false) })).min(1),
});
const Table = z
  .object({
    type: z.literal('table'),
    columns: z
      .array(
        z.object({
          title: PrintedText.optional(),
          weight: z.number().positive(),
          align: Align.default('left'),
        }),
      )
      .min(1)
      .max(8),
    rows: z.array(z.array(PrintedText)),
  })
  .refine((table) => table.rows.every((row) => row.length === table.columns.length), {
    message: 'every row needs as many cells as the table has columns',
  });
const Signatures = z.object({
  type: z.literal('signatures'),
  blocks: z
    .array(z.object({ title: PrintedText, note: PrintedText.optional(), name: PrintedText.optional() }))
    .min(1)
    .max(3),
  roomMm: z.number().min(5).max(40).default(15).describe('room to sign, between note and name'),
});
const Rule = z.object({
  type: z.literal('rule'),
  style: z.enum(['solid', 'dashed', 'double']).default('solid'),
});
const Image = z.object({
  type: z.literal('image'),
  png: z.string().min(1).describe('base64 of a PNG'),
  widthMm: z.number().positive().max(110),
  align: Align.default('center'),
});
const Barcode = z.object({
  type: z.literal('barcode'),
  symbology: z.literal('code128'),
  text: z
    .string()
    .min(1)
    .max(80)
    .regex(/^[\x20-\x7e]+$/, 'Code 128 takes printable ASCII'),
  heightMm: z.number().min(4).max(40).default(10),
  caption: z.boolean().default(true).describe('the text in letters below the bars'),
});
const Qr = z.object({
  type: z.literal('qr'),
  text: PrintedText,
  level: z.enum(['L', 'M', 'Q', 'H']).default('M'),
  sizeMm: z
    .number()
    .min(10)
    .max(60)
    .default(25)
    .describe('wanted edge, quiet zone included; modules stay whole dots'),
  align: Align.default('center'),
});
const Ruler = z
  .object({ type: z.literal('ruler') })
  .describe('a scale in millimetres from edge to edge, to prove the width of a printer');
const Spacer = z.object({ type: z.literal('spacer'), mm: z.number().min(0).max(100) });
const Cut = z.object({ type: z.literal('cut'), mode: z.enum(['full', 'partial']).default('partial') });
const Drawer = z.object({
  type: z.literal('drawer'),
  pin: z.union([z.literal(2), z.literal(5)]).default(2),
  onMs: z.number().int().min(2).max(510).default(100),
  offMs: z.number().int().min(2).max(510).default(300),
});

/** One thing on the paper, or one thing the printer does. */
export const PaperElement = z.discriminatedUnion('type', [
  Heading,
  Text,
  KeyValue,
  Table,
  Signatures,
  Rule,
  Image,
  Barcode,
  Qr,
  Ruler,
  Spacer,
  Cut,
  Drawer,
]);
export type PaperElement = z.infer<typeof PaperElement>;

/** Kinds of slip; the kind chooses the printer of a station. */
export const PaperKind = z.enum(['ticket', 'receipt', 'label', 'other']);
export type PaperKind = z.infer<typeof PaperKind>;

/** A whole slip. `title` names it in lists and in the journal, and holds no personal data. */
export const PaperDocument = z.object({
  kind: PaperKind,
  title: PrintedText.pipe(z.string().min(1).max(120)),
  elements: z.array(PaperElement).min(1).max(500),
});
export type PaperDocument = z.infer<typeof PaperDocument>;
/** What a caller writes: defaults may be left out. Parse it with {@link PaperDocument} before drawing. */
export type PaperDocumentInput = z.input<typeof PaperDocument>;
