import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../central/clock.ts';
import { startCentral, type RunningCentral } from '../../../central/start.ts';
import { EnrolledStation, StationCode, type OfficerRole } from '../../../shared/api/access.ts';
import { fillPath, paths } from '../../../shared/api/routes.ts';
import { StationConfig } from '../../../shared/contract/config.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { fixedKey, stationKeyOnly, type Credentials } from '../../central-client/credentials.ts';
import { createCentralHttp, type CentralHttp } from '../../central-client/http.ts';
import { Outbox } from '../../central-client/outbox.ts';
import { keepStationKey, StationAccess } from '../../central-client/station-access.ts';
import { systemClock as mainClock } from '../../clock.ts';
import { loadConfig } from '../../config/config-file.ts';
import { asCallOf, callingStation } from '../../host/calling-station.ts';
import { silentLog } from '../../log.ts';
import { qrRows } from '../../qr-rows.ts';
import type { StationDatabase } from '../../store/database.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import { accessHandlers } from '../access/handlers.ts';
import { accountHandlers } from '../access/account-handlers.ts';
import { administrationHandlers } from './handlers.ts';

/** The bridge's calls of administrators, and those about one's own account, against the real central. */
const siteId = 'tan-an';
const goodPassword = 'con mèo ngủ trên mái';
const config = StationConfig.parse({
  version: 2,
  siteId,
  central: { mode: 'enrolled', url: 'http://127.0.0.1' },
  stations: [
    { id: 'truong', role: 'supervisor', name: 'Trưởng bộ phận' },
    { id: 'may-1', role: 'counter', name: 'Quầy 1', counterId: 'quay-01' },
    { id: 'bang', role: 'display', name: 'Bảng' },
  ],
});

let central: RunningCentral;
let installation: CentralHttp;
let database: StationDatabase;
let access: StationAccess;
let handlers: ReturnType<typeof administrationHandlers> & ReturnType<typeof accountHandlers>;
let changed: string[] = [];

function value<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.cause ?? ''}`);
  return result.value;
}
function connect(credentials: Credentials): Promise<Result<CentralHttp, AppError>> {
  return createCentralHttp({ url: central.url, credentials, language: 'vi' }, randomUUID);
}
const at = (path: string): string => fillPath(path, { siteId });

/** As the router calls: in the name of the station whose window asks. */
function from<T>(stationId: string, call: (context: Context) => Promise<T>): Promise<T> {
  return asCallOf(stationId, () => call({ window: 'station', stationId, correlationId: 'test' }));
}
interface Context {
  readonly window: 'station';
  readonly stationId: string;
  readonly correlationId: string;
}

async function enrol(stationId: string, role: string, counterId: string | null): Promise<void> {
  const asked = { stationId, role, name: stationId, counterId };
  const { code } = value(await installation.post(at(paths.stationCodes), asked, StationCode)).value;
  const nobody = value(await connect(stationKeyOnly(null)));
  const body = { code, appVersion: 'test' };
  const { key } = value(await nobody.post(paths.enrolStation, body, EnrolledStation)).value;
  await keepStationKey(database, siteId, stationId, key);
}

beforeAll(async () => {
  central = value(
    await startCentral({
      dataDir: null,
      host: '127.0.0.1',
      port: 0,
      accessKey: 'test-key',
      dataKey: randomBytes(32).toString('hex'),
      catalogue: join(import.meta.dirname, '../../../../assets/catalogue'),
      clock: systemClock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      version: 'test',
    }),
  );
  installation = value(await connect(fixedKey('test-key')));
  database = value(await openStationDatabaseHere({ path: ':memory:', key: '' }));
  await enrol('truong', 'supervisor', null);
  await enrol('may-1', 'counter', 'quay-01');
  access = await StationAccess.load({
    database,
    siteId,
    connect,
    caller: callingStation,
    log: silentLog,
    onChanged: (stationId) => void changed.push(stationId),
  });
  const http = value(await connect(access));
  handlers = {
    ...administrationHandlers(
      () => config,
      () => http,
    ),
    ...accountHandlers({ config: () => config, access }, () => http),
  };
  const asInstallation = administrationHandlers(
    () => config,
    () => installation,
  );
  const body = {
    userName: 'quan.tri',
    displayName: 'Quản trị',
    roles: ['administrator' as const],
    skills: [],
  };
  const made = value(await from('truong', (context) => asInstallation['officers.add'](body, context)));
  await firstLogIn('truong', 'quan.tri', made.oneTimePassword);
});
afterAll(async () => {
  await database.close();
  await central.stop();
});

async function firstLogIn(stationId: string, userName: string, oneTime: string): Promise<void> {
  value(await access.logIn(stationId, userName, oneTime));
  value(await access.changePassword(stationId, oneTime, goodPassword));
}
async function addOfficer(userName: string, roles: OfficerRole[] = ['officer']) {
  const body = { userName, displayName: 'Người Thử', roles, skills: [] };
  return value(await from('truong', (context) => handlers['officers.add'](body, context)));
}

describe('an administrator at a supervisor’s station', () => {
  it('adds, changes, locks out, helps and lists officers', async () => {
    const { officer, oneTimePassword } = await addOfficer('lan.nguyen');
    const { officerId } = officer;
    expect(
      await from('truong', (context) => handlers['officers.unlock']({ officerId }, context)),
    ).toMatchObject({ ok: true, value: { userName: 'lan.nguyen', lockedUntil: null } });
    const change = { officerId, roles: ['officer', 'cashier'] as OfficerRole[], skills: ['A'] };
    value(await from('truong', (context) => handlers['officers.change'](change, context)));
    const again = { userName: 'lan.nguyen', displayName: 'Khác', roles: ['officer' as const], skills: [] };
    expect(await from('truong', (context) => handlers['officers.add'](again, context))).toMatchObject({
      ok: false,
      error: { code: 'user-name-taken' },
    });
    await firstLogIn('may-1', 'lan.nguyen', oneTimePassword);
    const { items } = value(await from('truong', (context) => handlers['officers.list'](null, context)));
    expect(items.find((one) => one.officerId === officerId)).toMatchObject({
      roles: ['officer', 'cashier'],
      skills: ['A'],
      sessions: [{ stationId: 'may-1' }],
    });
    value(await from('truong', (context) => handlers['officers.endSessions']({ officerId }, context)));
    expect(await from('may-1', (context) => handlers['officers.atWork'](null, context))).toMatchObject({
      ok: false,
      error: { code: 'session-ended' },
    });
    expect(access.signedIn('may-1')).toBeNull();
    const disabled = { officerId, isDisabled: true };
    value(await from('truong', (context) => handlers['officers.change'](disabled, context)));
    expect(await access.logIn('may-1', 'lan.nguyen', goodPassword)).toMatchObject({
      ok: false,
      error: { code: 'log-in-failed' },
    });
    const own = items.find((one) => one.userName === 'quan.tri')!.officerId;
    expect(
      await from('truong', (context) =>
        handlers['officers.change']({ officerId: own, isDisabled: true }, context),
      ),
    ).toMatchObject({ ok: false, error: { code: 'last-administrator' } });
  });

  it('makes a code for a station of the same machine in the own name, and takes its key back', async () => {
    const asked = { stationId: 'may-1', role: 'counter' as const, name: 'Quầy 1', counterId: 'quay-01' };
    const made = value(await from('truong', (context) => handlers['enrolment.makeCode'](asked, context)));
    expect(made.code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    const nowhere = { ...asked, counterId: 'quay-99' };
    expect(await from('truong', (context) => handlers['enrolment.makeCode'](nowhere, context))).toMatchObject(
      {
        ok: false,
        error: { code: 'bad-request' },
      },
    );
    await enrol('cu', 'kiosk', null);
    value(await from('truong', (context) => handlers['enrolment.revoke']({ stationId: 'cu' }, context)));
    const { items } = value(await from('truong', (context) => handlers['enrolment.stations'](null, context)));
    expect(items.map((one) => [one.stationId, one.isRevoked])).toEqual([
      ['cu', true],
      ['may-1', false],
      ['truong', false],
    ]);
  });

  it('is nobody at a display, and an officer is no administrator', async () => {
    expect(await from('bang', (context) => handlers['officers.list'](null, context))).toMatchObject({
      ok: false,
      error: { code: 'permission-denied' },
    });
    const { oneTimePassword } = await addOfficer('hoa.vo');
    await firstLogIn('may-1', 'hoa.vo', oneTimePassword);
    expect(await from('may-1', (context) => handlers['officers.list'](null, context))).toMatchObject({
      ok: false,
      error: { code: 'permission-denied' },
    });
    const { items } = value(await from('may-1', (context) => handlers['officers.atWork'](null, context)));
    expect(items.map(({ displayName }) => displayName)).toEqual(['Người Thử']);
    await access.logOut('may-1');
  });
});

describe('one machine', () => {
  it('is made two stations one after the other, before it starts anew', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'enrol-'));
    const before = StationConfig.parse({
      version: 2,
      siteId: 'mau',
      central: { mode: 'embedded' },
      stations: [{ id: 'old', role: 'kiosk', name: 'Máy cũ' }],
    });
    const enrolling = accessHandlers({
      config: () => before,
      configPath: join(folder, 'config.json'),
      database,
      access: null,
      outbox: new Outbox({
        database,
        http: () => installation,
        clock: mainClock,
        log: silentLog,
        actor: () => ({ officerId: null, isSignedOut: false }),
        onPendingChanged: () => undefined,
      }),
      correlationId: randomUUID,
      version: 'test',
    });
    for (const [stationId, role] of [
      ['sanh-1', 'kiosk'],
      ['sanh-2', 'display'],
    ] as const) {
      const asked = { stationId, role, name: stationId, counterId: null };
      const { code } = value(await installation.post(at(paths.stationCodes), asked, StationCode)).value;
      const context = { window: 'settings', stationId: null, correlationId: 'test' } as const;
      value(await enrolling['access.enrol']({ url: central.url, code }, context));
    }
    const written = value(await loadConfig(join(folder, 'config.json')));
    await rm(folder, { recursive: true });
    expect(written.config).toMatchObject({ siteId, central: { mode: 'enrolled' } });
    expect(written.config.stations.map(({ id }) => id)).toEqual(['sanh-1', 'sanh-2']);
  });
});

describe('one’s own account', () => {
  it('sets up a second factor by a picture drawn here, keeps nothing of it, and gives it up', async () => {
    const { oneTimePassword } = await addOfficer('tam.ho');
    await firstLogIn('may-1', 'tam.ho', oneTimePassword);
    const password = goodPassword;
    expect(
      await from('may-1', (context) => handlers['access.beginFactor']({ password: 'sai rồi' }, context)),
    ).toMatchObject({ ok: false, error: { code: 'log-in-failed' } });
    const begun = value(
      await from('may-1', (context) => handlers['access.beginFactor']({ password }, context)),
    );
    const totp = new TOTP({
      issuer: 'Quay Mot Cua',
      label: 'tam.ho',
      secret: Secret.fromBase32(begun.secret),
    });
    expect(begun.rows).toEqual(qrRows(totp.toString()));
    expect(
      await from('may-1', (context) => handlers['access.confirmFactor']({ code: '000000' }, context)),
    ).toMatchObject({ ok: false, error: { code: 'second-factor-wrong' } });
    changed = [];
    const code = totp.generate();
    const { codes } = value(
      await from('may-1', (context) => handlers['access.confirmFactor']({ code }, context)),
    );
    expect(codes).toHaveLength(10);
    expect(changed).toEqual(['may-1']);
    expect(access.signedIn('may-1')?.hasSecondFactor).toBe(true);
    const kept = JSON.stringify(await database.all(`SELECT * FROM station_access`, []));
    for (const told of [begun.secret, ...codes, password]) expect(kept).not.toContain(told);

    await access.logOut('may-1');
    expect(value(await access.logIn('may-1', 'tam.ho', password))).toEqual({ needsCode: true });
    value(await access.answerChallenge('may-1', codes[0]!));
    value(await from('may-1', (context) => handlers['access.removeFactor']({ password }, context)));
    expect(access.signedIn('may-1')?.hasSecondFactor).toBe(false);
    await access.logOut('may-1');
    expect(value(await access.logIn('may-1', 'tam.ho', password))).toEqual({ needsCode: false });
  });

  it('shows the open sessions and ends the others', async () => {
    const { oneTimePassword } = await addOfficer('ut.le', ['officer', 'administrator']);
    await firstLogIn('may-1', 'ut.le', oneTimePassword);
    await access.logOut('truong');
    value(await access.logIn('truong', 'ut.le', goodPassword));
    const before = value(await from('may-1', (context) => handlers['access.sessions'](null, context)));
    expect(before.items.map(({ stationId, isThis }) => [stationId, isThis])).toEqual([
      ['truong', false],
      ['may-1', true],
    ]);
    value(await from('may-1', (context) => handlers['access.endOtherSessions'](null, context)));
    const after = value(await from('may-1', (context) => handlers['access.sessions'](null, context)));
    expect(after.items.map(({ stationId }) => stationId)).toEqual(['may-1']);
    expect(await from('truong', (context) => handlers['access.sessions'](null, context))).toMatchObject({
      ok: false,
      error: { code: 'session-ended' },
    });
    expect(await from('bang', (context) => handlers['access.sessions'](null, context))).toMatchObject({
      ok: false,
      error: { code: 'permission-denied' },
    });
  });
});
