import { z } from 'zod';
import { Call, RatingScore, Ticket } from './queue.ts';
import { CounterId, GroupCode, Instant, SiteId, Uuid } from './primitives.ts';
import { DossierState } from './dossiers.ts';

const base = {
  siteId: SiteId,
  sequence: z.number().int().min(1).describe('place among the events of the site, from 1 without a gap'),
  at: Instant.describe('when it happened'),
};
const ticketEvent = z.object({ ticket: Ticket.describe('the ticket after it') });
const callEvent = z.object({
  ticket: Ticket.describe('the ticket after it'),
  call: Call.describe('the call'),
});
const ratingEvent = z.object({ ticketId: Uuid.describe('the visit'), score: RatingScore });
const dossierEvent = z.object({
  code: z.string().describe('code of the dossier'),
  state: DossierState.describe('its state after it'),
});

const counterEvent = z.object({ counterId: CounterId.describe('the counter') });
const groupEvent = z.object({
  groupCode: GroupCode.describe('the group'),
  open: z.boolean().describe('whether it gives out numbers from now on'),
});

function event<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.object({
    ...base,
    type: z.literal(type).describe('which kind of event'),
    data: data.describe('what it is about'),
  });
}

/**
 * What happened at a site, in order: `sequence` counts from 1 without a gap. No personal data, ever: a station that may
 * read a dossier asks for it.
 */
export const SiteEvent = z
  .discriminatedUnion('type', [
    event('ticket.issued', ticketEvent),
    event('ticket.called', callEvent),
    event('ticket.recalled', callEvent),
    event('ticket.started', ticketEvent),
    event('ticket.noShow', ticketEvent),
    event('ticket.restored', ticketEvent),
    event('ticket.finished', ticketEvent),
    event('ticket.parked', ticketEvent),
    event('ticket.unparked', ticketEvent),
    event('ticket.transferred', ticketEvent),
    event('ticket.nextService', ticketEvent),
    event('ticket.cancelled', ticketEvent),
    event('ticket.rated', ratingEvent),
    event('counter.paused', counterEvent),
    event('counter.resumed', counterEvent),
    event('counter.taken', counterEvent),
    event('counter.released', counterEvent),
    event('group.changed', groupEvent),
    event('group.arranged', z.object({})),
    event('queue.rulesChanged', z.object({})),
    event('dossier.received', dossierEvent),
    event('dossier.moved', dossierEvent),
  ])
  .meta({ id: 'SiteEvent', description: 'What happened at a site; holds no personal data' });
export type SiteEvent = z.infer<typeof SiteEvent>;
