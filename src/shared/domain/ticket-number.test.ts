import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ticket } from '../api/queue.ts';
import { formatTicketNumber, largestTicketNumber, parseTicketNumber } from './ticket-number.ts';

const ticket = fc.record({
  groupCode: fc.stringMatching(/^[A-Z]$/),
  number: fc.integer({ min: 1, max: largestTicketNumber }),
});

describe('queue numbers', () => {
  it.each([
    [1, 'A-001'],
    [25, 'A-025'],
    [999, 'A-999'],
    [1000, 'A-1000'],
  ])('writes %i as %s', (number, text) => {
    expect(formatTicketNumber({ groupCode: 'A', number })).toBe(text);
  });

  it('are read back as written, and fit the API', () => {
    fc.assert(
      fc.property(ticket, (value) => {
        const text = formatTicketNumber(value);
        expect(parseTicketNumber(text)).toEqual({ ok: true, value });
        expect(Ticket.shape.number.safeParse(text).success).toBe(true);
      }),
    );
  });

  it.each(['a25', 'A25', ' A-025 ', 'a 025', 'A-0025'])('reads %j as people type it', (text) => {
    expect(parseTicketNumber(text)).toEqual({ ok: true, value: { groupCode: 'A', number: 25 } });
  });

  it.each(['', 'A', '25', 'AB-025', 'A-000', 'A-12345', 'A--25', 'Đ-025', 'H39.30-260302-0001'])(
    'refuses %j',
    (text) => {
      expect(parseTicketNumber(text)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    },
  );

  it.each([
    { groupCode: 'a', number: 1 },
    { groupCode: 'A', number: 0 },
    { groupCode: 'A', number: 10_000 },
    { groupCode: 'A', number: 1.5 },
  ])('are not made from %j', (value) => {
    expect(() => formatTicketNumber(value)).toThrow(RangeError);
  });
});
