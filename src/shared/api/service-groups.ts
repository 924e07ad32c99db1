import { z } from 'zod';
import { Code, CounterId, GroupCode, Instant, RequiredLine, StationId, Uuid } from './primitives.ts';
import { Note } from './queue.ts';

const nameLimit = 60;
const descriptionLimit = 200;

function bothLanguages(limit: number) {
  const text = RequiredLine.pipe(z.string().max(limit));
  return z.object({ vi: text.describe('Vietnamese'), en: text.describe('English') });
}

/** A service group as an administrator sets it up. */
export const GroupSetting = z.object({
  code: GroupCode,
  name: bothLanguages(nameLimit).describe('what the kiosk calls it, in both languages'),
  description: bothLanguages(descriptionLimit).describe('what it is for, in a line, in both languages'),
  fields: z
    .array(RequiredLine)
    .max(500)
    .describe('fields (lĩnh vực) whose procedures are handled here; each field at one group'),
  procedureCodes: z
    .array(Code)
    .max(5000)
    .describe('procedures handled here though their field is not; each at one group'),
  counterIds: z.array(CounterId).min(1).max(200).describe('the counters that serve it'),
});
export type GroupSetting = z.infer<typeof GroupSetting>;

/**
 * All groups of a site, in the order in which kiosks show them. A letter, a field and a procedure stand once, so that each
 * procedure has one group at the most.
 */
export const GroupList = z
  .array(GroupSetting)
  .min(1)
  .max(26)
  .superRefine((groups, context) => {
    const lists = {
      code: groups.map(({ code }) => [code]),
      fields: groups.map(({ fields }) => fields),
      procedureCodes: groups.map(({ procedureCodes }) => procedureCodes),
    };
    for (const [name, list] of Object.entries(lists)) {
      const seen = new Set<string>();
      for (const [index, values] of list.entries())
        for (const value of values) {
          if (seen.has(value))
            context.addIssue({ code: 'custom', path: [index, name], message: `"${value}" stands twice` });
          seen.add(value);
        }
    }
  })
  .describe('all groups, in the order in which kiosks show them');

/** What stands in the way of removing a group, and of giving its letter to another. */
export const GroupUse = z
  .object({
    groupCode: GroupCode,
    issued: z.number().int().describe('numbers given out today'),
    unfinished: z
      .number()
      .int()
      .describe('numbers of today that wait, are served, parked, or may be put back after nobody came'),
    appointments: z.number().int().describe('appointments from today on whose people have not come yet'),
  })
  .meta({ id: 'GroupUse', description: 'What depends on a service group now' });
export type GroupUse = z.infer<typeof GroupUse>;

/** The groups of a site as they are set up, with what an administrator needs to change them. */
export const ServiceGroups = z
  .object({
    revision: z.number().int().min(0).describe('grows with every change; a change says which it is based on'),
    groups: z.array(GroupSetting).describe('the groups, in the order in which kiosks show them'),
    counters: z
      .array(
        z.object({
          id: CounterId,
          number: z.number().int().min(1).describe('the number over the counter'),
          name: z
            .object({ vi: z.string().describe('Vietnamese'), en: z.string().describe('English') })
            .describe('what it is called, in both languages'),
        }),
      )
      .describe('the counters of the site, by number'),
    procedures: z
      .array(
        z.object({
          code: Code.meta({ description: 'code of the procedure', examples: ['1.001193'] }),
          name: z.string().describe('its name'),
          field: z.string().describe('its field (lĩnh vực)'),
        }),
      )
      .describe('the procedures in force today or from a later day, by field and name'),
    uses: z
      .array(GroupUse)
      .describe('what depends on each letter, those of removed groups of today included'),
  })
  .meta({ id: 'ServiceGroups', description: 'The service groups of a site as they are set up' });
export type ServiceGroups = z.infer<typeof ServiceGroups>;

/** All groups as they are to be. What is not in it is removed. */
export const ArrangeGroups = z.object({
  stationId: StationId,
  groups: GroupList,
  basedOn: z
    .number()
    .int()
    .min(0)
    .describe(
      'the revision that the caller read: where another is in force, nothing is set (`changed-meanwhile`)',
    ),
  note: Note.describe('why, for the audit log'),
});

/** How the groups were set up before: what an undo goes back to. */
export const GroupHistory = z
  .object({
    items: z
      .array(
        z.object({
          revision: z.number().int().min(0).describe('which revision'),
          at: Instant.describe('when it was set; of the first one, when it was first changed'),
          officerId: Uuid.nullable().describe('who set it; null: the program, or nobody was signed in'),
          officerName: z
            .string()
            .nullable()
            .meta({
              description: 'their name, of whoever still works here; null: not known',
              examples: [null],
            }),
          groups: z.array(GroupSetting).describe('all groups as they were'),
        }),
      )
      .describe('the newest first, at most 20'),
  })
  .meta({ id: 'GroupHistory', description: 'How the service groups were set up before' });
export type GroupHistory = z.infer<typeof GroupHistory>;
