import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  Appointment,
  AppointmentList,
  CheckInAnswer,
  FreeSlots,
  type ArrivalBy,
} from '../../shared/api/appointments.ts';
import { CallNextAnswer, SiteSnapshot } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import { defaultQueueRules } from '../../shared/domain/queue-order.ts';
import type { ApiAnswer, ApiClient } from '../testing/api-client.ts';
import { callNext, issue, person } from '../testing/counter-work.ts';
import { countExpired, eraseExpired } from '../privacy/retention.ts';
import { Seal } from '../privacy/seal.ts';
import { monday, openTestCentral, testDataKey, type TestCentral } from '../testing/test-central.ts';

const seal = new Seal(Buffer.from(testDataKey, 'hex'));
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

const atStation = { stationId: 'may-quay-1' };
const tenOClock = '2026-03-02T10:00:00+07:00';
const at = (clock: string): void => central.clock.set(`2026-03-02T${clock}:00+07:00`);
const who = { name: person.name, number: person.number, phone: person.phone };

function book(change: object = {}, key: string = randomUUID()): Promise<ApiAnswer> {
  const body = { ...atStation, groupCode: 'A', from: tenOClock, person: who, ...change };
  return api.post(paths.appointments, body, { key });
}
const booked = async (change: object = {}): Promise<Appointment> => (await book(change)).as(Appointment);
const change = (path: 'moveAppointment' | 'cancelAppointment', appointmentId: string, more: object = {}) =>
  api.post(paths[path], { ...atStation, ...more }, { values: { appointmentId } });
const arrive = (by: ArrivalBy, key: string = randomUUID()): Promise<ApiAnswer> =>
  api.post(paths.checkIn, { stationId: 'kiosk-1', by }, { key });
const byCode = ({ code }: Appointment): ArrivalBy => ({ kind: 'code', code });
const byCard: ArrivalBy = { kind: 'card', number: person.number };
const someone = (index: number) => ({ name: 'Người Khác', number: `08009000010${index}` });

async function freeAt(from: string, day = '2026-03-02'): Promise<number | undefined> {
  const { items } = (await api.get(paths.appointmentSlots, { query: { day } })).as(FreeSlots);
  return items.find((slot) => slot.groupCode === 'A' && slot.from === from)?.free;
}
async function states(): Promise<string[]> {
  const { items } = (await api.get(paths.appointments)).as(AppointmentList);
  return items.map(({ state }) => state).sort();
}

describe('booking', () => {
  it('takes a place of the slot, once per key, and shows its person masked', async () => {
    const key = randomUUID();
    const made = await book({}, key);
    expect([made.status, (await book({}, key)).body]).toEqual([201, made.body]);
    expect(await freeAt(tenOClock)).toBe(defaultQueueRules.appointments.perSlot - 1);
    const list = (await api.get(paths.appointments)).as(AppointmentList);
    expect(list.items).toEqual([made.as(Appointment)]);
    expect(list.items[0]).toMatchObject({ state: 'booked', maskedName: 'T. T. T. Nghiệm' });
    expect(JSON.stringify(list)).not.toContain(person.number);
  });

  it('leaves nothing readable of the person in rows and events', async () => {
    await booked();
    const rows = await central.database.selectFrom('appointment').selectAll().execute();
    const told = await central.database.selectFrom('event').selectAll().execute();
    for (const secret of [person.number, person.name, person.phone])
      expect(Buffer.from(JSON.stringify([rows, told])).includes(secret)).toBe(false);
    expect(rows.every((row) => row.person === null || !Buffer.from(row.person).includes('Nghiệm'))).toBe(
      true,
    );
  });

  it('is one per person and day, and as many as a slot takes', async () => {
    await booked();
    expect((await book({ from: '2026-03-02T10:30:00+07:00' })).code()).toBe('appointment-exists');
    expect((await book({ from: '2026-03-03T10:00:00+07:00' })).status).toBe(201);
    for (let index = 1; index < defaultQueueRules.appointments.perSlot; index += 1)
      await booked({ person: someone(index) });
    expect((await book({ person: someone(9) })).code()).toBe('appointment-full');
    expect((await book({ person: someone(9), groupCode: 'B' })).status).toBe(201);
  });

  it.each([
    ['is over', '2026-03-02T08:00:00+07:00'],
    ['begins within another', '2026-03-02T10:10:00+07:00'],
    ['is on a day of rest', '2026-03-08T10:00:00+07:00'],
    ['is too far ahead', '2026-03-09T10:00:00+07:00'],
    ['was yesterday', '2026-03-01T10:00:00+07:00'],
  ])('is refused for a slot that %s', async (_, from) => {
    expect((await book({ from })).status).toBe(400);
  });

  it('counts where it lies across slots of other rules', async () => {
    const { from, to } = await booked();
    expect(Date.parse(to) - Date.parse(from)).toBe(30 * 60_000);
    const appointments = { ...defaultQueueRules.appointments, slotMinutes: 15 };
    const rules = { ...defaultQueueRules, appointments, stationId: 'truong' };
    expect((await api.post(paths.queueRules, rules)).status).toBe(200);
    const all = appointments.perSlot;
    const free = ['09:45', '10:00', '10:15', '10:30'].map((clock) => freeAt(`2026-03-02T${clock}:00+07:00`));
    expect(await Promise.all(free)).toEqual([all, all - 1, all - 1, all]);
  });

  it('is refused for a group that is not there', async () => {
    expect((await book({ groupCode: 'Z' })).status).toBe(404);
  });

  it('is moved and cancelled, and the place is free again', async () => {
    const all = defaultQueueRules.appointments.perSlot;
    const { id } = await booked();
    const later = '2026-03-02T10:30:00+07:00';
    const moved = (await change('moveAppointment', id, { from: later })).as(Appointment);
    expect([Date.parse(moved.from), await freeAt(tenOClock), await freeAt(later)]).toEqual([
      Date.parse(later),
      all,
      all - 1,
    ]);
    expect((await change('cancelAppointment', id)).as(Appointment).state).toBe('cancelled');
    expect(await freeAt(later)).toBe(all);
    expect((await change('cancelAppointment', id)).code()).toBe('illegal-transition');
    expect((await change('moveAppointment', randomUUID(), { from: later })).code()).toBe(
      'appointment-unknown',
    );
  });
});

describe('arriving', () => {
  it('gives out a number that goes before those without precedence from its slot on', async () => {
    const first = await issue(api);
    const appointment = await booked();
    at('09:45');
    const key = randomUUID();
    const answer = await arrive(byCode(appointment), key);
    const { ticket, late } = answer.as(CheckInAnswer);
    expect([answer.status, late, ticket.number]).toEqual([201, false, 'A-002']);
    expect((await arrive(byCode(appointment), key)).body).toEqual(answer.body);
    const waiting = async () => (await api.get(paths.snapshot)).as(SiteSnapshot).waiting;
    expect((await waiting()).map(({ id }) => id)).toEqual([first.id, ticket.id]);
    at('10:00');
    expect((await waiting()).map(({ id, reason }) => [id, reason.rule])).toEqual([
      [ticket.id, 'appointment'],
      [first.id, 'longestWaiting'],
    ]);
    const called = (await callNext(api)).as(CallNextAnswer);
    expect([called.ticket?.id, called.reason?.rule]).toEqual([ticket.id, 'appointment']);
    expect(await states()).toEqual(['arrived']);
  });

  it('is known by the card, today’s before others', async () => {
    await booked({ from: '2026-03-03T10:00:00+07:00' });
    expect((await arrive(byCard)).body).toMatchObject({
      code: 'appointment-other-day',
      parameters: { time: '10:00', day: '03/03/2026' },
    });
    await booked();
    at('10:10');
    expect((await arrive(byCard)).as(CheckInAnswer).ticket.slotFrom).not.toBeNull();
    expect((await arrive(byCard)).body).toMatchObject({
      code: 'appointment-used',
      parameters: { number: 'A-001' },
    });
  });

  it('too early is told when to come', async () => {
    const appointment = await booked();
    expect((await arrive(byCode(appointment))).body).toMatchObject({
      code: 'appointment-early',
      parameters: { time: '10:00', opens: '09:45' },
    });
  });

  it('past the grace is a number like any other', async () => {
    const appointment = await booked();
    at('10:46');
    expect(await states()).toEqual(['missed']);
    const { ticket, late } = (await arrive(byCode(appointment))).as(CheckInAnswer);
    expect([late, ticket.slotFrom]).toEqual([true, null]);
    expect(await states()).toEqual(['arrived']);
  });

  it('is refused for one that is cancelled, unknown, of another site, or where the group is closed', async () => {
    const cancelled = await booked();
    await change('cancelAppointment', cancelled.id);
    expect((await arrive(byCode(cancelled))).code()).toBe('appointment-cancelled');
    expect((await arrive({ kind: 'code', code: 'HEN-2345678' })).code()).toBe('appointment-unknown');
    const appointment = await booked();
    at('10:00');
    const other = await central.newSite();
    const elsewhere = await other.post(paths.checkIn, { stationId: 'kiosk-1', by: byCode(appointment) });
    expect(elsewhere.code()).toBe('appointment-unknown');
    const opening = { ...atStation, open: false };
    await api.post(paths.groupOpening, opening, { values: { groupCode: 'A' } });
    expect((await arrive(byCode(appointment))).code()).toBe('group-closed');
    expect(await states()).toEqual(['booked', 'cancelled']);
  });
});

describe('who comes', () => {
  it('is erased a week after the day, once, and the log says so', async () => {
    const { code } = await booked();
    const erase = () => eraseExpired(central.database, seal, api.siteId, central.clock.now());
    central.clock.set('2026-03-09T23:59:00+07:00');
    expect(await erase()).toMatchObject({ appointments: 0 });
    central.clock.set('2026-03-10T00:00:00+07:00');
    expect(await countExpired(central.database, api.siteId, central.clock.now())).toMatchObject({
      appointments: 1,
    });
    expect(await erase()).toMatchObject({ appointments: 1 });
    expect(await erase()).toMatchObject({ appointments: 0 });
    const entry = await central.database
      .selectFrom('audit')
      .select('reference')
      .where('site_id', '=', api.siteId)
      .where('action', '=', 'appointment.expire')
      .execute();
    expect(entry).toEqual([{ reference: code }]);
  });
});

describe('a citizen’s right', () => {
  const rights = { number: person.number, ...atStation, reason: 'Công dân yêu cầu' };

  it('to their data and to erasure reaches appointments', async () => {
    const { code } = await booked();
    const data = await api.post(paths.exportCitizen, rights);
    expect(data.body).toMatchObject({ appointments: [{ code, person: { name: person.name } }] });
    const erased = await api.post(paths.eraseCitizen, rights);
    expect(erased.body).toMatchObject({ erased: { appointments: 1 } });
    expect((await api.post(paths.exportCitizen, rights)).body).toMatchObject({ appointments: [] });
    const { items } = (await api.get(paths.appointments)).as(AppointmentList);
    expect(items).toMatchObject([{ state: 'cancelled', maskedName: '', maskedNumber: null }]);
  });
});
