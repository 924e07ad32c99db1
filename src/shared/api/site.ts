import { z } from 'zod';
import { CounterId, Instant, Line, RequiredLine, SiteId, StationId } from './primitives.ts';

export const StationRole = z.enum(['counter', 'kiosk', 'display', 'supervisor', 'rating']);
export type StationRole = z.infer<typeof StationRole>;

/** A centre or one-stop unit, as it stands at the head of its papers. */
export const Site = z
  .object({
    id: SiteId,
    name: z.string().describe('in full, as on papers'),
    shortName: z.string().describe('as in the head of a window'),
    parent: z.string().describe('cơ quan chủ quản, first line of the left block'),
    place: z.string().describe('địa danh, as before the date on a form'),
    address: z.string().describe('postal address'),
    phone: z.string().describe('number to ask at'),
    website: z.string().describe('address of its site on the web'),
    unitCode: z.string().describe('first part of its dossier codes, by QĐ 20/2020/QĐ-TTg'),
    lookupUrl: z.string().describe('public enquiry address; the code is put in place of {code}'),
    openings: z
      .array(z.object({ from: z.string().describe('HH:mm'), to: z.string().describe('HH:mm') }))
      .describe('blocks of a working day, HH:mm'),
  })
  .meta({ id: 'Site', description: 'A centre or one-stop unit, as it stands at the head of its papers' });
export type Site = z.infer<typeof Site>;

export const Unit = z
  .object({
    code: z.string().describe('identification code by QĐ 20/2020/QĐ-TTg'),
    name: z.string().describe('its name'),
    kind: z.enum(['department', 'district', 'commune']).describe('level of the unit'),
    validFrom: z.string().describe('first day of the code, YYYY-MM-DD'),
    validTo: z.string().nullable().describe('last day of the code; null: still in use'),
    source: z.string().describe('the text that gives the code'),
  })
  .meta({ id: 'Unit', description: 'A unit of the province with its identification code' });
export type Unit = z.infer<typeof Unit>;

/** The units of a site's province, old ones included: their codes stay readable on old dossiers. */
export const UnitList = z
  .object({ items: z.array(Unit).describe('the units, by code') })
  .meta({ id: 'UnitList', description: 'Units of a province, old ones included' });

/** A station says who it is when it connects; central answers with the site. */
export const StationHello = z.object({
  stationId: StationId,
  role: StationRole.describe('what the station is'),
  name: RequiredLine.describe('what people call it'),
  counterId: CounterId.nullable().default(null).describe('the counter that it stands at; null: none'),
  appVersion: Line.pipe(z.string().max(40)).describe('version of the app on it'),
});
export type StationHello = z.infer<typeof StationHello>;

/**
 * How far the server's commands are safe against a power cut (design D5). On PostgreSQL that is every answered command;
 * embedded, it is those up to the last sync of the database's files.
 */
export const Durability = z
  .object({
    engine: z.enum(['embedded', 'postgresql']).describe('which database'),
    durableThrough: z
      .number()
      .int()
      .describe('commands with a `Command-Sequence` up to this one survive a power cut'),
  })
  .meta({ id: 'Durability', description: 'Up to which command a power cut loses nothing' });
export type Durability = z.infer<typeof Durability>;

export const Health = z
  .object({
    status: z.literal('ok').describe('it answers'),
    version: z.string().describe('of the program'),
    at: Instant.describe('the clock of the server'),
  })
  .meta({ id: 'Health', description: 'That the server answers' });
