import { appError, type AppError } from '../errors.ts';
import { isAppointmentCode, parseAppointmentCode } from './appointment-code.ts';
import { parseCitizenCard } from './citizen-card.ts';
import { findDossierCode, parseDossierCode, type DossierCode } from './dossier-code.ts';
import { isTicketQr, parseTicketQr } from './qr-payload.ts';
import type { ScanMeaning, Symbology } from './scan-meaning.ts';
import { readScannerTest } from './scanner-test-code.ts';

type RefusedKind = Extract<ScanMeaning, { meaning: 'refused' }>['fields']['kind'];

const aimIdentifier = /^\][A-Za-z][0-9A-Za-z]/;
const aimIdentifiers = /^(\][A-Za-z][0-9A-Za-z])+/;
/** `\000026` before the data says that they are UTF-8; other designators have six digits too. */
const eciDesignator = /^\\\d{6}/;
/** Health insurance card: its number, then the name as UTF-8 in hexadecimal (practice, rules.md §6.2). */
const healthInsurance = /^([A-Z]{2}\d{13}|\d{10})\|([0-9a-f]{2}){2,}\|/i;
/** Goods and shipments (GS1): Code 128, QR, Data Matrix, DotCode with FNC1 first, and DataBar. */
const gs1 = /^(\][A-Za-z][0-9A-Za-z])*\](C1|Q[34]|d[25]|J[14]|e[0-9])/;
const address = /^([a-z][a-z0-9+.-]*:\/\/|www\.)/i;
/** An address that people open in a browser; `javascript:` and the like are none. */
const webAddress = /^(https?:\/\/|www\.)/i;
/** What no code of ours and no enquiry address holds: controls, invisible and direction marks, markup, formulas. */
const hostile = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>"'`{}()[\]|;\\]|^[=+@-]/u;
/** Fields of a payment QR that must fit together before it is taken for one: format, method, account. */
const leastPaymentFields = 3;

/** The AIM identifier (`]Q1`, `]C0`) that a scanner put before the data, null where it sends none. */
export function aimIdentifierOf(text: string): string | null {
  return aimIdentifier.exec(withoutControls(text))?.[0] ?? null;
}

/** The symbology that an AIM identifier names (ISO/IEC 15424); `unknown` without one. */
export function symbologyOf(identifier: string | null): Symbology {
  if (identifier === null) return 'unknown';
  if (identifier.startsWith(']Q')) return 'qr';
  return identifier.startsWith(']C') ? 'code128' : 'other';
}

/**
 * What a scan means: a ticket or an appointment of ours, a dossier (bare code or a public enquiry address with one), a citizen card, the test
 * code of the settings; or a refusal that says of which kind the code is. Refusals never hold a word of what was read: it may be anybody's data.
 *
 * `text` as the scanner sent it, decoded: AIM identifier, ECI designator, control prefix and suffix are taken off here.
 * `lettersSuspect`: it came by keyboard, see {@link parseCitizenCard}.
 */
export function resolveScan(text: string, hints: { readonly lettersSuspect?: boolean } = {}): ScanMeaning {
  if (gs1.test(withoutControls(text))) return refused('gs1', appError('scan-foreign', { kind: 'gs1' }));
  const data = dataOf(text);
  const letters = readScannerTest(data);
  if (letters !== null) return { meaning: 'testCode', fields: { letters } };
  const ticket = parseTicketQr(data);
  if (ticket !== null)
    return { meaning: 'ticket', fields: { ticketId: ticket.ticketId, number: ticket.number } };
  if (isTicketQr(data)) return refused('torn', appError('scan-torn'));

  const appointment = parseAppointmentCode(data);
  if (appointment !== null) return { meaning: 'appointment', fields: { code: appointment } };
  if (isAppointmentCode(data)) return refused('torn', appError('scan-torn'));

  const card = parseCitizenCard(data, hints);
  if (card.ok) return { meaning: 'citizenCard', fields: card.value };
  if (card.error.code === 'scan-torn') return refused('torn', card.error);

  if (isPayment(data)) return refused('payment', appError('scan-foreign', { kind: 'payment' }));
  if (healthInsurance.test(data))
    return refused('healthInsurance', appError('scan-foreign', { kind: 'healthInsurance' }));

  const dossier = readDossier(data);
  if (dossier !== null) return { meaning: 'dossier', fields: { code: dossier.code, format: dossier.format } };

  if (address.test(data)) return refused('url', appError('scan-foreign', { kind: 'url' }));
  if (data.includes('\ufffd')) return refused('encoding', appError('scan-unknown', { kind: 'encoding' }));
  return refused('unknown', appError('scan-unknown', { characters: data.length }));
}

/**
 * The one code of a plain text or of an enquiry address. A code wrapped in anything else is somebody's trick, or a
 * mistake. Case as a whole is forgiven (Caps Lock turns it around in a keyboard scanner); a bare code in both cases is
 * the beginning of an address that ran into a code.
 */
function readDossier(data: string): DossierCode | null {
  if (hostile.test(data) || (address.test(data) && !webAddress.test(data))) return null;
  if (/[a-z]/.test(data) && /[A-Z]/.test(data) && parseDossierCode(data).ok) return null;
  return findDossierCode(data);
}

function refused(kind: RefusedKind, error: AppError): ScanMeaning {
  return { meaning: 'refused', fields: { kind, error } };
}

/** The data without what scanners put around them. */
function dataOf(text: string): string {
  // Twice where both the report of a HID scanner and its data say it.
  const inner = withoutControls(text).replace(aimIdentifiers, '');
  if (!eciDesignator.test(inner)) return withoutControls(inner);
  // With a designator the scanner doubles each backslash of the data.
  return withoutControls(inner.replace(eciDesignator, '').replaceAll('\\\\', '\\'));
}

/** Without control characters and spaces at both ends (STX and ETX, CR LF, tabs). */
function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it takes off
  return text.replace(/^[\u0000-\u0020\u007f\ufeff]+|[\u0000-\u0020\u007f]+$/g, '');
}

/**
 * Whether it is a payment QR (EMVCo merchant-presented, VietQR): fields of a tag and a length of two digits each, from
 * `000201` on, that fit together as far as they go. A payment that names a dossier is still a payment.
 */
function isPayment(data: string): boolean {
  if (!data.startsWith('000201')) return false;
  let fields = 0;
  for (let at = 0; at < data.length; fields += 1) {
    const head = /^\d{4}$/.exec(data.slice(at, at + 4));
    if (head === null) break;
    const next = at + 4 + Number(data.slice(at + 2, at + 4));
    if (next > data.length) break;
    at = next;
  }
  return fields >= leastPaymentFields;
}
