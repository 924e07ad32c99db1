import { z } from 'zod';
import { CounterId, Instant, LocalText, SiteId, StationId } from './primitives.ts';

export const StationRole = z.enum(['counter', 'kiosk', 'display', 'supervisor', 'rating']);
export type StationRole = z.infer<typeof StationRole>;

/** A centre or one-stop unit, as it stands at the head of its papers. */
export const Site = z
  .object({
    id: SiteId,
    name: z.string(),
    shortName: z.string(),
    parent: z.string().describe('cơ quan chủ quản, first line of the left block'),
    place: z.string().describe('địa danh, as before the date on a form'),
    address: z.string(),
    phone: z.string(),
    website: z.string(),
    unitCode: z.string().describe('first part of its dossier codes, by QĐ 20/2020/QĐ-TTg'),
    lookupUrl: z.string().describe('public enquiry address; the code is put in place of {code}'),
    openings: z
      .array(z.object({ from: z.string(), to: z.string() }))
      .describe('blocks of a working day, HH:mm'),
  })
  .meta({ id: 'Site' });
export type Site = z.infer<typeof Site>;

export const Unit = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.enum(['department', 'district', 'commune']),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    source: z.string(),
  })
  .meta({ id: 'Unit' });
export type Unit = z.infer<typeof Unit>;

/** The units of a site's province, old ones included: their codes stay readable on old dossiers. */
export const UnitList = z.object({ items: z.array(Unit) }).meta({ id: 'UnitList' });

/** A station says who it is when it connects; central answers with the site. */
export const StationHello = z.object({
  stationId: StationId,
  role: StationRole,
  name: LocalText.shape.vi,
  counterId: CounterId.nullable().default(null),
  appVersion: z.string().max(40),
});
export type StationHello = z.infer<typeof StationHello>;

/**
 * How far the server's commands are safe against a power cut (design D5). On PostgreSQL that is every answered command;
 * embedded, it is those up to the last sync of the database's files.
 */
export const Durability = z
  .object({
    engine: z.enum(['embedded', 'postgresql']),
    durableThrough: z
      .number()
      .int()
      .describe('commands with a `Command-Sequence` up to this one survive a power cut'),
  })
  .meta({ id: 'Durability' });
export type Durability = z.infer<typeof Durability>;

export const Health = z
  .object({ status: z.literal('ok'), version: z.string(), at: Instant })
  .meta({ id: 'Health' });
