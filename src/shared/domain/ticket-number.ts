import { GroupCode } from '../api/primitives.ts';
import { appError, type AppError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';

/** The largest number of a group in a day: the API's form has room for four digits. */
export const largestTicketNumber = 9999;

/** A queue number: the letter of its service group and its number of the day. */
export interface TicketNumber {
  readonly groupCode: string;
  readonly number: number;
}

/**
 * A number as printed, shown and spoken: letter, hyphen, three digits, four from 1000 on (practice, rules.md §7), e.g.
 * `A-025`. Throws on a group or number that no ticket can have.
 */
export function formatTicketNumber(ticket: TicketNumber): string {
  if (!GroupCode.safeParse(ticket.groupCode).success)
    throw new RangeError(`not a group: ${ticket.groupCode}`);
  if (!Number.isInteger(ticket.number) || ticket.number < 1 || ticket.number > largestTicketNumber)
    throw new RangeError(`not a ticket number: ${ticket.number}`);
  return `${ticket.groupCode}-${String(ticket.number).padStart(3, '0')}`;
}

/**
 * Reads a number as people type it: `A-025`, `a25`, `A 025`. Error: `bad-request` with an `example`.
 */
export function parseTicketNumber(text: string): Result<TicketNumber, AppError> {
  const match = /^([A-Z])[ -]?(\d{1,4})$/.exec(text.trim().toUpperCase());
  const [, groupCode, digits] = match ?? [];
  if (groupCode === undefined || Number(digits) < 1)
    return err(appError('bad-request', { example: 'A-025' }, 'not a ticket number'));
  return ok({ groupCode, number: Number(digits) });
}
