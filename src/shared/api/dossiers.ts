import { z } from 'zod';
import {
  CitizenNumber,
  CounterId,
  Day,
  Dong,
  Instant,
  Line,
  RequiredLine,
  SiteId,
  StationId,
  Uuid,
} from './primitives.ts';

/** Units of time limits in the national catalogue. `OTHER`: the text says it (rules.md §4.1). */
export const LimitUnit = z.enum(['WORKING_DAY', 'DAY', 'HOUR', 'MONTH', 'SAME_DAY', 'OTHER']);
export type LimitUnit = z.infer<typeof LimitUnit>;
export const TimeLimit = z.object({
  amount: z.number().min(0),
  unit: LimitUnit,
  text: z.string().optional(),
});
export type TimeLimit = z.infer<typeof TimeLimit>;

/** KenhThucHien: 1 trực tiếp, 2 trực tuyến, 3 BCCI. */
export const Channel = z.enum(['DIRECT', 'ONLINE', 'POSTAL']);
export type Channel = z.infer<typeof Channel>;

export const Fee = z
  .object({
    kind: z.enum(['fee', 'charge']).describe('fee: lệ phí, charge: phí'),
    name: z.string(),
    amount: Dong.nullable().describe(
      'null: set by the provincial council or by the text; a person must enter it',
    ),
    unit: z.string().optional().describe('what the amount is per, e.g. "bản"'),
    text: z.string().optional(),
    source: z.string().describe('legal source of the amount'),
    validFrom: Day.optional(),
    validTo: Day.optional(),
    channels: z.array(Channel).optional().describe('only for dossiers that came this way; absent: for all'),
    caseCodes: z.array(z.string()).optional().describe('only for these cases; absent: for all'),
    optional: z
      .boolean()
      .optional()
      .describe('true: not owed by every dossier (copies on request, a reduced rate): the officer adds it'),
  })
  .meta({ id: 'Fee' });
export type Fee = z.infer<typeof Fee>;

export const RequiredPaper = z
  .object({
    id: z.string().describe('stable within the procedure'),
    code: z.string().nullable().describe('code of the paper as listed, free text: never parsed'),
    name: z.string(),
    originals: z.number().int().min(0),
    copies: z.number().int().min(0),
    required: z.boolean(),
    note: z.boolean().describe('true: guidance, not a paper: shown as text, not ticked'),
  })
  .meta({ id: 'RequiredPaper' });
export type RequiredPaper = z.infer<typeof RequiredPaper>;

/** A case (trường hợp) of a procedure: its own limit and papers. */
export const ProcedureCase = z
  .object({
    code: z.string(),
    name: z.string(),
    limit: TimeLimit,
    papers: z.array(RequiredPaper),
  })
  .meta({ id: 'ProcedureCase' });
export type ProcedureCase = z.infer<typeof ProcedureCase>;

export const Procedure = z
  .object({
    code: z.string(),
    version: z.string(),
    validFrom: Day,
    validTo: Day.nullable(),
    name: z.string(),
    fieldCode: z.string().nullable(),
    field: z.string(),
    level: z.enum(['province', 'commune', 'police']).describe('who decides'),
    agency: z.string(),
    results: z.array(z.string()),
    channels: z.array(z.object({ channel: Channel, limit: TimeLimit })).min(1),
    sameDay: z.boolean().describe('giải quyết ngay: no receipt slip unless asked (NĐ 61/2018 Art 17.4)'),
    cases: z.array(ProcedureCase).min(1),
    fees: z.array(Fee),
    source: z.string(),
    warnings: z.array(z.string()).describe('what does not fit in the published data, for the officer'),
  })
  .meta({ id: 'Procedure' });
export type Procedure = z.infer<typeof Procedure>;

export const ProcedureSummary = z
  .object({
    code: z.string(),
    name: z.string(),
    field: z.string(),
    groupCode: z.string().nullable(),
    sameDay: z.boolean(),
  })
  .meta({ id: 'ProcedureSummary' });
export type ProcedureSummary = z.infer<typeof ProcedureSummary>;

/** What central computes before anything is stored: shown to the officer, the same figures as the receipt will have. */
export const DossierPreview = z
  .object({
    receivedAt: Instant,
    dueAt: Instant.nullable().describe('null: the limit is only a text; the officer must enter a date'),
    handOverBy: Instant.describe(
      'to the competent unit: same day, after 15:00 start of the next (NĐ 61/2018 Art 18.2)',
    ),
    limit: TimeLimit,
    fees: z.array(Fee),
    totalFee: Dong.nullable(),
  })
  .meta({ id: 'DossierPreview' });
export type DossierPreview = z.infer<typeof DossierPreview>;

export const Sex = z.enum(['male', 'female']);
export type Sex = z.infer<typeof Sex>;

/** A person as the counter needs them. Personal data: sealed at rest, never in a log or an event. */
export const Person = z
  .object({
    number: CitizenNumber.nullable(),
    name: RequiredLine,
    birth: Day.nullable(),
    sex: Sex.nullable(),
    address: Line,
    phone: z.union([z.literal(''), z.string().regex(/^\+?[\d .-]{8,16}$/)]).default(''),
    email: z.union([z.literal(''), z.email()]).default(''),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

/** National list "trạng thái hồ sơ", by its own code numbers 1–10 (rules.md §3.1). */
export const DossierState = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
  z.literal(8),
  z.literal(9),
  z.literal(10),
]);
export type DossierState = z.infer<typeof DossierState>;

export const ReceivedPaper = z
  .object({
    paperId: z.string().nullable().describe('of the catalogue; null: added by the officer'),
    name: RequiredLine,
    originals: z.number().int().min(0).max(99),
    certified: z.number().int().min(0).max(99),
    copies: z.number().int().min(0).max(99),
  })
  .meta({ id: 'ReceivedPaper' });
export type ReceivedPaper = z.infer<typeof ReceivedPaper>;

export const FeeLine = z
  .object({
    kind: z.enum(['fee', 'charge']),
    name: RequiredLine,
    quantity: z.number().int().min(1).max(9999),
    amount: Dong,
  })
  .meta({ id: 'FeeLine' });
export type FeeLine = z.infer<typeof FeeLine>;

export const DossierStep = z
  .object({
    from: DossierState.nullable(),
    to: DossierState,
    at: Instant,
    stationId: StationId,
    reason: z.string().nullable(),
    dueAt: Instant.nullable(),
    receivedBy: z.string().nullable().optional().describe('who took the result, at the step to 10'),
  })
  .meta({ id: 'DossierStep' });
export type DossierStep = z.infer<typeof DossierStep>;

/** A dossier (hồ sơ) with its history. Holds personal data. */
export const Dossier = z
  .object({
    id: Uuid,
    siteId: SiteId,
    code: z.string(),
    book: z.object({ year: z.number().int(), volume: z.number().int(), number: z.number().int() }),
    procedureCode: z.string(),
    procedureVersion: z.string(),
    procedureName: z.string(),
    field: z.string(),
    agency: z.string(),
    caseCode: z.string(),
    caseName: z.string(),
    channel: Channel,
    submitter: Person.describe('người nộp'),
    owner: Person.describe('chủ hồ sơ; the same person unless another was given'),
    papers: z.array(ReceivedPaper),
    sets: z.number().int().min(1).max(99),
    limit: TimeLimit,
    receivedAt: Instant,
    dueAt: Instant.nullable(),
    handOverBy: Instant,
    fees: z.array(FeeLine),
    totalFee: Dong,
    note: z.string(),
    state: DossierState,
    steps: z.array(DossierStep),
    nextStates: z.array(DossierState).describe('the steps that are legal now'),
    deadline: z.enum(['early', 'onTime', 'dueSoon', 'overdue', 'none']),
    ticketId: Uuid.nullable(),
    counterId: CounterId.nullable(),
  })
  .meta({ id: 'Dossier' });
export type Dossier = z.infer<typeof Dossier>;

/** A dossier in a list: the person masked. */
export const DossierSummary = z
  .object({
    code: z.string(),
    procedureName: z.string(),
    maskedName: z.string(),
    state: DossierState,
    receivedAt: Instant,
    dueAt: Instant.nullable(),
    deadline: Dossier.shape.deadline,
  })
  .meta({ id: 'DossierSummary' });
export type DossierSummary = z.infer<typeof DossierSummary>;

export const PreviewDossier = z.object({
  procedureCode: z.string().min(1).max(40),
  caseCode: z.string().min(1).max(40),
  channel: Channel.default('DIRECT'),
});

export const ReceiveDossier = z.object({
  procedureCode: z.string().min(1).max(40),
  caseCode: z.string().min(1).max(40),
  channel: Channel.default('DIRECT'),
  submitter: Person,
  owner: Person.nullable().default(null),
  papers: z.array(ReceivedPaper).max(200),
  sets: z.number().int().min(1).max(99).default(1),
  fees: z.array(FeeLine).max(50).default([]),
  dueAt: Instant.nullable()
    .default(null)
    .describe('only where the limit is a text (OTHER): the date that the officer set'),
  note: Line.default(''),
  ticketId: Uuid.nullable().default(null),
  counterId: CounterId,
  stationId: StationId,
});
export type ReceiveDossier = z.infer<typeof ReceiveDossier>;

export const MoveDossier = z.object({
  to: DossierState,
  reason: Line.default('').describe('required for refusal, supplement, withdrawal and stop'),
  receivedBy: RequiredLine.nullable().default(null).describe('who took the result, when `to` is 10'),
  stationId: StationId,
});
export type MoveDossier = z.infer<typeof MoveDossier>;

/** POST, not GET, so that no identity number stands in an address or a log. */
export const LookUpCitizen = z.object({ number: CitizenNumber, stationId: StationId });
/** A page of the dossiers received lately. */
export const DossierList = z.object({ items: z.array(DossierSummary) }).meta({ id: 'DossierList' });

/** Query of the search for procedures: any part of name, field or code, with or without diacritics. */
export const SearchProcedures = z.object({
  query: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
