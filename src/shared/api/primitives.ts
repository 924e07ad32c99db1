import { z } from 'zod';

/** Values that every part of the central API is made of. All texts are NFC; all instants carry an offset. */

/** An instant, ISO 8601 with offset or Z, e.g. `2026-03-02T09:20:00+07:00`. */
export const Instant = z.iso.datetime({ offset: true }).meta({
  description: 'an instant, ISO 8601 with offset or Z',
  examples: ['2026-03-02T09:20:00.000+07:00'],
});
/** A calendar day of the centre (Asia/Ho_Chi_Minh), `YYYY-MM-DD`. */
export const Day = z.iso
  .date()
  .meta({ description: 'a day of the centre (Asia/Ho_Chi_Minh), YYYY-MM-DD', examples: ['2026-03-02'] });
export const Uuid = z
  .uuid()
  .meta({ description: 'a UUID', examples: ['0b8f6c1e-5f0e-4c5e-9d55-3a6f3f1c2b7a'] });

/** Identifies a site (a centre or one-stop unit) in paths: lower-case letters, digits and hyphens. */
export const SiteId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .meta({ description: 'id of the site', examples: ['hcc-long-an'] });
export const StationId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .meta({ description: 'id of the station (one installation in one role)', examples: ['may-quay-1'] });
export const CounterId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .meta({ description: 'id of the counter', examples: ['quay-1'] });
/** A service group: the letter that begins its ticket numbers. */
export const GroupCode = z
  .string()
  .regex(/^[A-Z]$/)
  .meta({ description: 'service group: the letter that begins its numbers', examples: ['A'] });

/** A text in both languages of the product; `vi` is the original. */
export const LocalText = z
  .object({ vi: z.string().min(1).describe('Vietnamese'), en: z.string().min(1).describe('English') })
  .describe('a text in both languages; the Vietnamese one is the original');
export type LocalText = z.infer<typeof LocalText>;

const nfc = (text: string): string => text.normalize('NFC').trim();
// eslint-disable-next-line no-control-regex -- the point of the rule is to refuse them: a database takes no NUL
const noControls = /^[^\u0000-\u001f\u007f]*$/;

/** Text of a search: any, but for control characters. */
export const SearchText = z.string().max(200).regex(noControls, 'no control characters');

/** A line that a person typed: NFC, trimmed, no control characters. */
export const Line = z.string().max(500).regex(noControls, 'no control characters').transform(nfc);
/** A line that must not be empty. */
export const RequiredLine = Line.pipe(z.string().min(1));

/** A code that others made (of a procedure, a case, a paper, a dossier): not parsed, but no control characters. */
export const Code = z.string().min(1).max(80).regex(noControls, 'no control characters');

/** Money in đồng: whole, never negative. */
export const Dong = z
  .number()
  .int()
  .min(0)
  .max(999_999_999_999)
  .meta({ description: 'money, whole đồng', examples: [16000] });

/** Number of a Vietnamese identity card: 12 digits (9 on the old CMND). */
export const CitizenNumber = z
  .string()
  .regex(/^(\d{12}|\d{9})$/)
  .meta({
    description: 'number of the identity card: 12 digits, 9 on the old CMND',
    examples: ['080090000001'],
  });

/** RFC 9457 problem document: every error of the API. `code` is one of the product's error codes. */
export const Problem = z
  .object({
    type: z.string().describe('URI reference of the kind of problem, `/problems/<code>`'),
    title: z.string().describe('what happened, in the language of Accept-Language'),
    status: z.number().int().describe('the HTTP status'),
    code: z.string().describe('which error of the product: what a program decides by'),
    detail: z.string().optional().describe('what to do next, in the same language as the title'),
    parameters: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe('names and figures that stand in the texts, for a client with texts of its own'),
    correlationId: z.string().optional().describe('of the request, for support'),
    errors: z
      .array(
        z.object({
          path: z.string().describe('the field, with dots'),
          message: z.string().describe('what it takes'),
        }),
      )
      .optional()
      .describe('for bad input: which field, and what it takes'),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457), in the language of Accept-Language' });
export type Problem = z.infer<typeof Problem>;
