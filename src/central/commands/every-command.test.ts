import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Appointment } from '../../shared/api/appointments.ts';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import { defaultQueueRules } from '../../shared/domain/queue-order.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { called, issue } from '../testing/counter-work.ts';
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

const here = { counterId: 'quay-1', stationId: 'may-quay-1' };
const atStation = { stationId: 'may-quay-1' };
const counterPath = { counterId: 'quay-1' };

interface Case {
  readonly path: keyof typeof paths;
  readonly body: object;
  /** Another payload under the same key. */
  readonly other: object;
  readonly values?: Readonly<Record<string, string>>;
  /** What must have happened before; the number it is about, for those of a number. */
  readonly before?: () => Promise<string>;
}
const waiting = async (): Promise<string> => (await issue(api)).id;
const atCounter = async (): Promise<string> => {
  await issue(api);
  return (await called(api)).id;
};
const parked = async (): Promise<string> => {
  const ticketId = await atCounter();
  await api.post(paths.park, { ...here, reason: 'form' }, { values: { ticketId } });
  return ticketId;
};

/** Letting go of what nobody has changes nothing; an appointment is no matter of the hall until its person comes. */
const silent = new Set(['releaseCounter', 'moveAppointment', 'cancelAppointment']);

const booked = async (): Promise<string> => {
  const body = {
    ...atStation,
    groupCode: 'A',
    from: '2026-03-02T10:00:00+07:00',
    person: { name: 'Trần Thị Thử Nghiệm' },
  };
  return (await api.post(paths.appointments, body)).as(Appointment).id;
};

const onlyGroup = {
  code: 'A',
  name: { vi: 'Tiếp nhận', en: 'Reception' },
  description: { vi: 'Mọi lĩnh vực', en: 'All fields' },
  fields: ['Hộ tịch'],
  procedureCodes: [],
  counterIds: ['quay-1'],
};

const cases: readonly Case[] = [
  { path: 'callTicket', body: here, other: { ...here, reason: 'frail' }, before: waiting },
  {
    path: 'park',
    body: { ...here, reason: 'papers' },
    other: { ...here, reason: 'form' },
    before: atCounter,
  },
  { path: 'unpark', body: here, other: { ...here, counterId: 'quay-2' }, before: parked },
  {
    path: 'transfer',
    body: { ...here, to: { kind: 'group', groupCode: 'B' } },
    other: { ...here, to: { kind: 'counter', counterId: 'quay-2' } },
    before: atCounter,
  },
  {
    path: 'nextService',
    body: { ...here, groupCode: 'B', outcome: 'received' },
    other: { ...here, groupCode: 'B', outcome: 'guided' },
    before: atCounter,
  },
  {
    path: 'cancel',
    body: { ...atStation, reason: 'left' },
    other: { ...atStation, reason: 'mistake' },
    before: waiting,
  },
  {
    path: 'moveAppointment',
    body: { ...atStation, from: '2026-03-02T10:30:00+07:00' },
    other: { ...atStation, from: '2026-03-02T11:00:00+07:00' },
    before: booked,
  },
  { path: 'cancelAppointment', body: atStation, other: { stationId: 'may-khac' }, before: booked },
  {
    path: 'pauseCounter',
    body: { ...atStation, reason: 'break' },
    other: { ...atStation, reason: 'meeting' },
    values: counterPath,
  },
  {
    path: 'resumeCounter',
    body: atStation,
    other: { stationId: 'may-khac' },
    values: counterPath,
    before: async () => {
      await api.post(paths.pauseCounter, { ...atStation, reason: 'break' }, { values: counterPath });
      return '';
    },
  },
  { path: 'takeCounter', body: atStation, other: { stationId: 'may-khac' }, values: counterPath },
  { path: 'releaseCounter', body: atStation, other: { stationId: 'may-khac' }, values: counterPath },
  {
    path: 'groupOpening',
    body: { ...atStation, open: false },
    other: { ...atStation, open: true },
    values: { groupCode: 'B' },
  },
  {
    path: 'queueRules',
    body: { ...defaultQueueRules, ...atStation },
    other: { ...defaultQueueRules, transferred: 'back', ...atStation },
  },
  {
    path: 'serviceGroups',
    body: { ...atStation, basedOn: 0, groups: [onlyGroup] },
    other: { ...atStation, basedOn: 0, groups: [{ ...onlyGroup, fields: [] }] },
  },
];

const counted = async (table: 'event' | 'audit' | 'command' | 'ticket_history' | 'counter_history') => {
  const { count } = await central.database
    .selectFrom(table)
    .select((select) => select.fn.countAll().as('count'))
    .where('site_id', '=', api.siteId)
    .executeTakeFirstOrThrow();
  return Number(count);
};
const rows = async (): Promise<number[]> => [
  await counted('event'),
  await counted('audit'),
  await counted('command'),
  await counted('ticket_history'),
  await counted('counter_history'),
];

describe.each(cases)('$path', ({ path, body, other, values = {}, before }) => {
  it('is one effect per key: audit row, command, events; another payload is refused', async () => {
    const ticketId = (await before?.()) ?? '';
    const options = { key: randomUUID(), values: { ...values, ticketId, appointmentId: ticketId } };
    const [events, audit, commands] = await rows();
    const first = await api.post(paths[path], body, options);
    expect(first.status).toBe(200);
    const after = await rows();
    expect(after[1]).toBe(audit! + 1);
    expect(after[2]).toBe(commands! + 1);
    expect(after[0]! - events!).toBe(silent.has(path) ? 0 : 1);
    central.clock.advance(5);
    const again = await api.post(paths[path], body, options);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers.get('command-sequence')).toBe(first.headers.get('command-sequence'));
    const reused = await api.post(paths[path], other, options);
    expect([reused.status, reused.code()]).toEqual([422, 'idempotency-key-reused']);
    expect(await rows()).toEqual(after);
  });

  it('is refused without a key, and has no effect then', async () => {
    const ticketId = (await before?.()) ?? '';
    const at = await rows();
    const address = api.address(paths[path], { values: { ...values, ticketId, appointmentId: ticketId } });
    const response = await fetch(address, {
      method: 'POST',
      headers: { ...api.authorization(), 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'bad-request',
      errors: [{ path: 'header.idempotency-key' }],
    });
    expect(await rows()).toEqual(at);
  });

  it('sent several times at once has one effect', async () => {
    const ticketId = (await before?.()) ?? '';
    const [, , commands] = await rows();
    const options = { key: randomUUID(), values: { ...values, ticketId, appointmentId: ticketId } };
    const answers = await Promise.all(Array.from({ length: 4 }, () => api.post(paths[path], body, options)));
    const outcomes = answers.map((answer) => (answer.status === 200 ? 'done' : answer.code()));
    expect(outcomes).toContain('done');
    expect(
      new Set(outcomes).size <= 2 && outcomes.every((one) => ['done', 'command-in-progress'].includes(one)),
    ).toBe(true);
    expect((await rows())[2]).toBe(commands! + 1);
    expect((await api.get(paths.snapshot)).as(SiteSnapshot).sequence).toBe(await counted('event'));
  });
});
