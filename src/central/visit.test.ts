import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CitizenNumber } from '../shared/api/primitives.ts';
import { Dossier, DossierList, DossierPreview, Person } from '../shared/api/dossiers.ts';
import { ProcedureSummary } from '../shared/api/procedures.ts';
import { CallNextAnswer, SiteSnapshot, Ticket } from '../shared/api/queue.ts';
import { paths } from '../shared/api/routes.ts';
import { Site } from '../shared/api/site.ts';
import { z } from 'zod';
import { called, callNext, completeDossier, issue, move, person, step } from './testing/counter-work.ts';
import { monday, openTestCentral, type TestCentral } from './testing/test-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());

describe('a citizen’s visit', () => {
  it('goes from the number at the kiosk to the result handed over', async () => {
    central.clock.set(monday);
    const api = await central.newSite();
    const hello = await api.post(paths.hello, {
      stationId: 'may-quay-1',
      role: 'counter',
      name: 'Quầy 1',
      counterId: 'quay-1',
      appVersion: '0.1.0',
    });
    expect(hello.as(Site).id).toBe(api.siteId);

    const ticket = await issue(api);
    expect(ticket).toMatchObject({
      number: 'A-001',
      state: 'waiting',
      day: '2026-03-02',
      issuedAt: '2026-03-02T09:00:00.000+07:00',
    });

    central.clock.advance(120);
    const next = (await callNext(api)).as(CallNextAnswer);
    expect(next.ticket).toMatchObject({ id: ticket.id, state: 'called', counterId: 'quay-1', calls: 1 });
    expect(next.reason).toEqual({
      rule: 'longestWaiting',
      priority: 'normal',
      cameBy: 'issue',
      waitedSeconds: 120,
    });
    expect((await step(api, 'start', ticket.id)).as(Ticket).state).toBe('serving');

    const found = (await api.get(paths.procedures, { query: { query: 'dang ky khai sinh' } })).as(
      z.array(ProcedureSummary),
    );
    expect(found[0]).toEqual({
      code: '1.000001',
      name: 'Đăng ký khai sinh',
      field: 'Hộ tịch',
      groupCode: 'A',
      sameDay: false,
    });
    const preview = (
      await api.post(paths.previewDossier, { procedureCode: '1.000001', caseCode: '1.000001.01' })
    ).as(DossierPreview);
    // Three working days over the invented holiday of 4 March.
    expect(preview).toMatchObject({
      dueAt: '2026-03-06T09:02:00+07:00',
      handOverBy: '2026-03-02T17:00:00+07:00',
      totalFee: 8000,
    });

    const dossier = (await api.post(paths.dossiers, { ...completeDossier, ticketId: ticket.id })).as(Dossier);
    expect(dossier).toMatchObject({
      code: 'H39.30-260302-0001',
      book: { year: 2026, volume: 1, number: 1 },
      state: 2,
      totalFee: 16_000,
      procedureName: 'Đăng ký khai sinh',
      deadline: 'onTime',
      nextStates: [4, 7, 8],
      ticketId: ticket.id,
    });
    expect(Date.parse(dossier.dueAt!)).toBe(Date.parse(preview.dueAt!));
    expect(dossier.submitter).toEqual(person);
    expect(dossier.owner).toEqual(person);
    expect(dossier.papers).toEqual(completeDossier.papers);

    expect((await step(api, 'finish', ticket.id, 'quay-1', { outcome: 'received' })).as(Ticket).state).toBe(
      'finished',
    );
    const rated = await api.post(
      paths.rate,
      { score: 'good', stationId: 'danh-gia-1' },
      { values: { ticketId: ticket.id } },
    );
    expect(rated.status).toBe(200);

    const snapshot = (await api.get(paths.snapshot)).as(SiteSnapshot);
    expect(snapshot.today).toMatchObject({
      issued: 1,
      finished: 1,
      dossiers: 1,
      meanWaitSeconds: 120,
      ratings: { good: 1, fair: 0, poor: 0 },
    });
    expect(snapshot.counters[0]).toMatchObject({ current: null, lastFinished: { number: 'A-001' } });

    // Days later: the result is ready, somebody comes for it.
    central.clock.set('2026-03-05T15:00:00+07:00');
    expect((await move(api, dossier.code, 4)).as(Dossier).deadline).toBe('dueSoon');
    expect((await move(api, dossier.code, 9)).as(Dossier).deadline).toBe('early');
    const handedOver = (await move(api, dossier.code, 10, { receivedBy: 'Người Được Ủy Quyền' })).as(Dossier);
    expect(handedOver.nextStates).toEqual([]);
    expect(handedOver.steps.map((taken) => [taken.from, taken.to])).toEqual([
      [null, 2],
      [2, 4],
      [4, 9],
      [9, 10],
    ]);
    expect(handedOver.steps.at(-1)).toMatchObject({ receivedBy: 'Người Được Ủy Quyền', reason: null });

    const opened = await api.get(paths.dossier, {
      values: { dossierCode: dossier.code.toLowerCase() },
      query: { stationId: 'may-quay-1' },
    });
    expect(opened.as(Dossier)).toEqual(handedOver);
    const known = await api.post(paths.lookUpCitizen, {
      number: CitizenNumber.parse(person.number),
      stationId: 'may-quay-1',
    });
    expect(known.as(Person)).toEqual(person);

    const audit = await central.database
      .selectFrom('audit')
      .select(['action', 'reference', 'station_id'])
      .where('site_id', '=', api.siteId)
      .orderBy('sequence')
      .execute();
    expect(audit.slice(-2)).toEqual([
      { action: 'dossier.open', reference: dossier.code, station_id: 'may-quay-1' },
      {
        action: 'citizen.lookUp',
        reference: expect.stringMatching(/^person:[0-9a-f]{24}$/) as string,
        station_id: 'may-quay-1',
      },
    ]);
    expect(audit.map((row) => row.action)).toContain('dossier.receive');
  });

  it('lists the dossiers of the day with the people masked', async () => {
    central.clock.set(monday);
    const api = await central.newSite();
    const first = (await api.post(paths.dossiers, completeDossier)).as(Dossier);
    const second = (
      await api.post(paths.dossiers, {
        ...completeDossier,
        owner: { ...person, number: null, name: 'Lê Văn Khác' },
      })
    ).as(Dossier);
    const list = (await api.get(paths.dossiers)).as(DossierList).items;
    expect(list.map((item) => [item.code, item.maskedName])).toEqual([
      [second.code, 'L. V. Khác'],
      [first.code, 'T. T. T. Nghiệm'],
    ]);
    expect(JSON.stringify(list)).not.toContain(person.number);
    central.clock.advance(24 * 3600);
    expect((await api.get(paths.dossiers)).as(DossierList).items).toEqual([]);
  });

  it('calls nobody when nobody waits for the counter', async () => {
    central.clock.set(monday);
    const api = await central.newSite();
    await issue(api, 'B');
    expect((await callNext(api, 'quay-1')).as(CallNextAnswer)).toEqual({ ticket: null, reason: null });
    expect((await called(api, 'quay-4')).number).toBe('B-001');
  });
});
