import { z } from 'zod';
import { Day, Dong, SearchText } from './primitives.ts';

/** Units of time limits in the national catalogue. `OTHER`: the text says it (rules.md §4.1). */
export const LimitUnit = z.enum(['WORKING_DAY', 'DAY', 'HOUR', 'MONTH', 'SAME_DAY', 'OTHER']);
export type LimitUnit = z.infer<typeof LimitUnit>;
export const TimeLimit = z
  .object({
    amount: z.number().min(0).describe('how many of the unit; 0 with `SAME_DAY` and `OTHER`'),
    unit: LimitUnit.describe('unit of the limit, as in the national catalogue'),
    text: z.string().optional().describe('the limit in words, where a figure does not say it'),
  })
  .describe('time limit (thời hạn giải quyết)');
export type TimeLimit = z.infer<typeof TimeLimit>;

/** KenhThucHien: 1 trực tiếp, 2 trực tuyến, 3 BCCI. */
export const Channel = z
  .enum(['DIRECT', 'ONLINE', 'POSTAL'])
  .describe('how the dossier comes in: trực tiếp, trực tuyến, bưu chính công ích');
export type Channel = z.infer<typeof Channel>;

export const Fee = z
  .object({
    kind: z.enum(['fee', 'charge']).describe('fee: lệ phí, charge: phí'),
    name: z.string().describe('name of the line'),
    amount: Dong.nullable().describe(
      'null: set by the provincial council or by the text; a person must enter it',
    ),
    unit: z.string().optional().describe('what the amount is per, e.g. "bản"'),
    text: z.string().optional().describe('what the published text adds'),
    source: z.string().describe('legal source of the amount'),
    validFrom: Day.optional().describe('first day of the amount'),
    validTo: Day.optional().describe('last day of the amount'),
    channels: z.array(Channel).optional().describe('only for dossiers that came this way; absent: for all'),
    caseCodes: z.array(z.string()).optional().describe('only for these cases; absent: for all'),
    optional: z
      .boolean()
      .optional()
      .describe('true: not owed by every dossier (copies on request, a reduced rate): the officer adds it'),
  })
  .meta({ id: 'Fee', description: 'A fee or charge of a procedure' });
export type Fee = z.infer<typeof Fee>;

export const RequiredPaper = z
  .object({
    id: z.string().describe('stable within the procedure'),
    code: z.string().nullable().describe('code of the paper as listed, free text: never parsed'),
    name: z.string().describe('name of the paper'),
    originals: z.number().int().min(0).describe('how many originals'),
    copies: z.number().int().min(0).describe('how many copies'),
    required: z.boolean().describe('whether the dossier is incomplete without it'),
    note: z.boolean().describe('true: guidance, not a paper: shown as text, not ticked'),
  })
  .meta({ id: 'RequiredPaper', description: 'A paper that a case asks for' });
export type RequiredPaper = z.infer<typeof RequiredPaper>;

/** A case (trường hợp) of a procedure: its own limit and papers. */
export const ProcedureCase = z
  .object({
    code: z.string().describe('code of the case, within its procedure'),
    name: z.string().describe('what tells it from the others'),
    limit: TimeLimit,
    papers: z.array(RequiredPaper).describe('the papers that it asks for'),
  })
  .meta({ id: 'ProcedureCase', description: 'A case (trường hợp) of a procedure' });
export type ProcedureCase = z.infer<typeof ProcedureCase>;

export const Procedure = z
  .object({
    code: z.string().describe('national code of the procedure (mã TTHC)'),
    version: z.string().describe('which of its texts'),
    validFrom: Day.describe('first day of this version'),
    validTo: Day.nullable().describe('last day of this version; null: in force'),
    name: z.string().describe('its name'),
    fieldCode: z.string().nullable().describe('code of the field; null: not published'),
    field: z.string().describe('field (lĩnh vực)'),
    level: z.enum(['province', 'commune', 'police']).describe('who decides'),
    agency: z.string().describe('who decides, by name'),
    results: z.array(z.string()).describe('what the citizen gets'),
    channels: z
      .array(z.object({ channel: Channel, limit: TimeLimit }))
      .min(1)
      .describe('the ways in, each with its limit'),
    sameDay: z.boolean().describe('giải quyết ngay: no receipt slip unless asked (NĐ 61/2018 Art 17.4)'),
    cases: z.array(ProcedureCase).min(1).describe('its cases, one at least'),
    fees: z.array(Fee).describe('its fees and charges'),
    source: z.string().describe('the decision that published it'),
    warnings: z.array(z.string()).describe('what does not fit in the published data, for the officer'),
  })
  .meta({ id: 'Procedure', description: 'An administrative procedure (TTHC) in one of its versions' });
export type Procedure = z.infer<typeof Procedure>;

export const ProcedureSummary = z
  .object({
    code: z.string().describe('national code of the procedure (mã TTHC)'),
    name: z.string().describe('its name'),
    field: z.string().describe('field (lĩnh vực)'),
    groupCode: z.string().nullable().describe('the service group that handles it; null: none'),
    sameDay: z.boolean().describe('settled on the day'),
  })
  .meta({ id: 'ProcedureSummary', description: 'A procedure as found by a search' });
export type ProcedureSummary = z.infer<typeof ProcedureSummary>;

/** Query of the search for procedures: any part of name, field or code, with or without diacritics. */
export const SearchProcedures = z.object({
  query: SearchText.default('').describe('any part of name, field or code, with or without diacritics'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('how many at most'),
});
