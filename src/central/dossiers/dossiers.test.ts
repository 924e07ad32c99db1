import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Dossier, DossierPreview, Person } from '../../shared/api/dossiers.ts';
import { Procedure, ProcedureSummary } from '../../shared/api/procedures.ts';
import { paths } from '../../shared/api/routes.ts';
import { UnitList } from '../../shared/api/site.ts';
import { z } from 'zod';
import type { ApiClient } from '../testing/api-client.ts';
import { completeDossier, move, person, receive } from '../testing/counter-work.ts';
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

const refusal = async (change: object): Promise<unknown> => {
  const answer = await api.post(paths.dossiers, { ...completeDossier, ...change });
  return answer.body;
};
const otherLimit = { procedureCode: '1.000002', caseCode: '1.000002.01', papers: [] };

describe('taking in', () => {
  it('numbers codes by day and the register by year, without a gap under parallel counters', async () => {
    const dossiers = await Promise.all(Array.from({ length: 10 }, () => receive(api)));
    expect(dossiers.map((dossier) => dossier.code).sort()).toEqual(
      Array.from({ length: 10 }, (_, index) => `H39.30-260302-${String(index + 1).padStart(4, '0')}`),
    );
    // A refusal takes no number.
    expect(await refusal({ papers: [] })).toMatchObject({ code: 'papers-missing' });
    central.clock.set('2026-03-03T08:00:00+07:00');
    expect(await receive(api)).toMatchObject({
      code: 'H39.30-260303-0001',
      book: { year: 2026, number: 11 },
    });
  });

  it('asks for the required papers, in whatever form the officer accepts', async () => {
    expect(await refusal({ papers: completeDossier.papers.slice(0, 1) })).toMatchObject({
      status: 422,
      code: 'papers-missing',
      parameters: { count: 1, papers: '(1) Giấy chứng sinh' },
    });
    const [first] = completeDossier.papers;
    const empty = { paperId: 'p2', name: 'Giấy chứng sinh', originals: 0, certified: 0, copies: 0 };
    expect(await refusal({ papers: [first, empty] })).toMatchObject({ code: 'papers-missing' });
    const added = { paperId: null, name: 'Đơn trình bày', originals: 1, certified: 0, copies: 0 };
    const taken = await receive(api, { papers: [...completeDossier.papers, added] });
    expect(taken.papers.at(-1)).toEqual(added);
    expect(await refusal({ papers: [...completeDossier.papers, { ...added, paperId: 'p9' }] })).toMatchObject(
      {
        code: 'bad-request',
        errors: [{ path: 'papers' }],
      },
    );
    expect(await refusal({ papers: [...completeDossier.papers, first] })).toMatchObject({
      code: 'bad-request',
    });
  });

  it('takes the procedure in force, its case and its channel', async () => {
    expect(await refusal({ procedureCode: '9.999999' })).toMatchObject({
      status: 404,
      code: 'procedure-unknown',
    });
    expect(await refusal({ caseCode: '1.000001.09' })).toMatchObject({ status: 422, code: 'case-required' });
    expect(await refusal({ channel: 'POSTAL' })).toMatchObject({
      code: 'bad-request',
      errors: [{ path: 'channel', message: 'one of: DIRECT, ONLINE' }],
    });
    const copies = { procedureCode: '1.000003', caseCode: '1.000003.01' };
    expect((await api.post(paths.previewDossier, copies)).as(DossierPreview).dueAt).toBe(
      '2026-03-02T17:00:00+07:00',
    );
    central.clock.set('2026-04-01T08:00:00+07:00');
    expect((await api.post(paths.previewDossier, copies)).code()).toBe('procedure-unknown');
  });

  it('counts the limit of the channel where there is one case, of the case where there are several', async () => {
    const online = { procedureCode: '1.000001', caseCode: '1.000001.01', channel: 'ONLINE' };
    expect((await api.post(paths.previewDossier, online)).as(DossierPreview).limit.amount).toBe(1);
    const several = { procedureCode: '1.000003', caseCode: '1.000003.02' };
    expect((await api.post(paths.previewDossier, several)).as(DossierPreview).limit).toMatchObject({
      amount: 2,
      unit: 'WORKING_DAY',
    });
  });

  it('wants the officer’s date where the limit is a text, and only there', async () => {
    const previewed = (await api.post(paths.previewDossier, otherLimit)).as(DossierPreview);
    expect(previewed.dueAt).toBeNull();
    expect(await refusal(otherLimit)).toMatchObject({ code: 'bad-request', errors: [{ path: 'dueAt' }] });
    expect(await refusal({ ...otherLimit, dueAt: '2026-03-01T10:00:00+07:00' })).toMatchObject({
      errors: [{ path: 'dueAt', message: 'must be after the receipt' }],
    });
    expect((await receive(api, { ...otherLimit, dueAt: '2026-03-09T10:00:00+07:00' })).dueAt).toBe(
      '2026-03-09T10:00:00.000+07:00',
    );
    expect(await refusal({ dueAt: '2026-03-30T10:00:00+07:00' })).toMatchObject({
      errors: [{ path: 'dueAt' }],
    });
  });

  it('says which year the calendar lacks', async () => {
    central.clock.set('2027-12-30T16:00:00+07:00');
    const answer = await api.post(paths.dossiers, completeDossier);
    expect([answer.status, answer.code()]).toEqual([503, 'calendar-missing']);
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('2028') as string });
  });

  it('knows the counter and the visit', async () => {
    expect(await refusal({ counterId: 'quay-9' })).toMatchObject({ code: 'not-found' });
    expect(await refusal({ ticketId: '00000000-0000-4000-8000-000000000000' })).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('moving on', () => {
  it('starts the limit again after a supplement, and asks for one only once in a stage', async () => {
    const { code } = await receive(api);
    await move(api, code, 4);
    expect((await move(api, code, 5)).code()).toBe('reason-required');
    expect((await move(api, code, 5, { reason: 'Thiếu bản sao' })).as(Dossier)).toMatchObject({
      state: 5,
      deadline: 'none',
    });
    central.clock.set('2026-03-09T10:00:00+07:00');
    const back = (await move(api, code, 4)).as(Dossier);
    expect(back.dueAt).toBe('2026-03-12T10:00:00.000+07:00');
    expect(back.nextStates).not.toContain(5);
    const twice = await move(api, code, 5, { reason: 'Thiếu nữa' });
    expect(twice.body).toMatchObject({ code: 'illegal-transition', parameters: { rule: 'supplement-once' } });
    expect(back.steps.map((taken) => taken.reason)).toEqual([null, null, 'Thiếu bản sao', null]);
  });

  it('stands still during a financial obligation and runs on with what was left', async () => {
    const { code, dueAt } = await receive(api);
    expect(Date.parse(dueAt!)).toBe(Date.parse('2026-03-06T09:00:00+07:00'));
    await move(api, code, 4);
    central.clock.set('2026-03-03T09:00:00+07:00');
    await move(api, code, 6);
    central.clock.set('2026-03-10T09:00:00+07:00');
    // Two working days were left (Thursday, Friday 09:00); they run on from Tuesday 09:00.
    expect((await move(api, code, 4)).as(Dossier).dueAt).toBe('2026-03-12T09:00:00.000+07:00');
  });

  it('gives the officer’s date the same length again after a supplement', async () => {
    const { code } = await receive(api, { ...otherLimit, dueAt: '2026-03-03T09:00:00+07:00' });
    await move(api, code, 4);
    await move(api, code, 5, { reason: 'Cần làm rõ' });
    central.clock.set('2026-03-10T09:00:00+07:00');
    expect((await move(api, code, 4)).as(Dossier).dueAt).toBe('2026-03-11T09:00:00.000+07:00');
  });

  it('hands a result to somebody, never to nobody, and refuses what is no step', async () => {
    const { code } = await receive(api);
    expect((await move(api, code, 10, { receivedBy: 'Ai đó' })).code()).toBe('illegal-transition');
    await move(api, code, 4);
    await move(api, code, 9);
    expect((await move(api, code, 10)).body).toMatchObject({
      code: 'bad-request',
      errors: [{ path: 'receivedBy' }],
    });
    expect((await move(api, 'H39.30-260302-0999', 4)).code()).toBe('dossier-not-found');
    expect((await move(api, 'khong-phai-ma', 4)).body).toMatchObject({
      status: 400,
      code: 'dossier-code-invalid',
    });
  });

  it('says early, due soon and overdue by the appointment', async () => {
    const { code } = await receive(api);
    const deadline = async (): Promise<string> =>
      (await api.get(paths.dossier, { values: { dossierCode: code }, query: { stationId: 'q1' } })).as(
        Dossier,
      ).deadline;
    expect(await deadline()).toBe('onTime');
    central.clock.set('2026-03-05T08:00:00+07:00');
    expect(await deadline()).toBe('dueSoon');
    central.clock.set('2026-03-06T09:01:00+07:00');
    expect(await deadline()).toBe('overdue');
  });
});

describe('people', () => {
  it('are found by number as last entered, and only at their site', async () => {
    await receive(api);
    await receive(api, { submitter: { ...person, phone: '0900000002' } });
    const found = await api.post(paths.lookUpCitizen, { number: person.number, stationId: 'q1' });
    expect(found.as(Person).phone).toBe('0900000002');
    const elsewhere = await central.newSite();
    const unknown = await elsewhere.post(paths.lookUpCitizen, { number: person.number, stationId: 'q1' });
    expect([unknown.status, unknown.code()]).toEqual([404, 'not-found']);
  });

  it('are in no event, audit row or log line', async () => {
    const { code } = await receive(api, { note: `Gọi cho ${person.name}` });
    await move(api, code, 7, { reason: `${person.name} xin rút` });
    await api.post(paths.lookUpCitizen, { number: person.number, stationId: 'q1' });
    const events = await central.database
      .selectFrom('event')
      .selectAll()
      .where('site_id', '=', api.siteId)
      .execute();
    const audit = await central.database
      .selectFrom('audit')
      .selectAll()
      .where('site_id', '=', api.siteId)
      .execute();
    expect(events.map((event) => event.type)).toEqual(['dossier.received', 'dossier.moved']);
    expect(audit.map((row) => row.action)).toEqual(['dossier.receive', 'dossier.move', 'citizen.lookUp']);
    for (const kept of [JSON.stringify(events), JSON.stringify(audit), central.lines.join('\n')]) {
      expect(kept).not.toContain(person.name);
      expect(kept).not.toContain(person.number);
      expect(kept).not.toContain(person.phone);
    }
  });
});

describe('the catalogue', () => {
  it('is searched without diacritics, and shows all by name for an empty query', async () => {
    const search = async (query: string): Promise<string[]> =>
      (await api.get(paths.procedures, { query: { query } }))
        .as(z.array(ProcedureSummary))
        .map(({ code }) => code);
    expect(await search('khai sinh')).toEqual(['1.000001']);
    expect(await search('trich luc')).toEqual(['1.000003']);
    expect(await search('1.000002')).toEqual(['1.000002']);
    expect(await search('hộ tịch')).toEqual(['1.000002', '1.000001', '1.000003']);
    expect(await search('')).toEqual(['1.000003', '1.000001', '1.000002']);
    central.clock.set('2026-04-01T08:00:00+07:00');
    expect(await search('trich luc')).toEqual([]);
  });

  it('is a site’s: an unknown site has none', async () => {
    const answer = await api.get(paths.procedures, {
      values: { siteId: 'nowhere' },
      query: { query: 'khai' },
    });
    expect([answer.status, answer.code()]).toEqual([404, 'not-found']);
  });

  it('gives procedures and units', async () => {
    const found = await api.get(paths.procedure, { values: { procedureCode: '1.000001' } });
    expect(found.as(Procedure).cases[0]?.papers).toHaveLength(3);
    expect((await api.get(paths.procedure, { values: { procedureCode: 'x' } })).code()).toBe(
      'procedure-unknown',
    );
    expect((await api.get(paths.units)).as(UnitList).items.map((unit) => unit.code)).toEqual(['H39.30']);
  });
});
