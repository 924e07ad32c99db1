import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ColleagueList,
  LogInAnswer,
  OfficerList,
  SecondFactorSecret,
  type Officer,
  type Session,
} from '../../shared/api/access.ts';
import { paths } from '../../shared/api/routes.ts';
import { DayStatistics } from '../../shared/api/statistics.ts';
import { Secret, TOTP } from 'otpauth';
import { addOfficer, as, enrol, goodPassword, loggedIn, logIn, officerAt } from '../testing/access-work.ts';
import { ApiClient } from '../testing/api-client.ts';
import { issue } from '../testing/counter-work.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';

let central: TestCentral;
/** The installation, as administrator of a site of its own. */
let admin: ApiClient;
let counter: ApiClient;
let desk: ApiClient;

beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());
beforeEach(async () => {
  admin = await central.newSite();
  counter = (await enrol(admin, 'counter')).api;
  desk = (await enrol(admin, 'supervisor')).api;
});

async function listed(userName: string): Promise<Officer> {
  const { items } = (await admin.get(paths.officers)).as(OfficerList);
  return items.find((item) => item.userName === userName)!;
}

async function lastAction(): Promise<{ action: string; reference: string | null }> {
  return central.database
    .selectFrom('audit')
    .select(['action', 'reference'])
    .where('site_id', '=', admin.siteId)
    .orderBy('sequence', 'desc')
    .executeTakeFirstOrThrow();
}

async function callNext(api: ApiClient): Promise<void> {
  const body = { counterId: 'quay-1', stationId: 'may-counter' };
  const answer = await api.post(paths.callNext, body, { values: { counterId: 'quay-1' } });
  expect((answer.body as { ticket: unknown }).ticket).not.toBeNull();
}

const me = (session: Session, from = counter) => as(from, session).get(paths.me);

describe('an administrator', () => {
  it('sees who is locked out and until when, and unlocks', async () => {
    const { officerId } = await officerAt(admin, counter, 'lan.nguyen', ['officer']);
    expect((await listed('lan.nguyen')).lockedUntil).toBeNull();
    for (let attempt = 1; attempt <= 5; attempt += 1) await logIn(counter, 'lan.nguyen', 'sai mật khẩu rồi');
    const end = Date.parse((await listed('lan.nguyen')).lockedUntil ?? '');
    expect(end - central.clock.now().getTime()).toBe(30_000);
    expect((await logIn(counter, 'lan.nguyen', goodPassword)).code()).toBe('log-in-locked');
    const answer = await admin.post(paths.unlockOfficer, undefined, { values: { officerId } });
    expect(answer.body).toMatchObject({ userName: 'lan.nguyen', lockedUntil: null });
    expect(await lastAction()).toEqual({ action: 'officer.unlock', reference: `officer:${officerId}` });
    await loggedIn(counter, 'lan.nguyen', goodPassword);
  });

  it('sees where somebody is signed in, and ends that without touching the password', async () => {
    const { session, officerId } = await officerAt(admin, counter, 'minh.tran', ['officer']);
    const second = await loggedIn(desk, 'minh.tran', goodPassword);
    expect((await listed('minh.tran')).sessions.map((one) => one.stationId).sort()).toEqual(
      expect.arrayContaining(['may-counter', 'may-supervisor']),
    );
    const answer = await admin.post(paths.logOutOfficer, undefined, { values: { officerId } });
    expect(answer.body).toMatchObject({ sessions: [], mustChangePassword: false });
    expect((await me(session)).code()).toBe('session-ended');
    expect((await me(second, desk)).code()).toBe('session-ended');
    expect(await lastAction()).toEqual({ action: 'officer.logOut', reference: `officer:${officerId}` });
    await loggedIn(counter, 'minh.tran', goodPassword);
  });

  it('takes a second factor away, and nothing else', async () => {
    const { api, session, officerId } = await officerAt(admin, counter, 'tuan.do', ['officer']);
    const { secret } = (await api.post(paths.beginSecondFactor, { password: goodPassword })).as(
      SecondFactorSecret,
    );
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: central.clock.now().getTime(),
    });
    await api.post(paths.confirmSecondFactor, { code });
    expect((await logIn(counter, 'tuan.do', goodPassword)).as(LogInAnswer).session).toBeNull();
    const answer = await admin.post(paths.dropOfficerFactor, undefined, { values: { officerId } });
    expect(answer.body).toMatchObject({ hasSecondFactor: false, mustChangePassword: false });
    expect(await lastAction()).toEqual({ action: 'officer.dropFactor', reference: `officer:${officerId}` });
    expect((await me(session)).status).toBe(200);
    await loggedIn(counter, 'tuan.do', goodPassword);
  });

  it('leaves the second factor of an account that is kept elsewhere, and nobody helps where nobody is', async () => {
    const other = await central.newSite();
    const { officer } = await addOfficer(other, 'hoa.ly', ['officer']);
    await central.database
      .insertInto('assignment')
      .values({
        site_id: admin.siteId,
        officer_id: officer.officerId,
        home_site_id: other.siteId,
        user_name: 'hoa.ly',
        roles: JSON.stringify(['officer']),
        skills: JSON.stringify([]),
      })
      .execute();
    const values = { officerId: officer.officerId };
    expect((await admin.post(paths.dropOfficerFactor, undefined, { values })).code()).toBe(
      'permission-denied',
    );
    expect((await admin.post(paths.unlockOfficer, undefined, { values })).status).toBe(200);
    const stranger = { officerId: (await addOfficer(other, 'ai.do', ['officer'])).officer.officerId };
    for (const path of [paths.unlockOfficer, paths.dropOfficerFactor, paths.logOutOfficer])
      expect((await admin.post(path, undefined, { values: stranger })).code()).toBe('not-found');
  });
});

describe('a person', () => {
  it('ends the other sessions and goes on in this one', async () => {
    const { session } = await officerAt(admin, counter, 'giang.vo', ['officer']);
    const second = await loggedIn(desk, 'giang.vo', goodPassword);
    await as(desk, second).post(paths.endSession, { everywhere: true, keepThis: true });
    expect((await me(session)).code()).toBe('session-ended');
    expect((await me(second, desk)).status).toBe(200);
    expect((await lastAction()).action).toBe('session.endOthers');
  });
});

describe('colleagues', () => {
  it('are those at work, with their counters; names go to nobody who does not serve', async () => {
    const lan = await officerAt(admin, counter, 'lan.nguyen', ['officer'], ['A']);
    await officerAt(admin, desk, 'an.le', ['supervisor', 'administrator']);
    await officerAt(admin, desk, 'only.admin', ['administrator']);
    await officerAt(admin, new ApiClient(central.url, {}, admin.siteId), 'from.home', [
      'officer',
      'administrator',
    ]);
    await addOfficer(admin, 'not.here', ['officer']);
    await issue(admin);
    await callNext(lan.api);
    const { items } = (await lan.api.get(paths.colleagues)).as(ColleagueList);
    expect(
      items.map(({ officerId, counterId, skills }) => ({ officerId, counterId, skills })),
    ).toContainEqual({
      officerId: lan.officerId,
      counterId: 'quay-1',
      skills: ['A'],
    });
    expect(items).toHaveLength(2);
    expect(items[0]?.displayName).toBe('Người Thử Nghiệm');
    const display = (await enrol(admin, 'display')).api;
    expect((await display.get(paths.colleagues)).code()).toBe('permission-denied');
    expect(JSON.stringify((await display.get(paths.snapshot)).body)).not.toContain('Người Thử Nghiệm');
    await lan.api.post(paths.endSession, { everywhere: true });
    expect((await admin.get(paths.colleagues)).as(ColleagueList).items).toHaveLength(1);
  });

  it('stand by name in the figures of a day', async () => {
    const { api, officerId } = await officerAt(admin, counter, 'lan.nguyen', ['officer']);
    await issue(admin);
    await callNext(api);
    const { officers } = (await admin.get(paths.statistics)).as(DayStatistics);
    expect(officers).toMatchObject([{ officerId, displayName: 'Người Thử Nghiệm', called: 1 }]);
  });
});
