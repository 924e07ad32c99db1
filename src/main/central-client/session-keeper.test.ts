import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnreliableLine } from '../../../e2e/support/unreliable-line.ts';
import { startCentral, type RunningCentral } from '../../central/start.ts';
import { smallCatalogue } from '../../central/testing/small-catalogue.ts';
import { monday, TestClock } from '../../central/testing/test-central.ts';
import { EnrolledStation, Me, OneTimePassword, StationCode } from '../../shared/api/access.ts';
import { fillPath, paths } from '../../shared/api/routes.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import { silentLog } from '../log.ts';
import type { StationDatabase } from '../store/database.ts';
import { openStationDatabaseHere } from '../store/open.ts';
import { fixedKey, stationKeyOnly, type Credentials } from './credentials.ts';
import { createCentralHttp, type CentralHttp } from './http.ts';
import { SessionKeeper } from './session-keeper.ts';
import { keepStationKey, StationAccess } from './station-access.ts';

/** The station's side against the real central, whose clock the test moves, over a line that can fail. */
const siteId = 'trung-tam';
const stationId = 'quay-may-1';
const minute = 60;
const quietLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

let clock: TestClock;
let central: RunningCentral;
let line: UnreliableLine;
let admin: CentralHttp;
let database: StationDatabase;
let access: StationAccess;
let keeper: SessionKeeper;
let changed: string[];
let untouchedMs: number;
let officers = 0;

beforeAll(async () => {
  clock = new TestClock(monday);
  central = value(
    await startCentral({
      dataDir: null,
      host: '127.0.0.1',
      port: 0,
      accessKey: 'the-key-of-the-test',
      dataKey: randomBytes(32).toString('hex'),
      catalogue: smallCatalogue([siteId]),
      clock,
      log: quietLog,
      version: 'test',
    }),
  );
  line = await UnreliableLine.open(() => central.port);
  admin = value(await connect(central.url, fixedKey('the-key-of-the-test')));
});
afterAll(async () => {
  await line.close();
  await central.stop();
});

beforeEach(async () => {
  line.set('up');
  changed = [];
  untouchedMs = 0;
  database = value(await openStationDatabaseHere({ path: ':memory:', key: '' }));
  const asked = { stationId, role: 'counter', name: 'Quầy 1', counterId: 'quay-1' };
  const made = value(await admin.post(at(paths.stationCodes), asked, StationCode)).value;
  const nobody = value(await connect(central.url, stationKeyOnly(null)));
  const body = { code: made.code, appVersion: 'test' };
  const { key } = value(await nobody.post(paths.enrolStation, body, EnrolledStation)).value;
  await keepStationKey(database, siteId, stationId, key);
  access = await open();
  keeper = new SessionKeeper({
    sessions: access,
    untouchedMs: () => untouchedMs,
    log: silentLog,
    retryMs: 5,
  });
  await logIn();
});
afterEach(() => keeper.stop());

function connect(url: string, credentials: Credentials): Promise<Result<CentralHttp, AppError>> {
  return createCentralHttp({ url, credentials, language: 'vi' }, randomUUID);
}

function open(): Promise<StationAccess> {
  return StationAccess.load({
    database,
    siteId,
    connect: (credentials) => connect(line.url, credentials),
    caller: () => stationId,
    log: silentLog,
    onChanged: (station) => void changed.push(station),
  });
}

function value<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.cause ?? ''}`);
  return result.value;
}

function at(path: string): string {
  return fillPath(path, { siteId });
}

async function logIn(): Promise<void> {
  officers += 1;
  const body = { userName: `can.bo.${officers}`, displayName: 'Cán Bộ Thử', roles: ['officer'] };
  const made = value(await admin.post(at(paths.officers), body, OneTimePassword)).value;
  value(await access.logIn(stationId, body.userName, made.oneTimePassword));
  value(await access.changePassword(stationId, made.oneTimePassword, 'con mèo ngủ trên mái'));
  changed = [];
}

/** What the officer does first when coming back. */
async function ask(): Promise<Result<Me, AppError>> {
  return value(await connect(line.url, access)).get(at(paths.me), Me);
}

/** Turns of the keeper, twenty minutes each. */
async function turns(count: number, isTouched: boolean): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    clock.advance(20 * minute);
    untouchedMs = isTouched ? 0 : untouchedMs + 20 * minute * 1_000;
    await keeper.renewAll();
  }
}

describe('the session of an officer who asks central for nothing', () => {
  it('ends at a desk that nobody touches for two hours, and the window hears it', async () => {
    await turns(8, false);
    expect(access.signedIn(stationId)).toBeNull();
    expect(changed).toEqual([stationId]);
  });

  it('goes on where somebody comes back before that', async () => {
    await turns(5, false);
    await turns(1, true);
    await turns(5, false);
    await turns(1, true);
    expect((await ask()).ok).toBe(true);
    expect(changed).toEqual([]);
  });

  it('lasts while somebody is at the machine, for a working day, and the window hears that it is over', async () => {
    // Not every turn of the day: central lets an address renew so often and no oftener.
    for (let hours = 1; hours < 12; hours += 1) {
      clock.advance(60 * minute);
      await keeper.renewAll();
    }
    expect((await ask()).ok).toBe(true);
    expect(changed).toEqual([]);
    clock.advance(60 * minute);
    await keeper.renewAll();
    expect(access.signedIn(stationId)).toBeNull();
    expect(changed).toEqual([stationId]);
  });

  it('is kept by the clock that runs here, without anybody asking', async () => {
    await keeper.stop();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      keeper = new SessionKeeper({ sessions: access, untouchedMs: () => 0, log: silentLog });
      const before = access.headersOf(stationId)['Authorization'];
      vi.advanceTimersByTime(20 * minute * 1_000);
      await vi.waitFor(() => expect(access.headersOf(stationId)['Authorization']).not.toBe(before));
    } finally {
      vi.useRealTimers();
    }
  });

  it('goes on after a sleep of less than two hours', async () => {
    clock.advance(119 * minute);
    expect((await ask()).ok).toBe(true);
    expect(changed).toEqual([]);
  });

  it('is over after a longer sleep: the window is told when the connection is back, before any click', async () => {
    clock.advance(121 * minute);
    await keeper.renewAll();
    expect(access.signedIn(stationId)).toBeNull();
    expect(changed).toEqual([stationId]);
    // Also for the next start of the app.
    expect((await open()).signedIn(stationId)).toBeNull();
  });

  it('is over at the first click, too, where that came first', async () => {
    clock.advance(121 * minute);
    expect(await ask()).toMatchObject({ ok: false, error: { code: 'session-ended' } });
    expect(changed).toEqual([stationId]);
  });

  it('is not ended by a clock of this machine that jumps', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(monday) });
    try {
      for (const there of ['2031-01-01T00:00:00Z', '2001-01-01T00:00:00Z']) {
        vi.setSystemTime(new Date(there));
        await keeper.renewAll();
        expect((await ask()).ok).toBe(true);
      }
    } finally {
      vi.useRealTimers();
    }
    expect(changed).toEqual([]);
  });

  it('outlives a central that is away for a while', async () => {
    line.set('down');
    clock.advance(40 * minute);
    await keeper.renewAll();
    expect(access.signedIn(stationId)).not.toBeNull();
    const before = access.headersOf(stationId)['Authorization'];
    line.set('up');
    // It asks again by itself.
    await vi.waitFor(() => expect(access.headersOf(stationId)['Authorization']).not.toBe(before));
    expect((await ask()).ok).toBe(true);
  });

  it('outlives an answer that got lost: the token before is taken again at once', async () => {
    clock.advance(40 * minute);
    line.set('loseAnswers');
    await keeper.renewAll();
    expect(line.lostBytes).toBeGreaterThan(0);
    const before = access.headersOf(stationId)['Authorization'];
    line.set('up');
    await vi.waitFor(() => expect(access.headersOf(stationId)['Authorization']).not.toBe(before));
    expect((await ask()).ok).toBe(true);
    expect(changed).toEqual([]);
  });
});
