import { describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/api/queue.ts';
import { advance, arrive, emptyQueue, history, tooOldMs } from './play-queue.ts';

const start = Date.parse('2026-03-02T02:00:00Z');
function call(number: number, atMs = 0, ticket = number): Call {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    ticketId: `10000000-0000-4000-8000-${String(ticket).padStart(12, '0')}`,
    number: `A-${String(ticket).padStart(3, '0')}`,
    counterId: 'quay-1',
    counterNumber: 1,
    recall: false,
    at: new Date(start + atMs).toISOString(),
  };
}
const nobody = new Set<string>();

describe('play queue', () => {
  it('does not announce what happened before the screen was opened', () => {
    const queue = arrive(emptyQueue, [call(2), call(1)], start, nobody);
    expect(queue.waiting).toEqual([]);
    expect(queue.showing).toBeNull();
  });

  it('shows, without announcing, a number that is being called as the screen opens', () => {
    const queue = arrive(emptyQueue, [call(2), call(1)], start, new Set([call(2).ticketId]));
    expect(queue.showing).toEqual(call(2));
    expect(queue.waiting).toEqual([]);
  });

  it('keeps every call that comes while another is shown, oldest first', () => {
    let queue = arrive(emptyQueue, [], start, nobody);
    queue = arrive(queue, [call(2), call(1)], start, nobody);
    queue = advance(queue);
    queue = arrive(queue, [call(5), call(4), call(3), call(2), call(1)], start, nobody);
    const shown = [queue.showing];
    while (queue.waiting.length > 0) {
      queue = advance(queue);
      shown.push(queue.showing);
    }
    expect(shown.map((found) => found?.number)).toEqual(['A-001', 'A-002', 'A-003', 'A-004', 'A-005']);
  });

  it('takes a recall for a call of its own, and the same call once', () => {
    let queue = arrive(emptyQueue, [], start, nobody);
    const recall = { ...call(2, 0, 1), recall: true };
    queue = arrive(queue, [call(1)], start, nobody);
    queue = arrive(queue, [recall, call(1)], start, nobody);
    queue = arrive(queue, [recall, call(1)], start, nobody);
    expect(queue.waiting).toEqual([call(1), recall]);
  });

  it('does not call people long after an outage', () => {
    let queue = arrive(emptyQueue, [], start, nobody);
    queue = arrive(queue, [call(2, tooOldMs), call(1, -1)], start + tooOldMs, nobody);
    expect(queue.waiting).toEqual([call(2, tooOldMs)]);
  });

  it('lists earlier calls below, each number once, and none that is still to be announced', () => {
    let queue = arrive(emptyQueue, [call(1)], start, nobody);
    const again = { ...call(3, 0, 1), recall: true };
    const calls = [call(4), again, call(2), call(1)];
    queue = advance(arrive(queue, calls, start, nobody));
    expect(queue.showing).toEqual(call(2));
    expect(history(queue, calls, 5)).toEqual([call(1)]);
    queue = advance(queue);
    expect(history(queue, calls, 5)).toEqual([call(2)]);
  });
});
