import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../central/clock.ts';
import { startCentral, type RunningCentral } from '../../central/start.ts';
import { EnrolledStation, OneTimePassword, StationCode } from '../../shared/api/access.ts';
import { DossierList } from '../../shared/api/dossiers.ts';
import { SiteSnapshot, Ticket } from '../../shared/api/queue.ts';
import { fillPath, paths } from '../../shared/api/routes.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import { asCallOf, callingStation } from '../host/calling-station.ts';
import { silentLog } from '../log.ts';
import type { StationDatabase } from '../store/database.ts';
import { openStationDatabaseHere } from '../store/open.ts';
import { systemClock as mainClock } from '../clock.ts';
import { fixedKey, stationKeyOnly, type Credentials } from './credentials.ts';
import { createCentralHttp, type CentralHttp } from './http.ts';
import { Outbox } from './outbox.ts';
import { keepStationKey, StationAccess } from './station-access.ts';

const siteId = 'tan-an';
const quietLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const goodPassword = 'con mèo ngủ trên mái';

let central: RunningCentral;
let admin: CentralHttp;
let database: StationDatabase;
let access: StationAccess;
let http: CentralHttp;
let changed: string[];

beforeAll(async () => {
  const started = await startCentral({
    dataDir: null,
    host: '127.0.0.1',
    port: 0,
    accessKey: 'the-key-of-the-test',
    dataKey: randomBytes(32).toString('hex'),
    catalogue: join(import.meta.dirname, '../../../assets/catalogue'),
    clock: systemClock,
    log: quietLog,
    version: 'test',
  });
  if (!started.ok) throw new Error(started.error.cause);
  central = started.value;
  admin = value(await connect(fixedKey('the-key-of-the-test')));
});
afterAll(() => central.stop());

beforeEach(async () => {
  changed = [];
  database = value(await openStationDatabaseHere({ path: ':memory:', key: '' }));
});

function connect(credentials: Credentials): Promise<Result<CentralHttp, AppError>> {
  return createCentralHttp({ url: central.url, credentials, language: 'vi' }, randomUUID);
}

function value<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.cause ?? ''}`);
  return result.value;
}

function at(path: string, values: Readonly<Record<string, string>> = {}): string {
  return fillPath(path, { siteId, ...values });
}

async function enrol(stationId: string, role: string, counterId: string | null): Promise<void> {
  const asked = { stationId, role, name: stationId, counterId };
  const made = value(await admin.post(at(paths.stationCodes), asked, StationCode)).value;
  const nobody = value(await connect(stationKeyOnly(null)));
  const body = { code: made.code, appVersion: 'test' };
  const { key } = value(await nobody.post(paths.enrolStation, body, EnrolledStation)).value;
  await keepStationKey(database, siteId, stationId, key);
}

async function addOfficer(userName: string): Promise<{ officerId: string; oneTimePassword: string }> {
  const body = { userName, displayName: 'Người Thử', roles: ['officer'] };
  const made = value(await admin.post(at(paths.officers), body, OneTimePassword)).value;
  return { officerId: made.officer.officerId, oneTimePassword: made.oneTimePassword };
}

async function open(): Promise<void> {
  access = await StationAccess.load({
    database,
    siteId,
    connect,
    caller: callingStation,
    log: silentLog,
    onChanged: (stationId) => void changed.push(stationId),
  });
  http = value(await connect(access));
}

async function signedIn(stationId: string, userName: string): Promise<string> {
  const { officerId, oneTimePassword } = await addOfficer(userName);
  value(await access.logIn(stationId, userName, oneTimePassword));
  value(await access.changePassword(stationId, oneTimePassword, goodPassword));
  return officerId;
}

describe('stations that were enrolled', () => {
  it('each bring their own key, the one that asks or that the request names', async () => {
    await enrol('may-1', 'counter', 'quay-01');
    await enrol('kiosk-1', 'kiosk', null);
    await open();
    const issue = { groupCode: 'H', priority: 'normal', stationId: 'kiosk-1' };
    expect((await http.post(at(paths.tickets), issue, Ticket, randomUUID())).ok).toBe(true);
    // The app by itself asks as a station, nobody signed in.
    expect((await http.get(at(paths.snapshot), SiteSnapshot)).ok).toBe(true);
    const asKiosk = await asCallOf('kiosk-1', () => http.get(at(paths.dossiers), DossierList));
    expect(asKiosk).toMatchObject({ ok: false, error: { code: 'session-ended' } });
  });

  it('are asked to log in where central would refuse, and are let in then', async () => {
    await enrol('may-2', 'counter', 'quay-02');
    await open();
    const list = () => asCallOf('may-2', () => http.get(at(paths.dossiers), DossierList));
    expect(access.signedIn('may-2')).toBeNull();
    expect(await list()).toMatchObject({ ok: false, error: { code: 'session-ended' } });
    expect(await access.logIn('may-2', 'nobody.here', 'x')).toMatchObject({
      ok: false,
      error: { code: 'log-in-failed' },
    });
    const { oneTimePassword } = await addOfficer('hong.le');
    expect(value(await access.logIn('may-2', 'hong.le', oneTimePassword))).toEqual({ needsCode: false });
    expect(access.signedIn('may-2')).toMatchObject({ userName: 'hong.le', mustChangePassword: true });
    expect(await list()).toMatchObject({ ok: false, error: { code: 'password-change-required' } });
    value(await access.changePassword('may-2', oneTimePassword, goodPassword));
    expect(access.signedIn('may-2')?.mustChangePassword).toBe(false);
    expect((await list()).ok).toBe(true);
    expect(changed).toEqual(['may-2', 'may-2']);
    await access.logOut('may-2');
    expect(access.signedIn('may-2')).toBeNull();
    expect(await list()).toMatchObject({ ok: false, error: { code: 'session-ended' } });
  });

  it('keep who is signed in over a restart, and go on by the refresh token', async () => {
    await enrol('may-3', 'counter', 'quay-03');
    await open();
    await signedIn('may-3', 'minh.vo');
    const before = access.headersOf('may-3')['Authorization'];
    await open();
    expect(access.signedIn('may-3')?.userName).toBe('minh.vo');
    // Many requests find the token over at once: one refresh for all, since a refresh token works once.
    expect(await Promise.all([1, 2, 3].map(() => access.renew('may-3')))).toEqual([true, true, true]);
    expect(access.headersOf('may-3')['Authorization']).not.toBe(before);
    expect((await asCallOf('may-3', () => http.get(at(paths.dossiers), DossierList))).ok).toBe(true);
  });

  it('lose the session that an administrator ended, and say so to the window', async () => {
    await enrol('may-4', 'counter', 'quay-04');
    await open();
    const officerId = await signedIn('may-4', 'tuan.do');
    changed = [];
    value(await admin.post(at(paths.resetOfficer, { officerId }), undefined, OneTimePassword));
    const list = await asCallOf('may-4', () => http.get(at(paths.dossiers), DossierList));
    expect(list).toMatchObject({ ok: false, error: { code: 'session-ended' } });
    expect(access.signedIn('may-4')).toBeNull();
    expect(changed).toEqual(['may-4']);
  });

  it('forget the session also when central cannot be told', async () => {
    await enrol('may-5', 'counter', 'quay-05');
    await open();
    await signedIn('may-5', 'lien.ho');
    const away = await StationAccess.load({
      database,
      siteId,
      connect: (credentials) =>
        createCentralHttp({ url: 'http://127.0.0.1:9', credentials, language: 'vi' }, randomUUID),
      caller: callingStation,
      log: silentLog,
      onChanged: () => undefined,
    });
    expect(away.signedIn('may-5')?.userName).toBe('lien.ho');
    await away.logOut('may-5');
    expect(away.signedIn('may-5')).toBeNull();
    await open();
    expect(access.signedIn('may-5')).toBeNull();
  });
});

describe('the outbox of a station where people log in', () => {
  function outboxOf(stationId: string): Outbox {
    return new Outbox({
      database,
      http: () => http,
      clock: mainClock,
      log: silentLog,
      retryDelaysMs: [],
      actor: () => {
        const officerId = access.signedIn(stationId)?.officerId ?? null;
        return { officerId, isSignedOut: officerId === null };
      },
      onPendingChanged: () => undefined,
    });
  }

  it('sends a fact again in the name of whoever did it, and of nobody else', async () => {
    await enrol('may-6', 'counter', 'quay-06');
    await open();
    const first = await signedIn('may-6', 'first.one');
    const outbox = outboxOf('may-6');
    const command = {
      path: at(paths.tickets),
      body: { groupCode: 'H', priority: 'normal', stationId: 'may-6' },
      answer: Ticket,
      stationId: 'may-6',
      kind: 'fact' as const,
    };
    const good = http;
    http = value(
      await createCentralHttp({ url: 'http://127.0.0.1:9', credentials: access, language: 'vi' }, randomUUID),
    );
    expect(await outbox.perform(command)).toMatchObject({ ok: false, error: { code: 'command-queued' } });
    http = good;
    await access.logOut('may-6');
    expect(await outbox.perform(command)).toMatchObject({ ok: false, error: { code: 'session-ended' } });
    await outbox.replay();
    expect(await outbox.pendingOf(first)).toBe(1);
    await signedIn('may-6', 'second.one');
    await outbox.replay();
    expect(await outbox.pendingOf(first)).toBe(1);
    await access.logOut('may-6');
    value(await access.logIn('may-6', 'first.one', goodPassword));
    await outbox.replay();
    expect(await outbox.pendingOf(first)).toBe(0);
    const { waiting } = value(await http.get(at(paths.snapshot), SiteSnapshot));
    expect(waiting.length).toBeGreaterThan(0);
  });
});
