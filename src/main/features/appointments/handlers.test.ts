import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startCentral, type RunningCentral } from '../../../central/start.ts';
import { StationConfig } from '../../../shared/contract/config.ts';
import { appError } from '../../../shared/errors.ts';
import { err } from '../../../shared/result.ts';
import { AppointmentCommands } from '../../central-client/appointment-commands.ts';
import { fixedKey } from '../../central-client/credentials.ts';
import { createCentralHttp } from '../../central-client/http.ts';
import { Outbox } from '../../central-client/outbox.ts';
import { SiteFeed } from '../../central-client/site-feed.ts';
import { systemClock } from '../../clock.ts';
import { silentLog } from '../../log.ts';
import type { StationDatabase } from '../../store/database.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import { TicketSlips } from '../tickets/ticket-slips.ts';
import { appointmentHandlers } from './handlers.ts';

/** The bridge's calls against the real central; on paper comes what its printing was asked for. */
const siteId = 'tan-an';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Ten past nine of a working Monday: the slot of nine is on. */
const clock = { ...systemClock, now: () => new Date('2026-03-02T09:10:00+07:00') };
const config = StationConfig.parse({
  version: 2,
  siteId,
  central: { mode: 'embedded' },
  printers: [{ id: 'may-in', name: 'Máy in', address: 'tcp://192.0.2.1:9100', profile: 'generic-80' }],
  stations: [
    { id: 'may-1', role: 'counter', name: 'Quầy 1', counterId: 'quay-01', printers: { ticket: 'may-in' } },
    { id: 'ki-ot', role: 'kiosk', name: 'Ki-ốt' },
    { id: 'bang', role: 'display', name: 'Bảng' },
    { id: 'truong', role: 'supervisor', name: 'Trưởng bộ phận' },
  ],
});

let central: RunningCentral;
let database: StationDatabase;
let feed: SiteFeed;
let slips: string[];
let handlers: ReturnType<typeof appointmentHandlers>;

beforeAll(async () => {
  const started = await startCentral({
    dataDir: null,
    host: '127.0.0.1',
    port: 0,
    accessKey: 'test-key',
    dataKey: randomBytes(32).toString('hex'),
    catalogue: join(import.meta.dirname, '../../../../assets/catalogue'),
    clock,
    log: quiet,
    version: 'test',
  });
  if (!started.ok) throw new Error(started.error.cause);
  central = started.value;
});
afterAll(() => central.stop());
beforeEach(async () => {
  const made = await createCentralHttp(
    { url: central.url, credentials: fixedKey('test-key'), language: 'vi' },
    randomUUID,
  );
  if (!made.ok) throw new Error(made.error.code);
  const http = () => made.value;
  const opened = await openStationDatabaseHere({ path: ':memory:', key: '' });
  if (!opened.ok) throw new Error(opened.error.cause);
  database = opened.value;
  const outbox = new Outbox({
    database,
    http,
    clock,
    log: silentLog,
    actor: () => ({ officerId: null, isSignedOut: false }),
    onPendingChanged: () => undefined,
  });
  feed = new SiteFeed({
    siteId,
    http,
    clock,
    log: silentLog,
    onChanged: () => undefined,
    onConnected: () => undefined,
  });
  slips = [];
  // A machine whose journal cannot be written: what is asked for is seen, and nothing comes out.
  const printing = {
    submit: ({ key }: { readonly key: string }) => {
      slips.push(key);
      return Promise.resolve(err(appError('store-unwritable')));
    },
    retry: () => Promise.resolve(err(appError('print-job-not-found'))),
    ended: () => Promise.reject(new Error('no job was made')),
  };
  const paper = { config: () => config, site: () => null, queue: () => feed.current() };
  handlers = appointmentHandlers(
    () => config,
    new AppointmentCommands(siteId, http, outbox),
    feed,
    new TicketSlips(printing, paper),
  );
});
afterEach(() => database.close());

const from = (stationId: string) => ({ window: 'station', stationId, correlationId: 'test' }) as const;

async function slotAt(clockText: string): Promise<{ groupCode: string; from: string; free: number }> {
  const shown = await handlers['appointments.ofDay']({ day: null }, from('may-1'));
  if (!shown.ok) throw new Error(shown.error.code);
  const wanted = Date.parse(`2026-03-02T${clockText}:00+07:00`);
  const slot = shown.value.slots.items.find((one) => Date.parse(one.from) === wanted);
  if (slot === undefined) throw new Error(`no slot at ${clockText}`);
  return slot;
}
async function book(clockText: string, number: string, station = 'may-1') {
  const slot = await slotAt(clockText);
  const person = { name: 'Trần Thị Thử Nghiệm', number, phone: '0900000001' };
  const request = { groupCode: slot.groupCode, from: slot.from, priority: 'normal', person } as const;
  const booked = await handlers['appointments.book'](request, from(station));
  if (!booked.ok) throw new Error(booked.error.code);
  return booked.value;
}

it('books at a counter; the supervisor sees the person masked and gives the appointment up', async () => {
  const before = await slotAt('14:00');
  const booked = await book('14:00', '080090000001');
  expect((await slotAt('14:00')).free).toBe(before.free - 1);
  const shown = await handlers['appointments.ofDay']({ day: '2026-03-02' }, from('truong'));
  expect(shown).toMatchObject({ ok: true, value: { list: { items: [{ id: booked.id, state: 'booked' }] } } });
  expect(JSON.stringify(shown)).not.toMatch(/080090000001|Thử Nghiệm/);
  const gone = await handlers['appointments.cancel']({ appointmentId: booked.id }, from('truong'));
  expect(gone).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  expect((await slotAt('14:00')).free).toBe(before.free);
});

it('takes an arrival at a counter: the number waits at once and its slip is asked for once', async () => {
  const { code } = await book('09:00', '080090000002');
  const by = { kind: 'code', code } as const;
  const arrived = await handlers['appointments.checkIn']({ by, language: 'vi' }, from('may-1'));
  if (!arrived.ok) throw new Error(arrived.error.code);
  const { ticket, late, job } = arrived.value;
  expect({ late, job }).toEqual({ late: false, job: null });
  expect(slips).toEqual([`ticket:${ticket.id}`]);
  expect(feed.current().snapshot?.waiting.map(({ id }) => id)).toContain(ticket.id);
  const again = await handlers['appointments.checkIn']({ by, language: 'vi' }, from('may-1'));
  expect(again).toMatchObject({ error: { code: 'appointment-used', detail: { number: ticket.number } } });
  expect(slips).toHaveLength(1);
});

it('gives the number where the station has no printer', async () => {
  const { code } = await book('09:00', '080090000003');
  const by = { kind: 'code', code } as const;
  expect(await handlers['appointments.checkIn']({ by, language: 'vi' }, from('truong'))).toMatchObject({
    ok: true,
    value: { job: null },
  });
  expect(slips).toEqual([]);
});

it('keeps the list and booking from kiosks, and everything from boards', async () => {
  const booked = await book('15:00', '080090000004');
  const refused = { ok: false, error: { code: 'permission-denied' } };
  for (const station of ['ki-ot', 'bang']) {
    expect(await handlers['appointments.ofDay']({ day: null }, from(station))).toMatchObject(refused);
    expect(await handlers['appointments.cancel']({ appointmentId: booked.id }, from(station))).toMatchObject(
      refused,
    );
  }
  const by = { kind: 'code', code: booked.code } as const;
  expect(await handlers['appointments.checkIn']({ by, language: 'vi' }, from('bang'))).toMatchObject(refused);
  expect(await handlers['appointments.checkIn']({ by, language: 'vi' }, from('ki-ot'))).toMatchObject({
    error: { code: 'appointment-early' },
  });
});
