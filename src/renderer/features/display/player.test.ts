import { describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/api/queue.ts';
import { makePlayer, type PlayerOptions } from './player.ts';
import { spokenNumber } from './spoken-number.ts';

const at = '2026-03-02T02:00:00.000Z';
const now = Date.parse(at);
function call(number: number): Call {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    ticketId: `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    number: `A-${String(number).padStart(3, '0')}`,
    counterId: 'quay-1',
    counterNumber: 1,
    recall: false,
    at,
  };
}

/** Time that passes when the test says so. */
class Clock {
  readonly #sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  #now = 0;
  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => this.#sleepers.push({ until: this.#now + ms, wake }));
  async pass(ms: number): Promise<void> {
    this.#now += ms;
    for (const sleeper of [...this.#sleepers])
      if (sleeper.until <= this.#now) {
        this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
        sleeper.wake();
      }
    // Whatever was woken runs before the test goes on.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function player(announce: PlayerOptions['announce']) {
  const clock = new Clock();
  const store = makePlayer({ announce, sleep: clock.sleep, minimumMs: 100, announceLimitMs: 500 });
  store.getState().take([], now, new Set());
  const take = (...numbers: number[]): void =>
    store.getState().take(numbers.map(call).reverse(), now, new Set());
  return { clock, store, take, shown: () => store.getState().queue.showing?.number };
}

describe('player', () => {
  it('gives each of five calls that come at once its time on the screen', async () => {
    const announced: string[] = [];
    const { clock, take, shown, store } = player((found) => {
      announced.push(found.number);
      return Promise.resolve(true);
    });
    take(1, 2, 3, 4, 5);
    for (const number of ['A-001', 'A-002', 'A-003', 'A-004', 'A-005']) {
      expect(shown()).toBe(number);
      await clock.pass(99);
      expect(shown()).toBe(number);
      await clock.pass(1);
    }
    expect(announced).toEqual(['A-001', 'A-002', 'A-003', 'A-004', 'A-005']);
    expect(store.getState().announcing).toBeNull();
    expect(shown()).toBe('A-005');
  });

  it('goes on when the sound fails, and says that it was silent', async () => {
    const { clock, take, shown, store } = player(() => Promise.reject(new Error('no audio device')));
    take(1, 2);
    await clock.pass(100);
    expect(shown()).toBe('A-002');
    expect(store.getState().silent).toBe(true);
  });

  it('goes on when the sound throws before it begins', async () => {
    const { clock, take, shown } = player(() => {
      throw new Error('no AudioContext');
    });
    take(1, 2);
    await clock.pass(100);
    expect(shown()).toBe('A-002');
  });

  it('goes on when the sound never ends', async () => {
    const { clock, take, shown } = player(() => new Promise(() => undefined));
    take(1, 2);
    await clock.pass(100);
    expect(shown()).toBe('A-001');
    await clock.pass(400);
    expect(shown()).toBe('A-002');
  });

  it('announces a call that comes while another is being announced', async () => {
    const { clock, take, shown } = player(() => Promise.resolve(true));
    take(1);
    await clock.pass(50);
    take(1, 2);
    expect(shown()).toBe('A-001');
    await clock.pass(50);
    expect(shown()).toBe('A-002');
  });
});

it('speaks a number digit by digit', () => {
  expect(spokenNumber('A-025', 'vi')).toBe('A không hai năm');
  expect(spokenNumber('A-025', 'en')).toBe('A 0 2 5');
});
