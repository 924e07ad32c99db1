import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Dossier, DossierPage } from '../../shared/api/dossiers.ts';
import { paths } from '../../shared/api/routes.ts';
import type { ApiAnswer, ApiClient } from '../testing/api-client.ts';
import { called, issue, move, person, receive, step } from '../testing/counter-work.ts';
import { monday, openTestCentral, type TestCentral } from '../testing/test-central.ts';
import { searchKind } from './search-dossiers.ts';

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

async function search(text: string, more: object = {}): Promise<DossierPage> {
  return (await api.post(paths.searchDossiers, { text, stationId: 'may-quay-1', ...more })).as(DossierPage);
}

async function found(text: string): Promise<string[]> {
  return (await search(text)).items.map((item) => item.code.slice(-4));
}

describe('what a text is taken for', () => {
  it.each([
    ['H39.30-260302-0001', 'code'],
    ['h39.30-2603', 'code'],
    ['000.00.30.H39-260302-0001', 'code'],
    ['260302', 'code'],
    ['12/2026', 'book'],
    ['12 / 2026', 'book'],
    ['080090000001', 'number'],
    ['080 090 000 001', 'number'],
    ['300000001', 'number'],
    ['0900000001', 'phone'],
    ['0900 000 001', 'phone'],
    ['+84 900 000 001', 'phone'],
    ['Trần Thị Thử', 'name'],
    ['an', 'name'],
  ])('"%s": %s', (text, kind) => {
    expect(searchKind(text)).toBe(kind);
  });
});

describe('dossiers are found', () => {
  it('by code or its beginning, by the register, and in whatever way a value was typed', async () => {
    const { code } = await receive(api);
    await receive(api, {
      submitter: { ...person, number: null, name: 'Lê Văn Khác', phone: '+84 911 111 111' },
    });
    expect(await found(code)).toEqual(['0001']);
    expect(await found('h39.30-260302')).toEqual(['0002', '0001']);
    expect(await found('2/2026')).toEqual(['0002']);
    expect(await found('080 090 000 001')).toEqual(['0001']);
    expect(await found('+84900000001')).toEqual(['0001']);
    expect(await found('0911111111')).toEqual(['0002']);
    expect(await found('TRAN THI  THU nghiem')).toEqual(['0001']);
    expect(await found('lê văn khác')).toEqual(['0002']);
  });

  it('by the one who brings it and by the owner, once where they are the same', async () => {
    const owner = { ...person, number: '080090000009', name: 'Chủ Hồ Sơ', phone: '0909090909' };
    await receive(api, { owner });
    for (const text of [person.number, owner.number, owner.phone, 'chu ho so', person.name])
      expect(await found(text), text).toEqual(['0001']);
  });

  it('masked, and not by a part of a name or number', async () => {
    await receive(api);
    const [item] = (await search(person.number)).items;
    expect(item).toMatchObject({ maskedName: 'T. T. T. Nghiệm', state: 2, deadline: 'onTime' });
    for (const text of ['Trần', '080090000', '0900000002', '%', 'H39%', '99/2026', '1/2025'])
      expect(await found(text), text).toEqual([]);
  });

  it('page by page, newest first, none twice while others come in', async () => {
    for (let count = 0; count < 5; count += 1) await receive(api);
    const first = await search(person.number, { limit: 2 });
    await receive(api);
    const second = await search(person.number, { limit: 2, after: first.next });
    const third = await search(person.number, { limit: 2, after: second.next });
    expect([first, second, third].map((page) => page.items.map((item) => item.code.slice(-4)))).toEqual([
      ['0005', '0004'],
      ['0003', '0002'],
      ['0001'],
    ]);
    expect([first.next, third.next, first.kind]).toEqual(['2026-4', null, 'number']);
  });

  it('at their own site alone', async () => {
    await receive(api);
    const elsewhere = await central.newSite();
    const page = await elsewhere.post(paths.searchDossiers, { text: person.number, stationId: 'm1' });
    expect(page.as(DossierPage).items).toEqual([]);
  });

  it.each([{ text: '' }, { text: 'x', limit: 0 }, { text: 'x', after: '2026' }, { text: 'x', limit: 101 }])(
    'not by %j',
    async (body) => {
      expect((await api.post(paths.searchDossiers, { stationId: 'm1', ...body })).status).toBe(400);
    },
  );
});

describe('a card leads to its ticket', () => {
  const other = { ...person, number: '080090000002', name: 'Lê Văn Khác', phone: '0911111111' };
  const visits = async (text: string, more: object = {}) =>
    (await search(text, more)).visits.map(({ number, state, counterId }) => [number, state, counterId]);

  it('while it is served, and wherever it goes from there', async () => {
    const { id } = await issue(api);
    await called(api);
    await step(api, 'start', id);
    await receive(api, { ticketId: id });
    expect(await visits(person.number)).toEqual([['A-001', 'serving', 'quay-1']]);
    await step(api, 'nextService', id, 'quay-1', { groupCode: 'B', outcome: 'received' });
    expect(await visits('080 090 000 001')).toEqual([['A-001', 'waiting', null]]);
  });

  it('newest first, once for two dossiers, by the owner too, and none of others', async () => {
    const first = await issue(api);
    central.clock.advance(60);
    const second = await issue(api);
    await receive(api, { ticketId: first.id });
    await receive(api, { ticketId: first.id });
    await receive(api, { ticketId: second.id, submitter: other, owner: person });
    await receive(api);
    expect(await visits(person.number)).toEqual([
      ['A-002', 'waiting', null],
      ['A-001', 'waiting', null],
    ]);
    expect(await visits(other.number)).toEqual([['A-002', 'waiting', null]]);
  });

  it('today and at its own site alone, by a number alone, and on the first page alone', async () => {
    const { id } = await issue(api);
    await receive(api, { ticketId: id });
    await receive(api, { ticketId: id });
    expect(await visits(person.number)).toHaveLength(1);
    expect(await visits(person.name)).toEqual([]);
    expect(await visits(person.phone)).toEqual([]);
    const { next } = await search(person.number, { limit: 1 });
    expect(await visits(person.number, { after: next })).toEqual([]);
    const elsewhere = await central.newSite();
    const page = await elsewhere.post(paths.searchDossiers, { text: person.number, stationId: 'm1' });
    expect(page.as(DossierPage).visits).toEqual([]);
    central.clock.advance(24 * 3600);
    expect(await visits(person.number)).toEqual([]);
    expect(await found(person.number)).toHaveLength(2);
  });
});

describe('a new appointment', () => {
  const reason = 'Chờ ý kiến của cơ quan phối hợp';
  function reappoint(code: string, dueAt: string, why = reason): Promise<ApiAnswer> {
    const body = { dueAt, reason: why, stationId: 'may-quay-1' };
    return api.post(paths.reappointDossier, body, { values: { dossierCode: code } });
  }

  it('is given once, with its reason, and stays in the state', async () => {
    const { code } = await receive(api);
    await move(api, code, 4);
    const after = (await reappoint(code, '2026-03-10T09:00:00+07:00')).as(Dossier);
    expect([after.dueAt, after.state, after.steps.at(-1)]).toMatchObject([
      '2026-03-10T09:00:00.000+07:00',
      4,
      { from: 4, to: 4, reason, dueAt: '2026-03-10T09:00:00.000+07:00' },
    ]);
    const again = await reappoint(code, '2026-03-12T09:00:00+07:00');
    expect([again.status, again.body]).toMatchObject([409, { parameters: { rule: 'reappointment-once' } }]);
  });

  it('counts for whether a dossier is overdue', async () => {
    const { code } = await receive(api);
    await reappoint(code, '2026-03-10T09:00:00+07:00');
    central.clock.set('2026-03-06T09:00:00+07:00');
    const open = async (): Promise<Dossier> =>
      (await api.get(paths.dossier, { values: { dossierCode: code }, query: { stationId: 'm1' } })).as(
        Dossier,
      );
    expect((await open()).deadline).toBe('onTime');
    central.clock.set('2026-03-10T09:01:00+07:00');
    expect((await open()).deadline).toBe('overdue');
  });

  it('is moved on by the time that a financial obligation took', async () => {
    const { code } = await receive(api);
    await move(api, code, 4);
    await reappoint(code, '2026-03-10T09:00:00+07:00');
    central.clock.set('2026-03-05T09:00:00+07:00');
    await move(api, code, 6);
    central.clock.set('2026-03-06T09:00:00+07:00');
    expect((await move(api, code, 4)).as(Dossier).dueAt).toBe('2026-03-11T09:00:00.000+07:00');
  });

  it('does not shorten what a supplement starts anew', async () => {
    const { code } = await receive(api);
    await move(api, code, 4);
    await reappoint(code, '2026-03-20T09:00:00+07:00');
    await move(api, code, 5, { reason: 'Thiếu giấy' });
    central.clock.set('2026-03-09T09:00:00+07:00');
    expect((await move(api, code, 4)).as(Dossier).dueAt).toBe('2026-03-12T09:00:00.000+07:00');
  });

  it.each([
    ['before now', '2026-03-01T09:00:00+07:00'],
    ['not after the one before', '2026-03-05T09:00:00+07:00'],
    ['on a Sunday', '2026-03-15T09:00:00+07:00'],
    ['more than a year ahead', '2042-05-12T09:00:00+07:00'],
  ])('is refused %s', async (_, dueAt) => {
    const { code } = await receive(api);
    const answer = await reappoint(code, dueAt);
    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ path: 'dueAt' }] }]);
  });

  it('is refused without a reason, where the limit does not run, and in a year without a calendar', async () => {
    const { code } = await receive(api);
    expect((await reappoint(code, '2026-03-10T09:00:00+07:00', ' ')).code()).toBe('reason-required');
    central.clock.set('2027-12-20T09:00:00+07:00');
    expect((await reappoint(code, '2028-03-13T09:00:00+07:00')).code()).toBe('calendar-missing');
    await move(api, code, 7, { reason: 'Xin rút' });
    const stands = await reappoint(code, '2026-03-10T09:00:00+07:00');
    expect(stands.body).toMatchObject({ code: 'illegal-transition', parameters: { rule: 'clock-stands' } });
  });
});
