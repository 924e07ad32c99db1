import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CounterDesk, SiteSnapshot, type Counter } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import { CommandRunner, type CommandScope } from '../commands/command-runner.ts';
import { SiteBell } from '../events/site-bell.ts';
import { Seal } from '../privacy/seal.ts';
import type { ApiAnswer, ApiClient } from '../testing/api-client.ts';
import { addOfficer } from '../testing/access-work.ts';
import { called, callNext, issue, step } from '../testing/counter-work.ts';
import { monday, openTestCentral, testDataKey, type TestCentral } from '../testing/test-central.ts';
import { callNext as callNextAs, callTicket } from './call-ticket.ts';
import { keepCounter, releaseCounter, takeCounter } from './counter-desk.ts';
import { transferTicket } from './transfer-ticket.ts';

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

const an = randomUUID();
const binh = randomUUID();

const counter = async (id = 'quay-1'): Promise<Counter> => {
  const { counters } = (await api.get(paths.snapshot)).as(SiteSnapshot);
  return counters.find((one) => one.id === id)!;
};
const at = (
  path: 'takeCounter' | 'holdCounter' | 'releaseCounter' | 'resumeCounter',
  stationId: string,
  id = 'quay-1',
) => api.post(paths[path], { stationId }, { values: { counterId: id } });
const refusal = (answer: ApiAnswer): [number, string] => [answer.status, answer.code()];
const pause = (reason: string, more: object = {}, id = 'quay-1') =>
  api.post(paths.pauseCounter, { stationId: `may-${id}`, reason, ...more }, { values: { counterId: id } });

/** As somebody who signed in at a station. */
async function as<T>(
  officerId: string | null,
  stationId: string,
  perform: (scope: CommandScope) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const runner = new CommandRunner({
    database: central.database,
    seal: new Seal(Buffer.from(testDataKey, 'hex')),
    clock: central.clock,
    bell: new SiteBell(),
  });
  const { siteId } = api;
  const done = await runner.run({
    siteId,
    stationId,
    officerId,
    key: randomUUID(),
    name: 'counter.take',
    payload: null,
    perform,
  });
  return done.result;
}
const code = (result: Result<unknown, AppError>): string => (result.ok ? 'ok' : result.error.code);

describe('where nobody signs in', () => {
  it('one station has a counter, until it is not heard of for two minutes', async () => {
    expect((await at('takeCounter', 'may-1')).as(CounterDesk)).toMatchObject({
      officerId: null,
      stationId: 'may-1',
      live: true,
    });
    expect(refusal(await at('takeCounter', 'may-2'))).toEqual([409, 'counter-taken']);
    central.clock.advance(100);
    expect((await at('holdCounter', 'may-1')).as(CounterDesk).expiresAt).toBe(
      '2026-03-02T09:03:40.000+07:00',
    );
    expect(refusal(await at('holdCounter', 'may-2'))).toEqual([409, 'counter-taken']);
    central.clock.advance(119);
    expect((await counter()).desk).toMatchObject({ stationId: 'may-1', live: true });
    central.clock.advance(1);
    expect((await counter()).desk).toMatchObject({ stationId: 'may-1', live: false });
    expect((await at('takeCounter', 'may-2')).status).toBe(200);
    expect(refusal(await at('holdCounter', 'may-1'))).toEqual([409, 'counter-taken']);
    const rows = await central.database
      .selectFrom('counter_history')
      .select(['action', 'station_id'])
      .where('site_id', '=', api.siteId)
      .orderBy('position')
      .execute();
    expect(rows.map((row) => [row.action, row.station_id])).toEqual([
      ['take', 'may-1'],
      ['takeOver', 'may-2'],
    ]);
  });

  it('nobody else acts at a counter that is held; one that is not held is open to any station', async () => {
    await issue(api);
    expect((await callNext(api)).status).toBe(200);
    await at('takeCounter', 'may-khac');
    // As `may-quay-1`.
    const ticketId = (await counter()).current!.id;
    for (const name of ['recall', 'start', 'noShow'] as const)
      expect(refusal(await step(api, name, ticketId))).toEqual([409, 'counter-taken']);
    expect(refusal(await callNext(api))).toEqual([409, 'counter-taken']);
    // The app of a stand-alone unit may let go of it for the supervisor.
    expect((await at('releaseCounter', 'may-truong')).status).toBe(200);
    expect((await counter()).desk).toBeNull();
    expect((await step(api, 'start', ticketId)).status).toBe(200);
    expect((await at('holdCounter', 'may-khac')).code()).toBe('not-found');
    expect((await at('releaseCounter', 'may-khac')).status).toBe(200);
    expect(refusal(await at('takeCounter', 'may-1', 'quay-9'))).toEqual([404, 'not-found']);
  });
});

describe('an officer', () => {
  it('takes a counter by acting at it, and another officer does not get it', async () => {
    await issue(api);
    expect((await as(an, 'may-1', (scope) => callNextAs(scope, 'quay-1', []))).ok).toBe(true);
    expect((await counter()).desk).toMatchObject({ officerId: an, stationId: 'may-1', live: true });
    expect(code(await as(binh, 'may-2', (scope) => callNextAs(scope, 'quay-1', [])))).toBe('counter-taken');
    expect(code(await as(null, 'may-3', (scope) => takeCounter(scope, 'quay-1')))).toBe('counter-taken');
    // Whoever signs in at the same machine has the counter with it, and the visit.
    expect((await as(binh, 'may-1', (scope) => takeCounter(scope, 'quay-1'))).ok).toBe(true);
    expect((await counter()).desk).toMatchObject({ officerId: binh });
    expect((await as(an, 'may-2', (scope) => takeCounter(scope, 'quay-2'))).ok).toBe(true);
  });

  it('has one visit at a time, wherever', async () => {
    await issue(api);
    await issue(api);
    await as(an, 'may-1', (scope) => callNextAs(scope, 'quay-1', []));
    const second = await as(an, 'may-2', (scope) => callNextAs(scope, 'quay-2', []));
    expect(second).toMatchObject({
      ok: false,
      error: { code: 'officer-busy', detail: { number: 'A-001', counterNumber: 1 } },
    });
    expect((await counter('quay-2')).current).toBeNull();
    // The supervisor lets go of the counter: the visit stays there, the officer is free.
    expect(code(await as(binh, 'truong', (scope) => releaseCounter(scope, 'quay-1', false)))).toBe(
      'counter-taken',
    );
    expect(code(await as(binh, 'truong', (scope) => releaseCounter(scope, 'quay-1', true)))).toBe('ok');
    expect(code(await as(an, 'may-2', (scope) => callNextAs(scope, 'quay-2', [])))).toBe('ok');
    expect((await counter('quay-1')).current?.number).toBe('A-001');
    expect((await counter('quay-2')).current?.number).toBe('A-002');
  });

  it('who goes to another counter lets the one before go', async () => {
    await as(an, 'may-1', (scope) => takeCounter(scope, 'quay-1'));
    await as(an, 'may-2', (scope) => takeCounter(scope, 'quay-2'));
    expect((await counter('quay-1')).desk).toBeNull();
    expect((await counter('quay-2')).desk).toMatchObject({ officerId: an });
    const keep = (officerId: string | null, stationId: string) =>
      keepCounter(central.database, api.siteId, 'quay-2', { officerId, stationId }, central.clock.now());
    expect(code(await keep(an, 'may-2'))).toBe('ok');
    // Somebody else signed in at the machine meanwhile: it takes the counter before it keeps it.
    expect(code(await keep(binh, 'may-2'))).toBe('counter-taken');
    expect(code(await keep(null, 'may-2'))).toBe('counter-taken');
  });

  it('is called those that were sent to that officer, wherever the officer sits, and none without the skill', async () => {
    const { officerId } = (await addOfficer(api, 'an.tran', ['officer'])).officer;
    const land = await issue(api, 'B');
    const other = await issue(api, 'A');
    const to = { kind: 'officer', officerId } as const;
    const request = { counterId: 'quay-4', stationId: 'may-4', to, note: '' };
    // Nobody of this id works here: the number would wait for ever.
    const nobody = { ...request, to: { kind: 'officer', officerId: an } as const };
    expect(code(await as(binh, 'may-4', (scope) => transferTicket(scope, land.id, nobody)))).toBe(
      'not-found',
    );
    expect((await as(binh, 'may-4', (scope) => transferTicket(scope, land.id, request))).ok).toBe(true);
    const none = await as(binh, 'may-4', (scope) => callNextAs(scope, 'quay-4', ['B']));
    expect(none).toEqual({ ok: true, value: { ticket: null, reason: null } });
    const sent = await as(officerId, 'may-1', (scope) => callNextAs(scope, 'quay-1', ['C']));
    expect(sent).toMatchObject({ ok: true, value: { ticket: { number: 'B-001' } } });
    const chosen = { counterId: 'quay-4', stationId: 'may-4', reason: null, note: '' };
    expect(code(await as(binh, 'may-4', (scope) => callTicket(scope, other.id, chosen, ['B'])))).toBe(
      'reason-required',
    );
    expect(code(await as(binh, 'may-4', (scope) => callTicket(scope, other.id, chosen, ['A'])))).toBe('ok');
  });

  it('is proved by the database to have one visit, whatever the program thinks', async () => {
    await issue(api);
    await issue(api);
    await as(an, 'may-1', (scope) => callNextAs(scope, 'quay-1', []));
    const second = (await called(api, 'quay-2')).id;
    await expect(
      central.database
        .updateTable('ticket')
        .set({ officer_id: an })
        .where('site_id', '=', api.siteId)
        .where('ticket_id', '=', second)
        .execute(),
    ).rejects.toThrow(/ticket_at_officer/);
  });
});

describe('a pause', () => {
  it('calls nobody, lets the visit go on, and says why since when', async () => {
    const first = await issue(api);
    await issue(api);
    await called(api);
    expect((await pause('meeting')).body).toEqual({ counterId: 'quay-1' });
    expect((await counter()).paused).toMatchObject({ reason: 'meeting' });
    expect((await step(api, 'start', first.id)).status).toBe(200);
    expect((await step(api, 'finish', first.id, 'quay-1', { outcome: 'guided' })).status).toBe(200);
    expect(refusal(await callNext(api))).toEqual([409, 'counter-paused']);
    expect((await callNext(api)).body).toMatchObject({ parameters: { counterNumber: 1 } });
    expect((await at('resumeCounter', 'may-quay-1')).status).toBe(200);
    expect((await called(api)).number).toBe('A-002');
  });

  it('needs a note where the reason says nothing, and cannot end twice', async () => {
    expect(refusal(await pause('other'))).toEqual([422, 'reason-required']);
    expect((await pause('other', { note: 'đi họp tổ' })).status).toBe(200);
    const since = (await counter()).paused?.since;
    central.clock.advance(60);
    await pause('break');
    expect((await counter()).paused).toEqual({ reason: 'break', since });
    await at('resumeCounter', 'may-quay-1');
    expect(refusal(await at('resumeCounter', 'may-quay-1'))).toEqual([409, 'illegal-transition']);
  });

  it('is no counter to count on when the wait is estimated', async () => {
    for (let count = 0; count < 3; count += 1) {
      const { id } = await issue(api, 'B');
      await called(api, 'quay-4');
      central.clock.advance(600);
      await step(api, 'finish', id, 'quay-4', { outcome: 'returned' });
    }
    await issue(api, 'B');
    const estimate = async () => (await api.get(paths.snapshot)).as(SiteSnapshot).groups[1]?.estimateMinutes;
    expect(await estimate()).toBe(10);
    await pause('break', {}, 'quay-4');
    expect(await estimate()).toBeNull();
  });
});
