import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EnrolledStation, Officer, StationCode, StationList } from '../../shared/api/access.ts';
import { Problem } from '../../shared/api/primitives.ts';
import { paths } from '../../shared/api/routes.ts';
import { addOfficer, as, enrol, goodPassword, loggedIn, logIn, officerAt } from '../testing/access-work.ts';
import { ApiClient } from '../testing/api-client.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';

let central: TestCentral;
let admin: ApiClient;
let nobody: ApiClient;
beforeAll(async () => {
  central = await openTestCentral({ heartbeatMs: 50 });
  admin = await central.newSite();
  nobody = new ApiClient(central.url, {}, admin.siteId);
});
afterAll(() => central.stop());

async function codeFor(stationId: string): Promise<string> {
  const body = { stationId, role: 'kiosk', name: 'Kiosk sảnh chính', counterId: null };
  return (await admin.post(paths.stationCodes, body)).as(StationCode).code;
}

function take(code: string) {
  return nobody.post(paths.enrolStation, { code, appVersion: '1.2.3' });
}

describe('a station', () => {
  it('is enrolled by a code, typed as people type, once and within fifteen minutes', async () => {
    const code = await codeFor('kiosk-1');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const sloppy = ` ${code.toLowerCase().replace('-', ' ').replace(/0/g, 'o').replace(/1/g, 'l')} `;
    const station = (await take(sloppy)).as(EnrolledStation);
    expect(station).toMatchObject({ siteId: admin.siteId, stationId: 'kiosk-1', role: 'kiosk' });
    const api = new ApiClient(central.url, { stationKey: station.key }, admin.siteId);
    expect((await api.get(paths.snapshot)).status).toBe(200);
    expect((await take(code)).code()).toBe('enrolment-code-invalid');
    const late = await codeFor('kiosk-2');
    central.clock.advance(15 * 60);
    expect((await take(late)).as(Problem)).toMatchObject({ status: 422, code: 'enrolment-code-invalid' });
    expect((await take('ABCDE-FGH12')).code()).toBe('enrolment-code-invalid');
  });

  it('enrolled anew has a new key; the one before is worth nothing', async () => {
    const before = await enrol(admin, 'display', 'man-hinh-1');
    const after = await enrol(admin, 'display', 'man-hinh-1');
    expect((await after.api.get(paths.snapshot)).status).toBe(200);
    expect((await before.api.get(paths.snapshot)).code()).toBe('not-authenticated');
  });

  it('revoked is out at once: its requests, the sessions at it, and its event stream', async () => {
    const { api, station } = await enrol(admin, 'counter', 'may-9');
    const { session } = await officerAt(admin, api, 'lan.vo', ['officer']);
    const stream = await fetch(api.address(paths.events), { headers: api.authorization() });
    const ended = stream.text();
    const revoked = await admin.post(paths.revokeStation, undefined, {
      values: { stationId: station.stationId },
    });
    expect(revoked.status).toBe(200);
    expect((await api.get(paths.snapshot)).code()).toBe('not-authenticated');
    expect((await as(api, session).get(paths.me)).code()).toBe('not-authenticated');
    expect((await logIn(api, 'lan.vo', goodPassword)).code()).toBe('not-authenticated');
    // Comments came until then; now it is over.
    expect(await ended).toMatch(/^(?!.*event: ticket)/s);
    const again = await enrol(admin, 'counter', 'may-9');
    expect((await as(again.api, session).get(paths.me)).code()).toBe('session-ended');
    await loggedIn(again.api, 'lan.vo', goodPassword);
    const { items } = (await admin.get(paths.hello)).as(StationList);
    expect(items.find((item) => item.stationId === 'may-9')).toMatchObject({ isRevoked: false });
    const unknown = await admin.post(paths.revokeStation, undefined, { values: { stationId: 'never-was' } });
    expect(unknown.code()).toBe('not-found');
  });

  it('is told apart from nonsense without the database being asked for more', async () => {
    for (const stationKey of ['', 'x', 'qms.x.y.z', `qms.${admin.siteId}.kiosk-1.${'A'.repeat(43)}`])
      expect(
        (await new ApiClient(central.url, { stationKey }, admin.siteId).get(paths.snapshot)).code(),
      ).toBe('not-authenticated');
    const twoWays = await nobody.get(paths.snapshot, { headers: { Authorization: 'Bearer qma.a.b.c' } });
    expect(twoWays.code()).toBe('session-ended');
  });

  it('keeps nothing in the database that would let somebody in', async () => {
    const { station } = await enrol(admin, 'kiosk', 'kiosk-5');
    const code = await codeFor('kiosk-6');
    const { oneTimePassword } = await addOfficer(admin, 'tam.le', ['officer']);
    const tables = ['station', 'station_code', 'officer', 'session', 'assignment', 'audit'] as const;
    const rows = await Promise.all(
      tables.map((name) => central.database.selectFrom(name).selectAll().execute()),
    );
    const text = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    for (const secret of [station.key, station.key.slice(-43), code, code.replace('-', ''), oneTimePassword])
      expect(text).not.toContain(secret);
    expect(text).not.toContain('Người Thử Nghiệm');
  });
});

describe('officers', () => {
  it('are changed, and what they may do changes with their next request', async () => {
    const { api: counter } = await enrol(admin, 'counter', 'may-3');
    const { api, officerId } = await officerAt(admin, counter, 'khoa', ['cashier'], ['A']);
    const change = (body: object) => admin.post(paths.officer, body, { values: { officerId } });
    expect((await api.post(paths.previewDossier, {})).code()).toBe('permission-denied');
    const changed = (await change({ roles: ['officer'], skills: ['A', 'B'], displayName: 'Trần Thử' })).as(
      Officer,
    );
    expect(changed).toMatchObject({ roles: ['officer'], skills: ['A', 'B'], displayName: 'Trần Thử' });
    expect((await api.post(paths.previewDossier, {})).code()).toBe('bad-request');
    expect((await change({ roles: [] })).code()).toBe('bad-request');
    expect((await change({ isDisabled: true })).as(Officer).isDisabled).toBe(true);
    expect((await api.get(paths.me)).code()).toBe('session-ended');
    expect((await change({ isDisabled: false })).as(Officer).isDisabled).toBe(false);
    expect((await api.get(paths.me)).code()).toBe('session-ended');
    await loggedIn(counter, 'khoa', goodPassword);
    const taken = { userName: 'Khoa', displayName: 'Khác', roles: ['officer'] };
    expect((await admin.post(paths.officers, taken)).code()).toBe('user-name-taken');
  });

  it('always leave an administrator', async () => {
    const site = await central.newSite();
    const outside = new ApiClient(central.url, {}, site.siteId);
    const first = await officerAt(site, outside, 'first', ['administrator']);
    const change = (officerId: string, body: object) =>
      first.api.post(paths.officer, body, { values: { officerId } });
    expect((await change(first.officerId, { roles: ['auditor'] })).code()).toBe('last-administrator');
    expect((await change(first.officerId, { isDisabled: true })).code()).toBe('last-administrator');
    const second = await officerAt(site, outside, 'second', ['administrator']);
    expect((await change(first.officerId, { roles: ['auditor'] })).status).toBe(200);
    expect((await first.api.get(paths.me)).status).toBe(200);
    expect((await change(second.officerId, { roles: ['auditor'] })).code()).toBe('permission-denied');
  });
});

describe('limits', () => {
  it('hold back an address that logs in without end, and a station that asks without end', async () => {
    const limited = await openTestCentral({
      limits: {
        logInPerAddress: { burst: 8, perSecond: 0.001 },
        requestsPerStation: { burst: 5, perSecond: 0.001 },
      },
    });
    try {
      const site = await limited.newSite();
      const { api } = await enrol(site, 'kiosk');
      const outside = new ApiClient(limited.url, {}, site.siteId);
      const answers: number[] = [];
      for (let attempt = 0; attempt < 9; attempt += 1)
        answers.push((await logIn(outside, `name-${attempt}`, 'x')).status);
      expect(answers).toEqual([401, 401, 401, 401, 401, 401, 401, 429, 429]);
      const held = await logIn(outside, 'name', 'x');
      expect(held.code()).toBe('too-many-requests');
      expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
      // Whom no proxy is trusted for cannot say that he comes from elsewhere.
      const elsewhere = await outside.post(
        paths.logIn,
        { userName: 'name', password: 'x' },
        { headers: { 'X-Forwarded-For': '203.0.113.7' } },
      );
      expect(elsewhere.status).toBe(429);
      const reads: number[] = [];
      for (let read = 0; read < 7; read += 1) reads.push((await api.get(paths.site)).status);
      expect(reads).toEqual([200, 200, 200, 200, 200, 429, 429]);
      expect((await site.get(paths.site)).status).toBe(200);
    } finally {
      await limited.stop();
    }
  });

  it('go by the address that a trusted proxy tells', async () => {
    const limited = await openTestCentral({
      trustedProxies: ['127.0.0.1', '10.0.0.2'],
      limits: {
        logInPerAddress: { burst: 1, perSecond: 0.001 },
        requestsPerStation: { burst: 100, perSecond: 100 },
      },
    });
    try {
      const site = await limited.newSite();
      const outside = new ApiClient(limited.url, {}, site.siteId);
      const from = async (told: string): Promise<number> =>
        (
          await outside.post(
            paths.logIn,
            { userName: 'name', password: 'x' },
            { headers: { 'X-Forwarded-For': told } },
          )
        ).status;
      expect(await from('203.0.113.7')).toBe(401);
      expect(await from('203.0.113.8')).toBe(401);
      expect(await from('203.0.113.7')).toBe(429);
      // What stands before the last untrusted address anybody can write.
      expect(await from('198.51.100.1, 203.0.113.8, 10.0.0.2')).toBe(429);
    } finally {
      await limited.stop();
    }
  });
});
