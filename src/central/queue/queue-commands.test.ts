import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SiteSnapshot, Ticket, TicketStory } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import type { QueueRules } from '../../shared/domain/queue-order.ts';
import { defaultQueueRules } from '../../shared/domain/queue-order.ts';
import type { ApiAnswer, ApiClient } from '../testing/api-client.ts';
import { called, callNext, issue, serve, step, type Step } from '../testing/counter-work.ts';
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
const story = async (id: string): Promise<TicketStory> =>
  (await api.get(paths.ticket, { values: { ticketId: id } })).as(TicketStory);
const actions = async (id: string): Promise<string[]> => (await story(id)).steps.map(({ action }) => action);
const done = async (name: Step, id: string, counter: string, more: object = {}): Promise<Ticket> =>
  (await step(api, name, id, counter, more)).as(Ticket);
const refusal = (answer: ApiAnswer): [number, string] => [answer.status, answer.code()];
const setRules = async (change: Partial<QueueRules>): Promise<void> => {
  const answer = await api.post(paths.queueRules, { ...defaultQueueRules, ...change, stationId: 'truong' });
  expect(answer.status).toBe(200);
};

describe('calling a chosen number', () => {
  it('needs a reason out of turn, and says who it was', async () => {
    await issue(api);
    const second = await issue(api);
    const bare = await step(api, 'callTicket', second.id, 'quay-1');
    expect(refusal(bare)).toEqual([422, 'reason-required']);
    const other = await step(api, 'callTicket', second.id, 'quay-1', { reason: 'other' });
    expect(refusal(other)).toEqual([422, 'reason-required']);
    const ticket = await done('callTicket', second.id, 'quay-1', { reason: 'frail' });
    expect(ticket).toMatchObject({ number: 'A-002', state: 'called', counterId: 'quay-1', calls: 1 });
    expect((await snapshot()).calls[0]).toMatchObject({ number: 'A-002', recall: false });
    expect((await story(second.id)).steps.at(-1)).toMatchObject({ action: 'callChosen', reason: 'frail' });
    expect((await called(api, 'quay-2')).number).toBe('A-001');
  });

  it('needs none for who is next, absent or parked', async () => {
    const [first, second] = [await issue(api), await issue(api)];
    await done('callTicket', first.id, 'quay-1');
    await done('noShow', first.id, 'quay-1');
    await done('callTicket', first.id, 'quay-1');
    await done('park', first.id, 'quay-1', { reason: 'papers' });
    await done('callTicket', first.id, 'quay-2');
    expect((await snapshot()).parked).toEqual([]);
    expect(await actions(first.id)).toEqual([
      'issue',
      'callChosen',
      'noShow',
      'callChosen',
      'park',
      'callChosen',
    ]);
    expect((await called(api, 'quay-1')).id).toBe(second.id);
  });

  it('keeps the note from everybody but the audit log, and there sealed', async () => {
    await issue(api);
    const second = await issue(api);
    const note = 'Bà Trần Thị Thử Nghiệm đau chân';
    await done('callTicket', second.id, 'quay-1', { reason: 'other', note });
    const row = await central.database
      .selectFrom('audit')
      .select(['action', 'reference', 'words'])
      .where('site_id', '=', api.siteId)
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ action: 'ticket.callChosen', reference: second.id });
    expect(row.words).not.toBeNull();
    expect(Buffer.from(row.words!).includes('Thử')).toBe(false);
    expect(JSON.stringify(await story(second.id))).not.toContain('Thử');
  });

  it('is refused at a busy or paused counter, and for a number at another one', async () => {
    const [first, second] = [await issue(api), await issue(api)];
    await called(api);
    expect(refusal(await step(api, 'callTicket', second.id, 'quay-1', { reason: 'frail' }))).toEqual([
      409,
      'counter-busy',
    ]);
    expect(refusal(await step(api, 'callTicket', first.id, 'quay-2', { reason: 'frail' }))).toEqual([
      409,
      'illegal-transition',
    ]);
  });
});

describe('parking', () => {
  it('frees the counter, keeps the number, and brings it back before all others', async () => {
    const first = await issue(api);
    await issue(api, 'A', 'elderly');
    await done('callTicket', first.id, 'quay-1', { reason: 'sameVisit' });
    await done('start', first.id, 'quay-1');
    const parked = await done('park', first.id, 'quay-1', { reason: 'papers' });
    expect(parked).toMatchObject({ state: 'parked', parked: { reason: 'papers' }, counterId: 'quay-1' });
    expect((await snapshot()).parked.map(({ number }) => number)).toEqual(['A-001']);
    expect((await snapshot()).counters[0]?.current).toBeNull();
    central.clock.advance(600);
    const back = await done('unpark', first.id, 'quay-2');
    expect(back).toMatchObject({ number: 'A-001', state: 'waiting', parked: null, counterId: null });
    const { waiting } = await snapshot();
    expect(waiting.map(({ number, reason }) => [number, reason.rule])).toEqual([
      ['A-001', 'takenBack'],
      ['A-002', 'priority'],
    ]);
    // Ten minutes parked are no waiting.
    expect(waiting[0]?.reason).toMatchObject({ waitedSeconds: 0, cameBy: 'unpark' });
    expect((await called(api)).number).toBe('A-001');
  });

  it('asks for a note where the reason says nothing, and only of the counter that has the number', async () => {
    const first = await issue(api);
    await called(api);
    expect(refusal(await step(api, 'park', first.id, 'quay-1', { reason: 'other' }))).toEqual([
      422,
      'reason-required',
    ]);
    expect(refusal(await step(api, 'park', first.id, 'quay-2', { reason: 'form' }))).toEqual([
      409,
      'ticket-not-at-counter',
    ]);
    await done('park', first.id, 'quay-1', { reason: 'other', note: 'gọi điện về nhà' });
    expect(refusal(await step(api, 'finish', first.id, 'quay-1', { outcome: 'other' }))).toEqual([
      409,
      'illegal-transition',
    ]);
  });

  it('ends with the day', async () => {
    const first = await issue(api);
    await called(api);
    await done('park', first.id, 'quay-1', { reason: 'payment' });
    central.clock.advance(24 * 3600);
    const late = await step(api, 'unpark', first.id, 'quay-1');
    expect(late.body).toMatchObject({ code: 'illegal-transition', parameters: { rule: 'day-over' } });
    expect((await snapshot()).parked).toEqual([]);
  });
});

describe('sending on', () => {
  it('keeps the number and the time waited, not the time served', async () => {
    const first = await issue(api);
    central.clock.advance(300);
    await called(api, 'quay-4');
    await done('start', first.id, 'quay-4');
    central.clock.advance(1200);
    const before = await issue(api, 'B');
    central.clock.advance(200);
    const to = { kind: 'group', groupCode: 'B' };
    const sent = await done('transfer', first.id, 'quay-4', { to });
    expect(sent).toMatchObject({ number: 'A-001', groupCode: 'B', state: 'waiting', counterId: null });
    const { waiting } = await snapshot();
    // It has waited 300 s, the other 200 s.
    expect(waiting.map(({ number, reason }) => [number, reason.waitedSeconds, reason.cameBy])).toEqual([
      ['A-001', 300, 'transfer'],
      ['B-001', 200, 'issue'],
    ]);
    expect((await called(api, 'quay-4')).number).toBe('A-001');
    await done('finish', first.id, 'quay-4', { outcome: 'returned' });
    expect((await called(api, 'quay-4')).id).toBe(before.id);
    // The letter's numbers go on where they were.
    expect((await issue(api, 'B')).number).toBe('B-002');
    expect((await issue(api, 'A')).number).toBe('A-002');
  });

  it.each([
    ['front', ['A-001', 'A-002']],
    ['back', ['A-002', 'A-001']],
  ] as const)('stands at the %s where the site says so', async (transferred, order) => {
    await setRules({ transferred });
    const first = await issue(api);
    await called(api, 'quay-1');
    central.clock.advance(60);
    await issue(api);
    central.clock.advance(60);
    await done('transfer', first.id, 'quay-1', { to: { kind: 'group', groupCode: 'A' } });
    expect((await snapshot()).waiting.map(({ number }) => number)).toEqual(order);
  });

  it('to a counter is nobody else’s, whatever its group', async () => {
    const first = await issue(api, 'B');
    await called(api, 'quay-4');
    const to = { kind: 'counter', counterId: 'quay-2' };
    expect(await done('transfer', first.id, 'quay-4', { to })).toMatchObject({ reservedFor: to });
    expect((await callNext(api, 'quay-4')).body).toEqual({ ticket: null, reason: null });
    expect(await called(api, 'quay-2')).toMatchObject({ number: 'B-001', reservedFor: null });
  });

  it('of a waiting number is any counter’s, to where it does not wait already', async () => {
    const first = await issue(api);
    const stay = await step(api, 'transfer', first.id, 'quay-1', { to: { kind: 'group', groupCode: 'A' } });
    expect(stay.body).toMatchObject({ code: 'illegal-transition', parameters: { rule: 'same-place' } });
    await done('transfer', first.id, 'quay-1', { to: { kind: 'group', groupCode: 'B' } });
    expect((await called(api, 'quay-4')).number).toBe('A-001');
    expect(await actions(first.id)).toEqual(['issue', 'transfer', 'call']);
  });

  it('is refused to nowhere, to a paused counter, and from a counter that has not the number', async () => {
    const first = await issue(api);
    await called(api);
    const send = (to: object, from = 'quay-1') => step(api, 'transfer', first.id, from, { to });
    expect(refusal(await send({ kind: 'group', groupCode: 'Z' }))).toEqual([404, 'not-found']);
    expect(refusal(await send({ kind: 'counter', counterId: 'quay-9' }))).toEqual([404, 'not-found']);
    expect(refusal(await send({ kind: 'group', groupCode: 'B' }, 'quay-2'))).toEqual([
      409,
      'ticket-not-at-counter',
    ]);
    await api.post(
      paths.pauseCounter,
      { stationId: 'may-quay-2', reason: 'break' },
      { values: { counterId: 'quay-2' } },
    );
    expect(refusal(await send({ kind: 'counter', counterId: 'quay-2' }))).toEqual([409, 'counter-paused']);
    expect((await story(first.id)).ticket).toMatchObject({ state: 'called', counterId: 'quay-1' });
  });
});

describe('going on to another service', () => {
  it('ends the visit here and lets the same number wait there', async () => {
    const first = await issue(api);
    await called(api, 'quay-4');
    await done('start', first.id, 'quay-4');
    const next = await done('nextService', first.id, 'quay-4', { groupCode: 'B', outcome: 'received' });
    expect(next).toMatchObject({ number: 'A-001', groupCode: 'B', state: 'waiting' });
    expect(await called(api, 'quay-4')).toMatchObject({ number: 'A-001' });
    await done('finish', first.id, 'quay-4', { outcome: 'returned' });
    const { steps } = await story(first.id);
    expect(
      steps.map(({ action, counterId, groupCode, reason }) => [action, counterId, groupCode, reason]),
    ).toEqual([
      ['issue', null, 'A', null],
      ['call', 'quay-4', 'A', null],
      ['start', 'quay-4', 'A', null],
      ['nextService', 'quay-4', 'B', 'received'],
      ['call', 'quay-4', 'B', null],
      ['finish', 'quay-4', 'B', 'returned'],
    ]);
  });
});

describe('giving a number up', () => {
  it('takes it out of the queue for good', async () => {
    const [first, second] = [await issue(api), await issue(api)];
    expect(await done('cancel', first.id, 'quay-1', { reason: 'left' })).toMatchObject({
      state: 'cancelled',
    });
    expect(refusal(await step(api, 'callTicket', first.id, 'quay-1'))).toEqual([409, 'illegal-transition']);
    expect(refusal(await step(api, 'cancel', second.id, 'quay-1', { reason: 'other' }))).toEqual([
      422,
      'reason-required',
    ]);
    await called(api);
    await done('start', second.id, 'quay-1');
    expect(refusal(await step(api, 'cancel', second.id, 'quay-1', { reason: 'left' }))).toEqual([
      409,
      'illegal-transition',
    ]);
    expect((await issue(api)).number).toBe('A-003');
  });
});

describe('groups', () => {
  const setOpen = (open: boolean, group = 'B') =>
    api.post(paths.groupOpening, { stationId: 'truong', open }, { values: { groupCode: group } });

  it('are closed and opened by hand; whoever has a number is served', async () => {
    await issue(api, 'B');
    expect((await setOpen(false)).body).toEqual({ groupCode: 'B', open: false });
    const refused = await api.post(paths.tickets, { groupCode: 'B', stationId: 'kiosk-1' });
    expect(refused.body).toMatchObject({ code: 'group-closed', parameters: { because: 'supervisor' } });
    expect((await snapshot()).groups[1]).toMatchObject({
      open: false,
      closed: { because: 'supervisor', opensAt: null },
    });
    expect((await serve(api, 'quay-4')).number).toBe('B-001');
    await setOpen(true);
    expect((await issue(api, 'B')).number).toBe('B-002');
    expect(refusal(await setOpen(true, 'Z'))).toEqual([404, 'not-found']);
    const rows = await central.database
      .selectFrom('group_history')
      .select(['action', 'group_code'])
      .where('site_id', '=', api.siteId)
      .orderBy('position')
      .execute();
    expect(rows.map(({ action }) => action)).toEqual(['close', 'open']);
  });

  it('give out numbers in the hours that the site sets, and say when they open', async () => {
    await setRules({
      issueHours: [
        { from: '06:15', to: '11:15' },
        { from: '13:15', to: '15:30' },
      ],
    });
    await issue(api);
    central.clock.set('2026-03-02T12:00:00+07:00');
    const refused = await api.post(paths.tickets, { groupCode: 'A', stationId: 'kiosk-1' });
    expect(refused.body).toMatchObject({
      code: 'group-closed',
      parameters: { because: 'hours', opensAt: '2026-03-02T13:15:00+07:00' },
    });
    expect((await snapshot()).groups.map(({ open, closed }) => [open, closed?.because])).toEqual([
      [false, 'hours'],
      [false, 'hours'],
    ]);
    central.clock.set('2026-03-02T13:15:00+07:00');
    expect((await issue(api)).number).toBe('A-002');
  });
});
