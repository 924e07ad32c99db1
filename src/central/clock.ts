import { dayOfInstant } from '../shared/domain/centre-time.ts';

/** Time as an argument (design D12). */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const centreOffsetMs = 7 * 60 * 60 * 1000;

/** An instant as the API writes it: ISO 8601 with the centre's offset, to the millisecond. */
export function instantText(at: Date): string {
  return new Date(at.getTime() + centreOffsetMs).toISOString().replace('Z', '+07:00');
}

/** The calendar day of the centre, `YYYY-MM-DD`. */
export function centreDay(at: Date): string {
  const day = dayOfInstant(at.toISOString());
  if (day === null) throw new Error('the clock tells no time');
  return day;
}
