import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallNextAnswer, SiteSnapshot, Ticket } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { called, callNext, issue, serve, step } from '../testing/counter-work.ts';
import { monday, openTestCentral, type TestCentral } from '../testing/test-central.ts';

let central: TestCentral;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());
beforeEach(async () => {
  central.clock.set(monday);
  api = await central.newSite();
});

const snapshot = async (): Promise<SiteSnapshot> => (await api.get(paths.snapshot)).as(SiteSnapshot);

describe('numbers', () => {
  it('have no gap and no double when many kiosks ask at once', async () => {
    const tickets = await Promise.all(Array.from({ length: 30 }, () => issue(api)));
    const numbers = tickets.map((ticket) => ticket.number).sort();
    expect(numbers).toEqual(
      Array.from({ length: 30 }, (_, index) => `A-${String(index + 1).padStart(3, '0')}`),
    );
  });

  it('count for each group, and from 1 on a new day of the centre', async () => {
    expect((await issue(api, 'A')).number).toBe('A-001');
    expect((await issue(api, 'B')).number).toBe('B-001');
    // 23:59 of the same day at the centre is 16:59 UTC: the day changes by the centre's clock.
    central.clock.set('2026-03-02T23:59:00+07:00');
    expect((await issue(api, 'A')).number).toBe('A-002');
    central.clock.set('2026-03-03T00:01:00+07:00');
    expect(await issue(api, 'A')).toMatchObject({ number: 'A-001', day: '2026-03-03' });
  });

  it('are not used up by a group that is refused', async () => {
    await central.database
      .updateTable('service_group')
      .set({ is_open: false })
      .where('site_id', '=', api.siteId)
      .where('code', '=', 'B')
      .execute();
    const refused = await api.post(paths.tickets, { groupCode: 'B', stationId: 'kiosk-1' });
    expect([refused.status, refused.code()]).toEqual([409, 'group-closed']);
    const unknown = await api.post(paths.tickets, { groupCode: 'Z', stationId: 'kiosk-1' });
    expect([unknown.status, unknown.code()]).toEqual([404, 'not-found']);
    expect((await snapshot()).groups.map((group) => [group.code, group.open])).toEqual([
      ['A', true],
      ['B', false],
    ]);
  });
});

describe('calling', () => {
  it('never gives one number to two counters, however many call at once', async () => {
    const issued: string[] = [];
    for (let count = 0; count < 12; count += 1) issued.push((await issue(api)).id);
    const seen: string[] = [];
    const counters = ['quay-1', 'quay-2', 'quay-3', 'quay-4'];
    while (seen.length < issued.length) {
      // Each counter calls five times in the same moment; one call of each is served, the others meet a busy counter.
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => callNext(api, counters[index % counters.length])),
      );
      const served = answers
        .filter((answer) => answer.status === 200)
        .map((answer) => answer.as(CallNextAnswer).ticket!);
      expect(served).toHaveLength(counters.length);
      for (const answer of answers.filter((one) => one.status !== 200))
        expect(answer.code()).toBe('counter-busy');
      for (const ticket of served) {
        seen.push(ticket.id);
        await step(api, 'noShow', ticket.id, ticket.counterId!);
      }
    }
    expect(seen).toEqual([...new Set(seen)]);
    expect([...seen].sort()).toEqual([...issued].sort());
  });

  it('serves precedence first, but lets the longest waiting through by the ratio', async () => {
    const ordinary = [];
    for (let count = 0; count < 2; count += 1) ordinary.push((await issue(api)).number);
    const elderly = [];
    for (let count = 0; count < 3; count += 1) elderly.push((await issue(api, 'A', 'elderly')).number);
    const expected = [elderly[0], elderly[1], ordinary[0], elderly[2], ordinary[1]];
    expect((await snapshot()).waiting.map((ticket) => ticket.number)).toEqual(expected);
    const order = [];
    for (let count = 0; count < 5; count += 1) order.push((await serve(api)).number);
    // Two of three for precedence: after the third call the window holds one, so the last of them goes.
    expect(order).toEqual(expected);
  });

  it('shows the order with its reasons', async () => {
    await issue(api);
    central.clock.advance(60);
    await issue(api, 'A', 'disabled');
    const [first, second] = (await snapshot()).waiting;
    expect(first?.reason).toEqual({
      rule: 'priority',
      priority: 'disabled',
      cameBy: 'issue',
      waitedSeconds: 0,
    });
    expect(second?.reason).toEqual({
      rule: 'longestWaiting',
      priority: 'normal',
      cameBy: 'issue',
      waitedSeconds: 60,
    });
  });

  it('names the number that keeps the counter busy', async () => {
    await issue(api);
    await issue(api);
    await called(api);
    const again = await callNext(api);
    expect([again.status, again.code()]).toEqual([409, 'counter-busy']);
    expect(again.body).toMatchObject({ parameters: { number: 'A-001' } });
    expect(again.body).toMatchObject({ detail: expect.stringContaining('A-001') as string });
  });

  it('recalls as a new call, newest first on the board', async () => {
    await issue(api);
    const ticket = await called(api);
    const recalled = (await step(api, 'recall', ticket.id)).as(Ticket);
    expect(recalled).toMatchObject({ state: 'called', calls: 2 });
    const { calls } = await snapshot();
    expect(calls.map((call) => call.recall)).toEqual([true, false]);
    expect(new Set(calls.map((call) => call.id)).size).toBe(2);
  });

  it('puts an absent number back to the front, on its own day only', async () => {
    const first = await issue(api);
    await issue(api, 'A', 'elderly');
    await called(api, 'quay-2');
    await called(api, 'quay-1');
    expect((await step(api, 'noShow', first.id, 'quay-1')).as(Ticket)).toMatchObject({
      state: 'noShow',
      misses: 1,
    });
    expect((await snapshot()).absent.map((ticket) => ticket.number)).toEqual(['A-001']);
    await issue(api, 'A', 'elderly');
    expect((await step(api, 'restore', first.id, 'quay-3')).as(Ticket)).toMatchObject({
      state: 'waiting',
      counterId: null,
    });
    expect((await snapshot()).waiting[0]).toMatchObject({ number: 'A-001', reason: { rule: 'restored' } });
    expect((await called(api, 'quay-1')).number).toBe('A-001');
    await step(api, 'noShow', first.id, 'quay-1');
    central.clock.advance(24 * 3600);
    const late = await step(api, 'restore', first.id);
    expect([late.code(), late.status]).toEqual(['illegal-transition', 409]);
    expect(late.body).toMatchObject({ parameters: { rule: 'day-over' } });
  });

  it('is free the next morning although a visit was never finished', async () => {
    await issue(api);
    await called(api);
    central.clock.advance(24 * 3600);
    await issue(api);
    expect((await called(api)).day).toBe('2026-03-03');
  });
});

describe('illegal steps', () => {
  it('are refused and leave the number as it was', async () => {
    const ticket = await issue(api);
    for (const name of ['recall', 'start', 'noShow', 'restore', 'finish'] as const) {
      const answer = await step(api, name, ticket.id, 'quay-1', { outcome: 'other' });
      expect([name, answer.status, answer.code()]).toEqual([name, 409, 'illegal-transition']);
    }
    await called(api);
    const elsewhere = await step(api, 'start', ticket.id, 'quay-2');
    expect([elsewhere.status, elsewhere.code()]).toEqual([409, 'ticket-not-at-counter']);
    const unknown = await step(api, 'start', '00000000-0000-4000-8000-000000000000');
    expect([unknown.status, unknown.code()]).toEqual([404, 'not-found']);
    const { counters, today } = await snapshot();
    expect(counters[0]?.current).toMatchObject({ id: ticket.id, state: 'called' });
    expect(today.issued).toBe(1);
    const steps = await central.database
      .selectFrom('ticket_history')
      .select(['step', 'from_state', 'to_state', 'action'])
      .where('site_id', '=', api.siteId)
      .orderBy('step')
      .execute();
    expect(steps).toEqual([
      { step: 1, from_state: null, to_state: 'waiting', action: 'issue' },
      { step: 2, from_state: 'waiting', to_state: 'called', action: 'call' },
    ]);
  });

  it('lets a visit be rated once, when it has ended', async () => {
    await issue(api);
    const ticket = await called(api);
    expect((await step(api, 'rate', ticket.id, 'quay-1', { score: 'good' })).code()).toBe(
      'illegal-transition',
    );
    await step(api, 'start', ticket.id);
    await step(api, 'finish', ticket.id, 'quay-1', { outcome: 'guided' });
    expect((await step(api, 'rate', ticket.id, 'quay-1', { score: 'poor' })).status).toBe(200);
    expect((await step(api, 'rate', ticket.id, 'quay-1', { score: 'good' })).body).toMatchObject({
      code: 'illegal-transition',
      parameters: { rule: 'rated' },
    });
    expect((await snapshot()).today.ratings).toEqual({ good: 0, fair: 0, poor: 1 });
  });

  it('knows the counters of the site only', async () => {
    const unknown = await callNext(api, 'quay-9');
    expect([unknown.status, unknown.code()]).toEqual([404, 'not-found']);
    const crossed = await api.post(
      paths.callNext,
      { counterId: 'quay-2', stationId: 'may-1' },
      { values: { counterId: 'quay-1' } },
    );
    expect(crossed.body).toMatchObject({ code: 'bad-request', errors: [{ path: 'counterId' }] });
  });
});

describe('figures', () => {
  it('estimates the wait from today’s visits, once there are three', async () => {
    for (let visit = 0; visit < 3; visit += 1) {
      await issue(api);
      expect((await snapshot()).groups[0]?.estimateMinutes).toBeNull();
      const ticket = await called(api);
      await step(api, 'start', ticket.id);
      central.clock.advance(240);
      await step(api, 'finish', ticket.id, 'quay-1', { outcome: 'received' });
    }
    for (let count = 0; count < 5; count += 1) await issue(api);
    const { groups, today } = await snapshot();
    // Five people × 240 s at four counters: 300 s.
    expect(groups[0]).toMatchObject({ waiting: 5, estimateMinutes: 5 });
    expect(groups[1]).toMatchObject({ waiting: 0, estimateMinutes: null });
    expect(today).toMatchObject({ issued: 8, finished: 3, meanServiceSeconds: 240, meanWaitSeconds: 0 });
  });
});
