import { z } from 'zod';
import {
  CitizenNumber,
  Code,
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
import { Channel, Fee, TimeLimit } from './procedures.ts';
import { Ticket } from './queue.ts';

/** What central computes before anything is stored: shown to the officer, the same figures as the receipt will have. */
export const DossierPreview = z
  .object({
    receivedAt: Instant.describe('when it would be received: now'),
    dueAt: Instant.nullable().describe('null: the limit is only a text; the officer must enter a date'),
    handOverBy: Instant.describe(
      'to the competent unit: same day, after 15:00 start of the next (NĐ 61/2018 Art 18.2)',
    ),
    limit: TimeLimit,
    fees: z.array(Fee).describe('what would be owed'),
    totalFee: Dong.nullable().describe('sum in đồng; null: an amount must be entered first'),
  })
  .meta({
    id: 'DossierPreview',
    description: 'Appointment, hand-over and fees of a dossier that would come in now',
  });
export type DossierPreview = z.infer<typeof DossierPreview>;

export const Sex = z.enum(['male', 'female']).describe('sex, as on the card');
export type Sex = z.infer<typeof Sex>;

/** A person as the counter needs them. Personal data: sealed at rest, never in a log or an event. */
export const Person = z
  .object({
    number: CitizenNumber.nullable().describe('number of the identity card; null: none shown'),
    name: RequiredLine.describe('full name, NFC'),
    birth: Day.nullable().describe('day of birth; null: not known'),
    sex: Sex.nullable().describe('sex; null: not known'),
    address: Line.describe('where they live'),
    phone: z
      .union([z.literal(''), z.string().regex(/^\+?[\d .-]{8,16}$/)])
      .default('')
      .describe('telephone; empty: none'),
    email: z
      .union([z.literal(''), z.email()])
      .default('')
      .describe('e-mail; empty: none'),
  })
  .meta({ id: 'Person', description: 'A person as the counter needs them: personal data' });
export type Person = z.infer<typeof Person>;

/** A person as an answer shows them: whole, or masked for whoever needs no more (then the texts are not what they stand for). */
export const ShownPerson = z
  .object({
    number: z.string().nullable().describe('number of the identity card, maybe masked; null: none'),
    name: z.string().describe('full name, maybe shortened; empty: erased'),
    birth: Day.nullable().describe('day of birth; null: not known or not shown'),
    sex: Sex.nullable().describe('sex; null: not known or not shown'),
    address: z.string().describe('where they live; empty: not known or not shown'),
    phone: z.string().describe('telephone, maybe masked; empty: none'),
    email: z.string().describe('e-mail; empty: none or not shown'),
  })
  .meta({ id: 'ShownPerson', description: 'A person, as much of them as the caller may see: personal data' });
export type ShownPerson = z.infer<typeof ShownPerson>;

/** National list "trạng thái hồ sơ", by its own code numbers 1–10 (rules.md §3.1). */
export const DossierState = z
  .union([
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
  ])
  .describe('state by the national list, 1–10');
export type DossierState = z.infer<typeof DossierState>;

export const ReceivedPaper = z
  .object({
    paperId: Code.nullable().describe('of the catalogue; null: added by the officer'),
    name: RequiredLine.describe('name of the paper'),
    originals: z.number().int().min(0).max(99).describe('originals taken'),
    certified: z.number().int().min(0).max(99).describe('certified copies taken'),
    copies: z.number().int().min(0).max(99).describe('plain copies taken'),
  })
  .meta({ id: 'ReceivedPaper', description: 'A paper taken in' });
export type ReceivedPaper = z.infer<typeof ReceivedPaper>;

export const FeeLine = z
  .object({
    kind: z.enum(['fee', 'charge']).describe('fee: lệ phí, charge: phí'),
    name: RequiredLine.describe('name of the line'),
    quantity: z.number().int().min(1).max(9999).describe('how many'),
    amount: Dong.describe('for one, in đồng'),
  })
  .meta({ id: 'FeeLine', description: 'A line of what was collected' });
export type FeeLine = z.infer<typeof FeeLine>;

export const DossierStep = z
  .object({
    from: DossierState.nullable().describe('state before; null: it came in'),
    to: DossierState.describe('state after'),
    at: Instant.describe('when'),
    stationId: StationId.describe('at which station'),
    reason: z.string().nullable().describe('why, where the step needs it'),
    dueAt: Instant.nullable().describe('the appointment after it'),
    receivedBy: z.string().nullable().optional().describe('who took the result, at the step to 10'),
  })
  .meta({ id: 'DossierStep', description: 'A step in the life of a dossier' });
export type DossierStep = z.infer<typeof DossierStep>;

/** A dossier (hồ sơ) with its history. Holds personal data. */
export const Dossier = z
  .object({
    id: Uuid,
    siteId: SiteId,
    code: z.string().describe('dossier code (QĐ 06/2016, rules of the national portal)'),
    book: z
      .object({
        year: z.number().int().describe('year of the book'),
        volume: z.number().int().describe('volume'),
        number: z.number().int().describe('running number in the year'),
      })
      .describe('place in the register of receipt (sổ theo dõi)'),
    procedureCode: z.string().describe('code of its procedure'),
    procedureVersion: z.string().describe('the version in force at receipt: the dossier keeps it'),
    procedureName: z.string().describe('name of its procedure'),
    field: z.string().describe('field (lĩnh vực)'),
    agency: z.string().describe('who decides'),
    caseCode: z.string().describe('code of its case'),
    caseName: z.string().describe('name of its case'),
    channel: Channel,
    submitter: ShownPerson.describe('người nộp'),
    owner: ShownPerson.describe('chủ hồ sơ; the same person unless another was given'),
    sight: z
      .enum(['payer', 'masked'])
      .optional()
      .describe(
        'absent: people are whole. payer: name and address, as a receipt of money needs them. masked: shortened, free texts left out',
      ),
    erasedAt: Instant.optional().describe('when the personal data were erased; absent: they were not'),
    papers: z.array(ReceivedPaper).describe('the papers taken in'),
    sets: z.number().int().min(1).max(99).describe('how many sets of papers'),
    limit: TimeLimit,
    receivedAt: Instant.describe('when it was received'),
    dueAt: Instant.nullable().describe('the appointment; null: none'),
    handOverBy: Instant.describe('until when it goes to the competent unit'),
    fees: z.array(FeeLine).describe('what was collected'),
    totalFee: Dong.describe('sum of the lines, in đồng'),
    note: z.string().describe('the officer’s note'),
    state: DossierState,
    steps: z.array(DossierStep).describe('its history, oldest first'),
    nextStates: z.array(DossierState).describe('the steps that are legal now'),
    deadline: z
      .enum(['early', 'onTime', 'dueSoon', 'overdue', 'none'])
      .describe('how it stands against its appointment'),
    ticketId: Uuid.nullable().describe('the visit that brought it; null: none'),
    counterId: CounterId.nullable().describe('the counter that took it in'),
  })
  .meta({ id: 'Dossier', description: 'A dossier (hồ sơ) with its history: holds personal data' });
export type Dossier = z.infer<typeof Dossier>;

/** A dossier in a list: the person masked. */
export const DossierSummary = z
  .object({
    code: z.string().describe('dossier code'),
    procedureName: z.string().describe('name of its procedure'),
    maskedName: z.string().describe('who brought it, masked'),
    state: DossierState,
    receivedAt: Instant.describe('when it was received'),
    dueAt: Instant.nullable().describe('the appointment; null: none'),
    deadline: Dossier.shape.deadline,
  })
  .meta({ id: 'DossierSummary', description: 'A dossier in a list: the person masked' });
export type DossierSummary = z.infer<typeof DossierSummary>;

export const PreviewDossier = z.object({
  procedureCode: Code.describe('national code of the procedure'),
  caseCode: Code.describe('code of the case'),
  channel: Channel.default('DIRECT'),
});

export const ReceiveDossier = z.object({
  procedureCode: Code.describe('national code of the procedure'),
  caseCode: Code.describe('code of the case'),
  channel: Channel.default('DIRECT'),
  submitter: Person.describe('người nộp'),
  owner: Person.nullable().default(null).describe('chủ hồ sơ; null: the one who brings it'),
  papers: z.array(ReceivedPaper).max(200).describe('the papers taken in'),
  sets: z.number().int().min(1).max(99).default(1).describe('how many sets of papers'),
  fees: z.array(FeeLine).max(50).default([]).describe('what was collected'),
  dueAt: Instant.nullable()
    .default(null)
    .describe('only where the limit is a text (OTHER): the date that the officer set'),
  note: Line.default('').describe('the officer’s note'),
  ticketId: Uuid.nullable().default(null).describe('the visit that brought it'),
  counterId: CounterId,
  stationId: StationId,
});
export type ReceiveDossier = z.infer<typeof ReceiveDossier>;

export const MoveDossier = z.object({
  to: DossierState.describe('the state to move to'),
  reason: Line.default('').describe('required for refusal, supplement, withdrawal and stop'),
  receivedBy: RequiredLine.nullable().default(null).describe('who took the result, when `to` is 10'),
  stationId: StationId,
});
export type MoveDossier = z.infer<typeof MoveDossier>;

/** Apology and new appointment (xin lỗi, hẹn lại): at most once for a dossier (NĐ 61/2018 Art 19.9). */
export const ReappointDossier = z.object({
  dueAt: Instant.describe('the new appointment: after now and after the one before, on a working day'),
  reason: Line.describe('why the result is not ready: the citizen is told'),
  stationId: StationId,
});
export type ReappointDossier = z.infer<typeof ReappointDossier>;

/** Opens a dossier whole for somebody who sees it masked: the reason is kept in the audit log. */
export const OpenWholeDossier = z.object({
  stationId: StationId.nullable().default(null).describe('from which station; null: from none'),
  reason: RequiredLine.describe('why the people must be seen; kept sealed in the audit log'),
});

/** POST, not GET, so that no identity number stands in an address or a log. */
export const LookUpCitizen = z.object({
  number: CitizenNumber,
  stationId: StationId,
  reason: Line.default('').describe('why, for whoever sees people masked otherwise; kept in the audit log'),
});

/** What a text given to the search of dossiers was taken for. */
export const DossierSearchKind = z
  .enum(['code', 'book', 'number', 'phone', 'name'])
  .describe(
    'code: dossier code or its beginning; book: number and year of the register, 12/2026; number: identity number; phone; name: the whole name',
  );
export type DossierSearchKind = z.infer<typeof DossierSearchKind>;

/** POST, as no number or name may stand in an address. */
export const SearchDossiers = z.object({
  text: RequiredLine.describe(
    'a dossier code or its beginning, a place in the register (12/2026), an identity number, a telephone number, or a whole name with or without diacritics',
  ),
  limit: z.number().int().min(1).max(100).default(20).describe('how many at most'),
  after: z
    .string()
    .regex(/^\d{4}-\d{1,9}$/)
    .nullable()
    .default(null)
    .meta({ description: '`next` of the page before; null: the first page', examples: ['2026-120'] }),
  stationId: StationId,
});
export type SearchDossiers = z.infer<typeof SearchDossiers>;
/** A page of the dossiers received lately. */
export const DossierList = z
  .object({ items: z.array(DossierSummary).describe('newest first') })
  .meta({ id: 'DossierList', description: 'Dossiers received lately' });

/** A visit of today that a person was found by. The ticket itself carries no person. */
export const FoundVisit = z
  .object({
    ticketId: Uuid,
    number: Ticket.shape.number,
    state: Ticket.shape.state,
    counterId: Ticket.shape.counterId,
    issuedAt: Ticket.shape.issuedAt,
  })
  .meta({ id: 'FoundVisit', description: 'A visit of today that belongs to the person searched for' });
export type FoundVisit = z.infer<typeof FoundVisit>;

/** A page of a search. */
export const DossierPage = z
  .object({
    kind: DossierSearchKind,
    items: z.array(DossierSummary).describe('newest first, people masked'),
    visits: z
      .array(FoundVisit)
      .describe(
        'where the text was an identity number, on the first page: the visits of today that this person is known to have made, newest first',
      ),
    next: z
      .string()
      .nullable()
      .meta({
        description: 'ask for the page after this one with it; null: that was the last',
        examples: ['2026-101'],
      }),
  })
  .meta({ id: 'DossierPage', description: 'What a search of dossiers found' });
export type DossierPage = z.infer<typeof DossierPage>;
