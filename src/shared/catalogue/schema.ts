import { z } from 'zod';
import { Procedure } from '../api/procedures.ts';
import { CounterId, Day, GroupCode, LocalText } from '../api/primitives.ts';
import { Site, Unit } from '../api/site.ts';

/**
 * Shapes of the files in `assets/catalogue`: what a new central server is filled with. The files are data with a
 * source; once loaded, the server's copy is the one that counts.
 */

/** `procedures/<field>.json`: the procedures of one field (lĩnh vực). All of them carry the field's name. */
export const ProcedureFile = z
  .object({
    field: z.string().min(1).describe('lĩnh vực, as the national catalogue names it'),
    fieldCode: z.string().nullable().describe('e.g. G15-TP07 (TT 01/2018/TT-VPCP Art 20); null: not known'),
    asOf: Day.describe('day on which the source was read'),
    procedures: z.array(Procedure).min(1),
  })
  .superRefine((file, context) => {
    for (const [index, procedure] of file.procedures.entries()) {
      if (procedure.field !== file.field || procedure.fieldCode !== file.fieldCode) {
        context.addIssue({
          code: 'custom',
          path: ['procedures', index, 'field'],
          message: `belongs to ${procedure.field}, but the file is of ${file.field}`,
        });
      }
    }
  });
export type ProcedureFile = z.infer<typeof ProcedureFile>;

/** `organisation.json`: the province and its units, each with the days between which it existed. */
export const OrganisationFile = z.object({
  province: z.object({
    code: z
      .string()
      .regex(/^[A-Y]\d{2}$/)
      .describe('first group of the unit codes of QĐ 20/2020/QĐ-TTg'),
    name: z.string().min(1),
    source: z.string().min(1),
  }),
  notVerified: z.array(z.string()).describe('what a person must still confirm'),
  units: z.array(Unit).min(1),
});
export type OrganisationFile = z.infer<typeof OrganisationFile>;

/** A group of services at the kiosk: one letter, one queue. */
export const GroupSeed = z.object({
  code: GroupCode,
  name: LocalText,
  description: LocalText.describe('for the citizen at the kiosk: what one comes to this queue for'),
  fields: z.array(z.string().min(1)).describe('empty: visits without a procedure, such as fetching a result'),
});
export type GroupSeed = z.infer<typeof GroupSeed>;

export const CounterSeed = z.object({
  id: CounterId,
  number: z.number().int().min(1),
  name: LocalText,
  groupCodes: z.array(GroupCode).min(1),
});
export type CounterSeed = z.infer<typeof CounterSeed>;

/** A site with its queue: groups and counters that fit together. */
export const SiteSeed = z
  .object({
    site: Site,
    groups: z.array(GroupSeed).min(1),
    counters: z.array(CounterSeed).min(1),
    notVerified: z.array(z.string()).describe('settings that a person must confirm before real use'),
  })
  .superRefine((seed, context) => {
    for (const message of queueFaults(seed.groups, seed.counters)) {
      context.addIssue({ code: 'custom', path: ['groups'], message });
    }
  });
export type SiteSeed = z.infer<typeof SiteSeed>;

/** `sites.json`: the sites that a new central server starts with. */
export const SitesFile = z.object({ sites: z.array(SiteSeed).min(1) });
export type SitesFile = z.infer<typeof SitesFile>;

/** All files together, checked against each other: codes are unique, and each field has its one group at each site. */
export const Catalogue = z
  .object({
    procedureFiles: z.array(ProcedureFile).min(1),
    organisation: OrganisationFile,
    sites: SitesFile,
  })
  .superRefine((catalogue, context) => {
    for (const message of catalogueFaults(catalogue.procedureFiles, catalogue.sites.sites)) {
      context.addIssue({ code: 'custom', message });
    }
  });
export type Catalogue = z.infer<typeof Catalogue>;

/**
 * Code of the group in which a field's procedures are handled; null where the site has none.
 * @param groups groups of one site
 */
export function groupOfField(groups: readonly GroupSeed[], field: string): string | null {
  return groups.find((group) => group.fields.includes(field))?.code ?? null;
}

function queueFaults(groups: readonly GroupSeed[], counters: readonly CounterSeed[]): string[] {
  const codes = groups.map((group) => group.code);
  const served = new Set(counters.flatMap((counter) => counter.groupCodes));
  return [
    ...repeated(codes).map((code) => `two groups have the letter ${code}`),
    ...repeated(groups.flatMap((group) => group.fields)).map(
      (field) => `"${field}" stands twice in the groups`,
    ),
    ...repeated(counters.map((counter) => counter.id)).map((id) => `two counters have the id ${id}`),
    ...repeated(counters.map((counter) => String(counter.number))).map(
      (number) => `two counters have the number ${number}`,
    ),
    ...codes.filter((code) => !served.has(code)).map((code) => `no counter serves group ${code}`),
    ...[...served]
      .filter((code) => !codes.includes(code))
      .map((code) => `a counter serves ${code}, no group`),
  ];
}

function catalogueFaults(files: readonly ProcedureFile[], sites: readonly SiteSeed[]): string[] {
  const procedures = files.flatMap((file) => file.procedures);
  const faults = [
    ...repeated(files.map((file) => file.field)).map((field) => `two files for the field "${field}"`),
    ...repeated(procedures.map((procedure) => `${procedure.code} ${procedure.version}`)).map(
      (entry) => `${entry} stands twice in the catalogue`,
    ),
  ];
  for (const { site, groups } of sites) {
    for (const { field } of files) {
      if (groupOfField(groups, field) === null) faults.push(`site ${site.id} has no group for "${field}"`);
    }
  }
  return faults;
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
