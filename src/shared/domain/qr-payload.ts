import { Uuid } from '../api/primitives.ts';
import { parseTicketNumber, formatTicketNumber } from './ticket-number.ts';

/** What the QR of a ticket says: which ticket, and its number so that it can be shown before central has answered. */
export interface TicketQr {
  readonly ticketId: string;
  readonly number: string;
}

const prefix = 'QMC1:T:';

/**
 * The text of the QR on a ticket: `QMC1:T:<ticket id>:<number>`. Capitals, digits and punctuation only, so that a QR
 * encoder may use its alphanumeric mode: larger modules on the same paper, for the worst thermal printer. It names no
 * person and no site; a ticket of another site is simply not found.
 */
export function ticketQrPayload(ticket: TicketQr): string {
  return `${prefix}${ticket.ticketId.toUpperCase()}:${ticket.number}`;
}

/** Whether a text begins like the QR of a ticket, whole or torn. Case is forgiven: Caps Lock turns it in a keyboard scanner. */
export function isTicketQr(text: string): boolean {
  return text.slice(0, prefix.length).toUpperCase() === prefix;
}

/** Reads the text of a ticket's QR; null where it is none, or torn. */
export function parseTicketQr(text: string): TicketQr | null {
  if (!isTicketQr(text)) return null;
  const [id = '', written = '', ...rest] = text.slice(prefix.length).toUpperCase().split(':');
  const ticketId = Uuid.safeParse(id.toLowerCase());
  const number = parseTicketNumber(written);
  if (!ticketId.success || !number.ok || rest.length > 0) return null;
  const canonical = formatTicketNumber(number.value);
  return canonical === written ? { ticketId: ticketId.data, number: canonical } : null;
}

/**
 * The text of the QR on a receipt: the site's public enquiry address with the code in place of `{code}` (practice,
 * rules.md §2.3). Without such an address it is the bare code, as on the label of the folder.
 */
export function receiptQrPayload(lookupUrl: string, dossierCode: string): string {
  return lookupUrl.includes('{code}')
    ? lookupUrl.replaceAll('{code}', () => encodeURIComponent(dossierCode))
    : dossierCode;
}
