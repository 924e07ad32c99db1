import { z } from 'zod';

/** Values that every part of the central API is made of. All texts are NFC; all instants carry an offset. */

/** An instant, ISO 8601 with offset or Z, e.g. `2026-03-02T09:20:00+07:00`. */
export const Instant = z.iso.datetime({ offset: true });
/** A calendar day of the centre (Asia/Ho_Chi_Minh), `YYYY-MM-DD`. */
export const Day = z.iso.date();
export const Uuid = z.uuid();

/** Identifies a site (a centre or one-stop unit) in paths: lower-case letters, digits and hyphens. */
export const SiteId = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const StationId = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const CounterId = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** A service group: the letter that begins its ticket numbers. */
export const GroupCode = z.string().regex(/^[A-Z]$/);

/** A text in both languages of the product; `vi` is the original. */
export const LocalText = z.object({ vi: z.string().min(1), en: z.string().min(1) });
export type LocalText = z.infer<typeof LocalText>;

const nfc = (text: string): string => text.normalize('NFC').trim();
/** A line that a person typed: NFC, trimmed, no control characters. */
export const Line = z
  .string()
  .max(500)
  // eslint-disable-next-line no-control-regex -- the point of the rule is to refuse them
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'no control characters')
  .transform(nfc);
/** A line that must not be empty. */
export const RequiredLine = Line.pipe(z.string().min(1));

/** Money in đồng: whole, never negative. */
export const Dong = z.number().int().min(0).max(999_999_999_999);

/** Number of a Vietnamese identity card: 12 digits (9 on the old CMND). */
export const CitizenNumber = z.string().regex(/^(\d{12}|\d{9})$/);

/** RFC 9457 problem document: every error of the API. `code` is one of the product's error codes. */
export const Problem = z
  .object({
    type: z.string().describe('URI reference of the kind of problem, `/problems/<code>`'),
    title: z.string().describe('what happened, in the language of Accept-Language'),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    correlationId: z.string().optional(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('for bad input: which field, and what it takes'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
