import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TicketState } from '../api/queue.ts';
import { moveTicket, ticketSteps, type TicketAction } from './ticket-state.ts';

const actions: TicketAction[] = [
  'call',
  'callChosen',
  'recall',
  'start',
  'noShow',
  'restore',
  'park',
  'unpark',
  'transfer',
  'nextService',
  'finish',
  'cancel',
];

/** Follows actions from `waiting`; the first illegal one ends it. */
function follow(...steps: TicketAction[]): string {
  let state: TicketState = 'waiting';
  for (const action of steps) {
    const result = moveTicket(state, action);
    if (!result.ok) return `${result.error.code} ${JSON.stringify(result.error.detail)}`;
    state = result.value;
  }
  return state;
}

describe('the life of a number', () => {
  it('goes from the kiosk to the end of the visit', () => {
    expect(follow('call', 'recall', 'recall', 'start', 'finish')).toBe('finished');
  });

  it('may end straight after the call, in a hall too full to say that the person has come', () => {
    expect(follow('call', 'finish')).toBe('finished');
  });

  it('comes back after nobody came, as often as needed', () => {
    expect(follow('call', 'noShow', 'restore', 'call', 'noShow', 'restore', 'call', 'start')).toBe('serving');
  });

  it('may be parked in the middle, and taken back into the queue or called by name', () => {
    expect(follow('call', 'start', 'park', 'unpark', 'call', 'park', 'callChosen', 'start')).toBe('serving');
  });

  it('goes on to another counter or service with the visit begun or not', () => {
    expect(follow('transfer', 'call', 'transfer', 'call', 'start', 'transfer')).toBe('waiting');
    expect(follow('call', 'start', 'nextService', 'call', 'nextService')).toBe('waiting');
  });

  it('may be called although nobody had come before', () => {
    expect(follow('call', 'noShow', 'callChosen', 'start', 'finish')).toBe('finished');
  });

  it.each([
    ['a start without a call', ['start'], { from: 'waiting', action: 'start' }],
    ['a second call by another counter', ['call', 'call'], { from: 'called', action: 'call' }],
    ['an end of a visit that was never called', ['finish'], { from: 'waiting', action: 'finish' }],
    [
      'nobody came, in the middle of a visit',
      ['call', 'start', 'noShow'],
      { from: 'serving', action: 'noShow' },
    ],
    ['cancelling a visit that has begun', ['call', 'start', 'cancel'], { from: 'serving', action: 'cancel' }],
    ['parking who was never called', ['park'], { from: 'waiting', action: 'park' }],
    ['sending on who is parked', ['call', 'park', 'transfer'], { from: 'parked', action: 'transfer' }],
    ['restoring a number that is waiting', ['restore'], { from: 'waiting', action: 'restore' }],
    ['a second end', ['call', 'start', 'finish', 'finish'], { from: 'finished', action: 'finish' }],
  ] as const)('refuses %s', (_, steps, detail) => {
    expect(follow(...steps)).toBe(`illegal-transition ${JSON.stringify(detail)}`);
  });

  it('never leaves finished or cancelled, whatever is tried', () => {
    fc.assert(
      fc.property(fc.constantFrom('finished', 'cancelled'), fc.constantFrom(...actions), (state, action) => {
        expect(moveTicket(state, action).ok).toBe(false);
      }),
    );
  });

  it('can always come to an end', () => {
    const ends = new Set<TicketState>(['finished', 'cancelled']);
    for (let round = 0; round < TicketState.options.length; round += 1)
      for (const state of TicketState.options)
        if (Object.values(ticketSteps[state]).some((next) => ends.has(next))) ends.add(state);
    expect([...ends].sort()).toEqual([...TicketState.options].sort());
  });
});
