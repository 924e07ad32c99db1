import { z } from 'zod';
import { Call, RatingScore, Ticket } from './queue.ts';
import { Instant, SiteId, Uuid } from './primitives.ts';
import { DossierState } from './dossiers.ts';

const base = { siteId: SiteId, sequence: z.number().int().min(1), at: Instant };
const ticketEvent = z.object({ ticket: Ticket });
const callEvent = z.object({ ticket: Ticket, call: Call });

/**
 * What happened at a site, in order: `sequence` counts from 1 without a gap. No personal data, ever: a station that may
 * read a dossier asks for it.
 */
export const SiteEvent = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('ticket.issued'), data: ticketEvent }),
  z.object({ ...base, type: z.literal('ticket.called'), data: callEvent }),
  z.object({ ...base, type: z.literal('ticket.recalled'), data: callEvent }),
  z.object({ ...base, type: z.literal('ticket.started'), data: ticketEvent }),
  z.object({ ...base, type: z.literal('ticket.noShow'), data: ticketEvent }),
  z.object({ ...base, type: z.literal('ticket.restored'), data: ticketEvent }),
  z.object({ ...base, type: z.literal('ticket.finished'), data: ticketEvent }),
  z.object({
    ...base,
    type: z.literal('ticket.rated'),
    data: z.object({ ticketId: Uuid, score: RatingScore }),
  }),
  z.object({
    ...base,
    type: z.literal('dossier.received'),
    data: z.object({ code: z.string(), state: DossierState }),
  }),
  z.object({
    ...base,
    type: z.literal('dossier.moved'),
    data: z.object({ code: z.string(), state: DossierState }),
  }),
]);
export type SiteEvent = z.infer<typeof SiteEvent>;
