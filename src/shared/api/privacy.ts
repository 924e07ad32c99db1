import { z } from 'zod';
import { Appointment, AppointmentPerson } from './appointments.ts';
import { Dossier, ShownPerson } from './dossiers.ts';
import { CitizenNumber, Day, Instant, LocalText, RequiredLine, SiteId, StationId } from './primitives.ts';

/** One row of the log of processing (NĐ 13/2023/NĐ-CP Art 38.2). */
export const AuditEntry = z
  .object({
    siteId: SiteId,
    sequence: z.number().int().min(1).describe('place in the log of the site, from 1 without a gap'),
    at: Instant.describe('when'),
    stationId: z
      .string()
      .nullable()
      .meta({ description: 'at which station; null: none, as by a tool', examples: ['may-quay-1'] }),
    officerId: z
      .string()
      .nullable()
      .meta({
        description: 'who was signed in; null: nobody',
        examples: ['0b8f6c1e-5f0e-4c5e-9d55-3a6f3f1c2b7a'],
      }),
    action: z.string().meta({ description: 'what was done or seen', examples: ['dossier.open'] }),
    reference: z
      .string()
      .nullable()
      .meta({
        description: 'about what: a dossier code, an id, or `person:…`, which stands for a personal number',
        examples: ['H39.30-260302-0001'],
      }),
    reason: z
      .string()
      .nullable()
      .meta({
        description: 'why, where whoever looked had to say it',
        examples: ['Đối chiếu theo đơn khiếu nại'],
      }),
    hash: z
      .string()
      .nullable()
      .meta({
        description: 'its hash in the chain, hexadecimal; null: from before the chain',
        examples: ['9f'.repeat(32)],
      }),
  })
  .meta({ id: 'AuditEntry', description: 'Who did or saw what, when' });
export type AuditEntry = z.infer<typeof AuditEntry>;

const Word = z
  .string()
  .max(80)
  .regex(/^[\w.:/-]*$/);

/** Which rows of the log are wanted. Dates are days of the centre, both included. */
export const AuditQuery = z.object({
  from: Day.optional().describe('first day'),
  to: Day.optional().describe('last day'),
  action: Word.optional().describe('only this action, or, ending in a point, all that begin so: `dossier.`'),
  officerId: Word.optional().describe('only what this officer did'),
  stationId: Word.optional().describe('only at this station'),
  reference: Word.optional().describe('only about this, e.g. a dossier code'),
  before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('how many at most'),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditPage = z
  .object({
    items: z.array(AuditEntry).describe('newest first'),
    next: z
      .number()
      .int()
      .nullable()
      .describe('ask for the page after this one with `before`; null: the last'),
  })
  .meta({ id: 'AuditPage', description: 'A page of the audit log' });
export type AuditPage = z.infer<typeof AuditPage>;

/** What is wrong with the chain of the log, and at which row. */
const AuditFault = z.object({
  kind: z
    .enum(['missing', 'changed', 'unchained', 'cutOff', 'added', 'end', 'anchor', 'earlier'])
    .describe(
      '`missing` rows up to here are gone; `changed` changed, put in or moved; `unchained` without its hash; `cutOff` the rows after it are gone; `added` behind the end; `end` not the one that the chain ends with; `anchor` another row than on the day of the anchor; `earlier` one of the rows from before the chain',
    ),
  sequence: z.number().int().min(0).describe('place in the log'),
  day: Day.optional().describe('of an anchor: its day'),
});

/** Whether the log of a site is whole. */
export const AuditVerification = z
  .object({
    rows: z.number().int().min(0).describe('how many rows were read'),
    earlierRows: z.number().int().min(0).describe('of these, from before the chain: proved as one block'),
    anchors: z.number().int().min(0).describe('how many anchors were compared'),
    faultCount: z.number().int().min(0).describe('how many faults; 0: no row was changed or removed'),
    faults: z.array(AuditFault).describe('the first of them, at most 100'),
  })
  .meta({ id: 'AuditVerification', description: 'Whether the audit log is whole' });
export type AuditVerification = z.infer<typeof AuditVerification>;

/** Which rows are exported, and why. */
export const ExportAudit = z.object({
  from: Day.describe('first day'),
  to: Day.describe('last day, included'),
  reason: RequiredLine.describe('for whom and why; kept sealed in the log'),
  after: z.number().int().min(0).default(0).describe('`next` of the part before; 0: from the beginning'),
});

export const AuditExport = z
  .object({
    text: z.string().meta({
      description:
        'lines of a CSV file, each with its end; the first part begins with the names of the columns',
      examples: ['site,sequence,at,station,officer,action,reference,hash\n'],
    }),
    rows: z.number().int().min(0).describe('how many rows this part has'),
    next: z
      .number()
      .int()
      .nullable()
      .describe('ask for the part after this one with `after`; null: the last'),
  })
  .meta({ id: 'AuditExport', description: 'A part of the audit log as a file' });
export type AuditExport = z.infer<typeof AuditExport>;

/** A citizen asks about their own data; the officer has seen their identity card. */
export const CitizenRequest = z.object({
  number: CitizenNumber,
  stationId: StationId,
  reason: RequiredLine.describe(
    'the request: who asked, how they proved who they are; kept in the audit log',
  ),
});
export type CitizenRequest = z.infer<typeof CitizenRequest>;

/** What is kept about a person here: for the right of access (Luật 91/2025/QH15 Art 4, NĐ 13/2023/NĐ-CP Art 9). */
export const CitizenData = z
  .object({
    madeAt: Instant.describe('when it was put together'),
    known: ShownPerson.nullable().describe('as kept for the next visit; null: not kept'),
    dossiers: z
      .array(Dossier)
      .describe('dossiers in which the person is applicant or owner; the other one in them masked'),
    appointments: z
      .array(
        Appointment.omit({ maskedName: true, maskedPhone: true, maskedNumber: true }).extend({
          person: AppointmentPerson.describe('who comes, as entered'),
        }),
      )
      .describe('appointments of the person, newest first'),
    accesses: z
      .array(AuditEntry.pick({ at: true, stationId: true, action: true, reference: true }))
      .describe(
        'who looked, newest first, at most 1,000: the person looked up, and each opening of these dossiers',
      ),
    keeping: z
      .array(
        z.object({
          subject: z.string().meta({ description: 'what is kept', examples: ['dossier'] }),
          text: LocalText.describe('why and how long, in words'),
        }),
      )
      .describe('what is kept and why'),
  })
  .meta({ id: 'CitizenData', description: 'All that is kept about a person: personal data' });
export type CitizenData = z.infer<typeof CitizenData>;

/** What came of a request for erasure, in figures and in words. */
export const ErasureAnswer = z
  .object({
    erased: z
      .object({
        appointments: z
          .number()
          .int()
          .describe('of how many appointments the person is erased; those to come are cancelled'),
        citizen: z.boolean().describe('whether the record for the next visit was there and is erased'),
        dossiers: z
          .array(z.string().meta({ examples: ['H39.30-260302-0001'] }))
          .describe('codes of the dossiers whose personal data are erased'),
      })
      .describe('what was erased'),
    kept: z
      .array(
        z.object({
          code: z.string().meta({ description: 'dossier code', examples: ['H39.30-260302-0001'] }),
          until: Day.nullable().describe('the day from which it is erased; null: no end is set'),
          text: LocalText.describe('why it is kept'),
        }),
      )
      .describe('what the law makes us keep'),
    text: LocalText.describe('the answer to the citizen'),
  })
  .meta({ id: 'ErasureAnswer', description: 'What of a person was erased, and what is kept by law' });
export type ErasureAnswer = z.infer<typeof ErasureAnswer>;
