import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Appointment, FreeSlots } from '../../shared/api/appointments.ts';

import { ProcedureSummary } from '../../shared/api/procedures.ts';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { GroupHistory, ServiceGroups, type GroupSetting } from '../../shared/api/service-groups.ts';
import { paths } from '../../shared/api/routes.ts';
import { fillSites } from '../catalogue/fill-site.ts';
import { enrol, officerAt } from '../testing/access-work.ts';
import type { ApiAnswer, ApiClient } from '../testing/api-client.ts';
import { called, issue, serve, step } from '../testing/counter-work.ts';
import { Listener } from '../testing/event-listener.ts';
import { smallCatalogue } from '../testing/small-catalogue.ts';
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

const stationId = 'may-1';
const text = (vi: string): { vi: string; en: string } => ({ vi, en: `${vi} (en)` });
const land: GroupSetting = {
  code: 'C',
  name: text('Đất đai'),
  description: text('Giấy chứng nhận'),
  fields: ['Đất đai'],
  procedureCodes: [],
  counterIds: ['quay-2', 'quay-3'],
};

const settings = async (): Promise<ServiceGroups> => (await api.get(paths.serviceGroups)).as(ServiceGroups);
const snapshot = async (): Promise<SiteSnapshot> => (await api.get(paths.snapshot)).as(SiteSnapshot);

async function arrange(
  change: (groups: GroupSetting[]) => unknown[],
  options: { basedOn?: number; key?: string } = {},
): Promise<ApiAnswer> {
  const { revision, groups } = await settings();
  const { basedOn = revision, ...rest } = options;
  const body = { stationId, groups: change(groups), basedOn, note: 'theo lịch mới' };
  return api.post(paths.serviceGroups, body, rest);
}

async function arranged(change: (groups: GroupSetting[]) => unknown[]): Promise<ServiceGroups> {
  return (await arrange(change)).as(ServiceGroups);
}

const groupOf = async (code: string): Promise<string | null | undefined> =>
  (await api.get(paths.procedures, { query: { query: '' } }))
    .as(z.array(ProcedureSummary))
    .find((item) => item.code === code)?.groupCode;

describe('service groups as they are set up', () => {
  it('come from the catalogue at first, with the procedures and counters to choose from', async () => {
    const { revision, groups, counters, procedures, uses } = await settings();
    expect(revision).toBe(0);
    expect(groups.map(({ code, counterIds }) => [code, counterIds])).toEqual([
      ['A', ['quay-1', 'quay-2', 'quay-3', 'quay-4']],
      ['B', ['quay-4']],
    ]);
    expect(counters.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(procedures.map(({ field }) => field)).toEqual(['Hộ tịch', 'Hộ tịch', 'Hộ tịch']);
    expect(uses).toEqual([]);
  });

  it('are added, renamed, ordered and given to counters at once; stations hear of it and see it', async () => {
    const listener = await Listener.open(api);
    const after = await arranged(([a, b]) => [
      b,
      land,
      { ...a, name: text('Tư pháp'), counterIds: ['quay-1'] },
    ]);
    expect(after.revision).toBe(1);
    expect(JSON.parse((await listener.next()).data)).toMatchObject({ type: 'group.arranged', data: {} });
    listener.leave();
    const { groups, counters } = await snapshot();
    expect(groups.map(({ code, name }) => [code, name.vi])).toEqual([
      ['B', 'Trả kết quả'],
      ['C', 'Đất đai'],
      ['A', 'Tư pháp'],
    ]);
    expect(counters.map(({ groupCodes }) => groupCodes)).toEqual([['A'], ['C'], ['C'], ['B']]);
    expect((await issue(api, 'C')).number).toBe('C-001');
    expect((await called(api, 'quay-3')).number).toBe('C-001');
  });

  it('are written down: audit row with the reason and what changed, history of each group, arrangement before', async () => {
    await arranged(([a]) => [{ ...a, name: text('Tư pháp') }, land]);
    const history = await central.database
      .selectFrom('group_history')
      .select(['group_code', 'action', 'station_id'])
      .where('site_id', '=', api.siteId)
      .orderBy('group_code')
      .execute();
    expect(history.map((row) => [row.group_code, row.action, row.station_id])).toEqual([
      ['A', 'change', stationId],
      ['B', 'remove', stationId],
      ['C', 'add', stationId],
    ]);
    const audit = await central.database
      .selectFrom('audit')
      .select(['action', 'reference', 'station_id'])
      .where('site_id', '=', api.siteId)
      .execute();
    expect(audit).toEqual([{ action: 'group.arrange', reference: api.siteId, station_id: stationId }]);
    const { items } = (await api.get(paths.serviceGroupHistory)).as(GroupHistory);
    expect(items.map(({ revision, groups }) => [revision, groups.map(({ code }) => code).join('')])).toEqual([
      [1, 'AC'],
      [0, 'AB'],
    ]);
  });

  it('set to what they are already change nothing, so that nobody else is refused for it', async () => {
    const { revision } = await arranged((groups) => groups);
    expect(revision).toBe(0);
    expect((await api.get(paths.serviceGroupHistory)).as(GroupHistory).items).toEqual([]);
  });

  it('are not set over what somebody else set meanwhile', async () => {
    await arranged((groups) => [...groups, land]);
    const answer = await arrange((groups) => groups.slice(0, 1), { basedOn: 0 });
    expect([answer.status, answer.code()]).toEqual([409, 'changed-meanwhile']);
    expect((await settings()).groups.map(({ code }) => code)).toEqual(['A', 'B', 'C']);
  });

  it('go back to an arrangement of before by setting it again, a removed group on the same day as well', async () => {
    expect((await step(api, 'finish', await finishable(), 'quay-1', { outcome: 'guided' })).status).toBe(200);
    await arranged(([, b]) => [{ ...b, counterIds: ['quay-1'] }]);
    const first = (await api.get(paths.serviceGroupHistory)).as(GroupHistory).items[1]!;
    const after = await arranged(() => [...first.groups]);
    expect(after.groups).toEqual(first.groups);
    expect((await issue(api, 'A')).number).toBe('A-002');
  });

  async function finishable() {
    await issue(api, 'A');
    return (await called(api)).id;
  }

  it.each<[string, (groups: GroupSetting[]) => unknown[], number, string, object]>([
    ['a letter twice', ([a, b]) => [a, b, { ...land, code: 'A' }], 400, 'bad-request', {}],
    ['a field at two groups', ([a, b]) => [a, { ...b, fields: ['Hộ tịch'] }], 400, 'bad-request', {}],
    [
      'a procedure at two groups',
      ([a, b]) => [
        { ...a, procedureCodes: ['1.000001'] },
        { ...b, procedureCodes: ['1.000001'] },
      ],
      400,
      'bad-request',
      {},
    ],
    ['a group that no counter serves', ([a, b]) => [a, { ...b, counterIds: [] }], 400, 'bad-request', {}],
    ['no group at all', () => [], 400, 'bad-request', {}],
    [
      'a name of one language',
      ([a, b]) => [{ ...a, name: { vi: 'Tư pháp', en: ' ' } }, b],
      400,
      'bad-request',
      {},
    ],
    [
      'a counter that is not there',
      ([a, b]) => [a, { ...b, counterIds: ['quay-9'] }],
      404,
      'not-found',
      { counterId: 'quay-9' },
    ],
    [
      'a procedure that is not there',
      ([a, b]) => [a, { ...b, procedureCodes: ['9.999999'] }],
      404,
      'procedure-unknown',
      { procedureCode: '9.999999' },
    ],
  ])('refuse %s, and change nothing', async (_, change, status, code, parameters) => {
    const answer = await arrange(change);
    expect([answer.status, answer.code()]).toEqual([status, code]);
    expect(answer.body).toMatchObject({ ...(status === 400 ? {} : { parameters }) });
    expect((await settings()).revision).toBe(0);
  });
});

describe('a group that is to be removed', () => {
  it.each(['waiting', 'called', 'parked', 'noShow'] as const)(
    'stays while a number of today is %s',
    async (state) => {
      await issue(api);
      if (state !== 'waiting') {
        const ticket = await called(api);
        if (state === 'parked')
          await api.post(
            paths.park,
            { counterId: 'quay-1', stationId, reason: 'form' },
            { values: { ticketId: ticket.id } },
          );
        if (state === 'noShow') await step(api, 'noShow', ticket.id);
      }
      const answer = await arrange(([, b]) => [b]);
      expect([answer.status, answer.code()]).toEqual([409, 'group-in-use']);
      expect(answer.body).toMatchObject({ parameters: { groupCode: 'A', unfinished: 1, appointments: 0 } });
      expect((await settings()).uses).toEqual([
        { groupCode: 'A', issued: 1, unfinished: 1, appointments: 0 },
      ]);
    },
  );

  it('stays while an appointment is to come', async () => {
    const { items } = (await api.get(paths.appointmentSlots, { query: { day: '2026-03-03' } })).as(FreeSlots);
    const slot = items.find(({ groupCode }) => groupCode === 'A')!;
    const booking = { stationId, groupCode: 'A', from: slot.from, person: { name: 'Trần Thị Thử Nghiệm' } };
    const { id } = (await api.post(paths.appointments, booking)).as(Appointment);
    const answer = await arrange(([, b]) => [b]);
    expect(answer.body).toMatchObject({
      code: 'group-in-use',
      parameters: { unfinished: 0, appointments: 1 },
    });
    await api.post(paths.cancelAppointment, { stationId }, { values: { appointmentId: id } });
    expect((await arrange(([, b]) => [b])).status).toBe(200);
  });

  it('is gone for kiosks, counters, transfers, bookings and the search of procedures', async () => {
    const waiting = await issue(api, 'B');
    const { id } = await called(api, 'quay-4');
    expect(waiting.id).toBe(id);
    expect(await groupOf('1.000001')).toBe('A');
    expect((await arrange(([, b]) => [b])).status).toBe(200);
    const { groups, counters } = await snapshot();
    expect(groups.map(({ code }) => code)).toEqual(['B']);
    expect(counters.map(({ groupCodes }) => groupCodes)).toEqual([[], [], [], ['B']]);
    expect((await api.post(paths.tickets, { groupCode: 'A', stationId })).code()).toBe('not-found');
    const opening = { values: { groupCode: 'A' } };
    expect((await api.post(paths.groupOpening, { open: true, stationId }, opening)).code()).toBe('not-found');
    const to = { kind: 'group', groupCode: 'A' };
    const sent = { counterId: 'quay-4', stationId, to };
    expect((await api.post(paths.transfer, sent, { values: { ticketId: id } })).code()).toBe('not-found');
    const slots = (await api.get(paths.appointmentSlots, { query: { day: '2026-03-03' } })).as(FreeSlots);
    expect(new Set(slots.items.map(({ groupCode }) => groupCode))).toEqual(new Set(['B']));
    expect(await groupOf('1.000001')).toBeNull();
  });

  it('leaves its letter to another group from the next day on only', async () => {
    await issue(api);
    await serve(api);
    await arranged(([, b]) => [{ ...b, counterIds: ['quay-1'] }]);
    const other = { ...land, code: 'A' };
    const answer = await arrange((groups) => [...groups, other]);
    expect([answer.status, answer.code()]).toEqual([409, 'group-letter-used']);
    expect(answer.body).toMatchObject({ parameters: { groupCode: 'A' } });
    central.clock.set('2026-03-03T07:00:00+07:00');
    const after = await arranged((groups) => [...groups, other]);
    expect(after.groups.map(({ code, name }) => [code, name.vi])).toEqual([
      ['B', 'Trả kết quả'],
      ['A', 'Đất đai'],
    ]);
    expect((await issue(api, 'A')).number).toBe('A-001');
  });
});

describe('a closed group', () => {
  it('gives out no number, is served to its end, and stays closed when the groups are set up anew', async () => {
    const waiting = await issue(api);
    await api.post(paths.groupOpening, { open: false, stationId }, { values: { groupCode: 'A' } });
    await arranged((groups) => [...groups, land]);
    expect((await api.post(paths.tickets, { groupCode: 'A', stationId })).code()).toBe('group-closed');
    expect((await called(api)).id).toBe(waiting.id);
  });

  it('that is removed and added again is open', async () => {
    await api.post(paths.groupOpening, { open: false, stationId }, { values: { groupCode: 'B' } });
    const [, b] = (await settings()).groups;
    await arranged(([a]) => [a]);
    await arranged((groups) => [...groups, b]);
    expect((await issue(api, 'B')).number).toBe('B-001');
  });
});

describe('procedures', () => {
  it('go to the group that names them, before the one of their field, for every search after it', async () => {
    expect(await groupOf('1.000001')).toBe('A');
    await arranged(([a, b]) => [a, { ...b, procedureCodes: ['1.000001'] }]);
    expect(await groupOf('1.000001')).toBe('B');
    expect(await groupOf('1.000002')).toBe('A');
  });
});

describe('a new catalogue', () => {
  const next = () => {
    const files = smallCatalogue([api.siteId]);
    const seed = files.catalogue.sites.sites[0]!;
    seed.groups[0]!.name = text('Tên mới của chương trình');
    seed.groups.push({ code: 'D', name: text('Y tế'), description: text('Y tế'), fields: ['Y tế'] });
    seed.counters[0]!.groupCodes = ['B', 'D'];
    seed.counters[0]!.name = text('Quầy Một');
    seed.counters.push({ id: 'quay-5', number: 5, name: text('Quầy 5'), groupCodes: ['B', 'D'] });
    return files;
  };

  it('brings its groups where nobody set them up, and whoever has them open is told', async () => {
    expect(await fillSites(central.database, next())).toEqual([api.siteId]);
    const { revision, groups } = await settings();
    expect(revision).toBe(1);
    expect(groups.map(({ code, name }) => [code, name.vi])).toEqual([
      ['A', 'Tên mới của chương trình'],
      ['B', 'Trả kết quả'],
      ['D', 'Y tế'],
    ]);
    expect((await snapshot()).counters[0]?.groupCodes).toEqual(['B', 'D']);
    expect((await arrange((found) => found, { basedOn: 0 })).code()).toBe('changed-meanwhile');
  });

  it('keeps what an administrator set up: groups, order, counters; its new counters serve what is there', async () => {
    const before = await arranged(([a, b]) => [b, { ...a, name: text('Tư pháp') }]);
    expect(await fillSites(central.database, next())).toEqual([api.siteId]);
    const after = await settings();
    expect(after.revision).toBe(before.revision);
    expect(after.groups.map(({ code, name }) => [code, name.vi])).toEqual([
      ['B', 'Trả kết quả'],
      ['A', 'Tư pháp'],
    ]);
    const { counters } = await snapshot();
    expect(counters.map(({ id, groupCodes }) => [id, groupCodes.join('')])).toEqual([
      ['quay-1', 'A'],
      ['quay-2', 'A'],
      ['quay-3', 'A'],
      ['quay-4', 'BA'],
      ['quay-5', 'B'],
    ]);
    expect(counters[0]?.name.vi).toBe('Quầy Một');
  });
});

describe('who may', () => {
  it('is an administrator of the site only; their name stands in the history', async () => {
    const counter = await enrol(api, 'counter');
    const supervisor = await officerAt(api, counter.api, 'dieu-hanh', ['supervisor']);
    expect((await supervisor.api.get(paths.serviceGroups)).code()).toBe('permission-denied');
    const administrator = await officerAt(api, counter.api, 'quan-tri', ['administrator']);
    const { revision, groups } = (await administrator.api.get(paths.serviceGroups)).as(ServiceGroups);
    const body = { stationId: counter.station.stationId, groups: [...groups, land], basedOn: revision };
    const key = randomUUID();
    expect((await supervisor.api.post(paths.serviceGroups, body)).code()).toBe('permission-denied');
    expect((await administrator.api.post(paths.serviceGroups, body, { key })).status).toBe(200);
    const { items } = (await administrator.api.get(paths.serviceGroupHistory)).as(GroupHistory);
    expect(items.map(({ officerName }) => officerName === null)).toEqual([false, true]);
  });
});
