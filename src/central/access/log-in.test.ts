import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogInAnswer, Me, RecoveryCodes, SecondFactorSecret, SessionList } from '../../shared/api/access.ts';
import { Problem } from '../../shared/api/primitives.ts';
import { paths } from '../../shared/api/routes.ts';
import { TOTP, Secret } from 'otpauth';
import {
  addOfficer,
  as,
  enrol,
  goodPassword,
  loggedIn,
  logIn,
  officerAt,
  refresh,
  refreshed,
} from '../testing/access-work.ts';
import { ApiClient } from '../testing/api-client.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';

let central: TestCentral;
/** The installation, as administrator of a site of its own. */
let admin: ApiClient;
let counter: ApiClient;
let outside: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());

async function newSite(): Promise<void> {
  admin = await central.newSite();
  counter = (await enrol(admin, 'counter')).api;
  outside = new ApiClient(central.url, {}, admin.siteId);
}

async function actions(): Promise<string[]> {
  const rows = await central.database
    .selectFrom('audit')
    .select('action')
    .where('site_id', '=', admin.siteId)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => row.action);
}

describe('logging in', () => {
  beforeAll(newSite);

  it('with a one-time password lets nothing be done before it is changed', async () => {
    const { oneTimePassword, officer } = await addOfficer(admin, 'lan.nguyen', ['officer'], ['A']);
    const session = await loggedIn(counter, 'Lan.Nguyen', oneTimePassword);
    expect(session.me).toMatchObject({
      officerId: officer.officerId,
      userName: 'lan.nguyen',
      roles: ['officer'],
      skills: ['A'],
      stationId: 'may-counter',
      mustChangePassword: true,
    });
    const api = as(counter, session);
    expect((await api.get(paths.dossiers)).code()).toBe('password-change-required');
    expect((await api.get(paths.snapshot)).status).toBe(200);
    const change = (next: string, current = oneTimePassword) =>
      api.post(paths.changePassword, { current, next });
    expect((await change('lan.nguyen 2026!')).as(Problem)).toMatchObject({
      code: 'password-weak',
      parameters: { fault: 'has-user-name' },
    });
    expect((await change(oneTimePassword)).as(Problem).parameters).toEqual({ fault: 'same' });
    expect((await change(goodPassword, 'không phải mật khẩu')).code()).toBe('log-in-failed');
    expect((await change(goodPassword)).as(Me).mustChangePassword).toBe(false);
    expect((await api.get(paths.dossiers)).status).toBe(200);
    expect((await logIn(counter, 'lan.nguyen', oneTimePassword)).code()).toBe('log-in-failed');
    await loggedIn(counter, 'lan.nguyen', goodPassword);
  });

  it('says the same for a wrong name, a wrong password, a disabled account and a site that is not there', async () => {
    await officerAt(admin, counter, 'gone', ['officer']);
    const list = await admin.get(paths.officers);
    const { items } = list.body as { items: { officerId: string; userName: string }[] };
    const gone = items.find((item) => item.userName === 'gone')!.officerId;
    await admin.post(paths.officer, { isDisabled: true }, { values: { officerId: gone } });
    const answers = [
      await logIn(counter, 'nobody.here', goodPassword),
      await logIn(counter, 'lan.nguyen', 'sai mật khẩu rồi'),
      await logIn(counter, 'gone', goodPassword),
      await logIn(new ApiClient(central.url, {}, 'nowhere'), 'lan.nguyen', goodPassword),
    ];
    const told = answers.map(({ status, body }) => {
      const { correlationId, ...rest } = body as Record<string, unknown>;
      expect(correlationId).toBeTypeOf('string');
      return { status, rest };
    });
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(told[0]).toMatchObject({ status: 401, rest: { code: 'log-in-failed' } });
  });

  it('compares a password for a name that nobody has too', async () => {
    const { passwordsHere } = await import('./argon2.ts');
    const { PasswordIdentity } = await import('./password-identity.ts');
    const real = passwordsHere({ memory: 256, iterations: 1 });
    const compared: string[] = [];
    const provider = new PasswordIdentity(central.database, {
      ...real,
      matches: (password, hash) => {
        compared.push(hash.slice(0, 30));
        return real.matches(password, hash);
      },
    });
    const at = central.clock.now();
    const prove = (userName: string) =>
      provider.prove(admin.siteId, { kind: 'password', userName, password: goodPassword }, at);
    expect((await prove('nobody.here')).ok).toBe(false);
    expect((await prove('lan.nguyen')).ok).toBe(true);
    expect(compared).toEqual(
      ['$argon2id$v=19$m=256,t=1,p=1$'.slice(0, 30), expect.any(String)].map(
        () => expect.stringMatching(/^\$argon2id\$v=19\$m=256,t=1,p=1\$/) as string,
      ),
    );
  });

  it('hashes a password anew when the cost has been raised', async () => {
    const { passwordsHere } = await import('./argon2.ts');
    const { PasswordIdentity } = await import('./password-identity.ts');
    const dearer = new PasswordIdentity(central.database, passwordsHere({ memory: 512, iterations: 2 }));
    const proof = { kind: 'password' as const, userName: 'lan.nguyen', password: goodPassword };
    expect((await dearer.prove(admin.siteId, proof, central.clock.now())).ok).toBe(true);
    const row = await central.database
      .selectFrom('assignment')
      .innerJoin('officer', 'officer.officer_id', 'assignment.officer_id')
      .select('password_hash')
      .where('assignment.site_id', '=', admin.siteId)
      .where('user_name', '=', 'lan.nguyen')
      .executeTakeFirstOrThrow();
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=512,t=2,p=1\$/);
    await loggedIn(counter, 'lan.nguyen', goodPassword);
  });

  it('works from no station for administrators and auditors only, and only for that part of them', async () => {
    expect((await logIn(outside, 'lan.nguyen', goodPassword)).code()).toBe('log-in-failed');
    const { session } = await officerAt(admin, outside, 'both', ['officer', 'administrator']);
    expect(session.me.roles).toEqual(['administrator']);
    expect((await as(outside, session).get(paths.dossiers)).code()).toBe('permission-denied');
    expect((await loggedIn(counter, 'both', goodPassword)).me.roles).toEqual(['officer', 'administrator']);
  });

  it('is refused at kiosks, displays and rating devices', async () => {
    for (const role of ['kiosk', 'display', 'rating'] as const) {
      const { api } = await enrol(admin, role);
      expect([role, (await logIn(api, 'lan.nguyen', goodPassword)).status]).toEqual([role, 403]);
    }
  });
});

describe('wrong attempts', () => {
  beforeAll(newSite);

  it('lock a name for longer and longer, one that nobody has too, and not from elsewhere', async () => {
    await officerAt(admin, counter, 'minh.tran', ['officer', 'administrator']);
    for (const userName of ['minh.tran', 'nobody']) {
      for (let attempt = 1; attempt <= 4; attempt += 1)
        expect((await logIn(counter, userName, 'sai rồi sai rồi')).code()).toBe('log-in-failed');
      const fifth = await logIn(counter, userName, 'sai rồi sai rồi');
      expect(fifth.as(Problem)).toMatchObject({ code: 'log-in-locked', parameters: { seconds: 30 } });
      expect(fifth.status).toBe(429);
      expect(fifth.headers.get('retry-after')).toBe('30');
      expect((await logIn(counter, userName, goodPassword)).code()).toBe('log-in-locked');
    }
    // Whoever is not at a station cannot lock out those who are, and the other way round.
    await loggedIn(outside, 'minh.tran', goodPassword);
    central.clock.advance(31);
    expect((await logIn(counter, 'minh.tran', 'sai nữa rồi')).as(Problem).parameters).toEqual({
      seconds: 60,
    });
    central.clock.advance(61);
    await loggedIn(counter, 'minh.tran', goodPassword);
    expect((await logIn(counter, 'minh.tran', 'sai rồi sai rồi')).code()).toBe('log-in-failed');
  });

  it('are in the audit log, without the name that was tried', async () => {
    expect(await actions()).toEqual(
      expect.arrayContaining([
        'officer.add',
        'session.refused',
        'session.locked',
        'session.begin',
        'officer.password',
      ]),
    );
    const rows = await central.database
      .selectFrom('audit')
      .selectAll()
      .where('site_id', '=', admin.siteId)
      .execute();
    expect(JSON.stringify(rows)).not.toContain('nobody');
    expect(central.lines.join('\n')).not.toMatch(/minh\.tran|nobody|sai rồi/);
  });

  it('are forgotten when an administrator resets the account, which ends its sessions', async () => {
    const { api, officerId } = await officerAt(admin, counter, 'hoa.le', ['officer']);
    for (let attempt = 1; attempt <= 5; attempt += 1) await logIn(counter, 'hoa.le', 'sai rồi sai rồi');
    expect((await logIn(counter, 'hoa.le', goodPassword)).code()).toBe('log-in-locked');
    const reset = await admin.post(paths.resetOfficer, undefined, { values: { officerId } });
    const { oneTimePassword } = reset.body as { oneTimePassword: string };
    expect((await api.get(paths.me)).code()).toBe('session-ended');
    expect((await loggedIn(counter, 'hoa.le', oneTimePassword)).me.mustChangePassword).toBe(true);
    expect((await logIn(counter, 'hoa.le', goodPassword)).code()).toBe('log-in-failed');
  });

  it('of a one-time password that is too old fail', async () => {
    const { oneTimePassword } = await addOfficer(admin, 'late', ['officer']);
    central.clock.advance(4 * 24 * 3600 + 1);
    expect((await logIn(counter, 'late', oneTimePassword)).code()).toBe('log-in-failed');
  });
});

describe('the second factor', () => {
  beforeAll(newSite);

  function codeAt(secret: string): string {
    return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: central.clock.now().getTime(),
    });
  }

  it('is asked for at log-in, each code once; recovery codes stand in for it, each once', async () => {
    const { api } = await officerAt(admin, counter, 'tuan', ['officer']);
    expect((await api.post(paths.beginSecondFactor, { password: 'sai mật khẩu nhé' })).status).toBe(401);
    const begun = (await api.post(paths.beginSecondFactor, { password: goodPassword })).as(
      SecondFactorSecret,
    );
    expect(begun.uri).toContain('otpauth://totp/');
    // Not confirmed: not asked for.
    await loggedIn(counter, 'tuan', goodPassword);
    expect((await api.post(paths.confirmSecondFactor, { code: '000000' })).code()).toBe(
      'second-factor-wrong',
    );
    const confirmed = await api.post(paths.confirmSecondFactor, { code: codeAt(begun.secret) });
    const { codes } = confirmed.as(RecoveryCodes);
    expect(new Set(codes).size).toBe(10);

    const challenged = async (): Promise<string> => {
      const answer = (await logIn(counter, 'tuan', goodPassword)).as(LogInAnswer);
      expect(answer.session).toBeNull();
      return answer.challenge!;
    };
    const answer = async (challenge: string, code: string, from = counter) =>
      from.post(paths.answerChallenge, { challenge, code });
    const challenge = await challenged();
    // The code that confirmed it was used.
    expect((await answer(challenge, codeAt(begun.secret))).code()).toBe('second-factor-wrong');
    central.clock.advance(30);
    expect((await answer(challenge, codeAt(begun.secret), outside)).code()).toBe('session-ended');
    const done = (await answer(challenge, codeAt(begun.secret))).as(LogInAnswer);
    expect(done.session?.me).toMatchObject({ userName: 'tuan', hasSecondFactor: true });
    expect((await answer(await challenged(), codeAt(begun.secret))).code()).toBe('second-factor-wrong');
    expect((await answer(await challenged(), codes[3]!.toLowerCase())).status).toBe(200);
    expect((await answer(await challenged(), codes[3]!)).code()).toBe('second-factor-wrong');
    const old = await challenged();
    central.clock.advance(301);
    expect((await answer(old, codeAt(begun.secret))).code()).toBe('session-ended');
    expect((await answer(`${old.slice(0, -4)}AAAA`, '123456')).code()).toBe('session-ended');

    const signedIn = done.session!;
    const mine = as(counter, await refreshed(counter, signedIn));
    expect((await mine.post(paths.removeSecondFactor, { password: goodPassword })).status).toBe(200);
    await loggedIn(counter, 'tuan', goodPassword);
  });

  it('counts wrong codes as wrong attempts', async () => {
    const { api } = await officerAt(admin, counter, 'binh', ['officer']);
    const { secret } = (await api.post(paths.beginSecondFactor, { password: goodPassword })).as(
      SecondFactorSecret,
    );
    await api.post(paths.confirmSecondFactor, { code: codeAt(secret) });
    const { challenge } = (await logIn(counter, 'binh', goodPassword)).as(LogInAnswer);
    for (let attempt = 1; attempt <= 4; attempt += 1)
      await counter.post(paths.answerChallenge, { challenge, code: '000000' });
    expect((await counter.post(paths.answerChallenge, { challenge, code: '000000' })).code()).toBe(
      'log-in-locked',
    );
    central.clock.advance(29);
    expect((await counter.post(paths.answerChallenge, { challenge, code: codeAt(secret) })).code()).toBe(
      'log-in-locked',
    );
  });
});

describe('a session', () => {
  beforeAll(newSite);

  it('goes on by its refresh token, and the access token before is over', async () => {
    const { session } = await officerAt(admin, counter, 'anh.vo', ['officer']);
    const next = await refreshed(counter, session);
    expect((await as(counter, next).get(paths.me)).as(Me).userName).toBe('anh.vo');
    expect((await as(counter, session).get(paths.me)).code()).toBe('session-ended');
    central.clock.advance(601);
    expect((await as(counter, next).get(paths.me)).code()).toBe('session-ended');
    const third = await refreshed(counter, next);
    expect((await as(counter, third).get(paths.me)).status).toBe(200);
  });

  it('ends for all when a refresh token is used twice', async () => {
    const { session } = await officerAt(admin, counter, 'bich.do', ['officer']);
    const next = await refreshed(counter, session);
    central.clock.advance(31);
    expect((await refresh(counter, session)).code()).toBe('session-ended');
    expect((await as(counter, next).get(paths.me)).code()).toBe('session-ended');
    expect((await refresh(counter, next)).code()).toBe('session-ended');
    expect(await actions()).toContain('session.reuse');
  });

  it('survives an answer that got lost, but not a copy beside it', async () => {
    const { session } = await officerAt(admin, counter, 'cuc', ['officer']);
    const lost = await refreshed(counter, session);
    const again = await refreshed(counter, session);
    expect((await as(counter, again).get(paths.me)).status).toBe(200);
    expect((await as(counter, lost).get(paths.me)).code()).toBe('session-ended');
    // Somebody did get the answer that was thought lost.
    expect((await refresh(counter, lost)).code()).toBe('session-ended');
    expect((await refresh(counter, again)).code()).toBe('session-ended');
  });

  it('belongs to its station', async () => {
    const { session } = await officerAt(admin, counter, 'dung', ['officer', 'administrator']);
    const other = (await enrol(admin, 'supervisor')).api;
    expect((await as(other, session).get(paths.me)).code()).toBe('session-ended');
    expect((await as(outside, session).get(paths.me)).code()).toBe('session-ended');
    expect((await as(counter, session).get(paths.me)).status).toBe(200);
    expect((await refresh(other, session)).code()).toBe('session-ended');
    expect((await as(counter, session).get(paths.me)).code()).toBe('session-ended');
  });

  it('ends after two hours without a refresh, and after twelve hours whatever happens', async () => {
    const { session } = await officerAt(admin, counter, 'emil.ho', ['officer']);
    central.clock.advance(2 * 3600);
    expect((await refresh(counter, session)).code()).toBe('session-ended');
    let going = await loggedIn(counter, 'emil.ho', goodPassword);
    for (let hour = 0; hour < 11; hour += 1) {
      central.clock.advance(3600);
      going = await refreshed(counter, going);
    }
    central.clock.advance(3600);
    expect((await refresh(counter, going)).code()).toBe('session-ended');
  });

  it('is logged out here, or everywhere; a new password ends the others', async () => {
    const { session } = await officerAt(admin, counter, 'giang', ['officer']);
    const second = await loggedIn(counter, 'giang', goodPassword);
    const third = await loggedIn(counter, 'giang', goodPassword);
    const me = (one: typeof session) => as(counter, one).get(paths.me);
    const listed = (await as(counter, third).get(paths.mySessions)).as(SessionList);
    expect(listed.items.map((item) => item.isThis)).toContain(true);
    expect(listed.items.length).toBeGreaterThanOrEqual(3);
    await as(counter, second).post(paths.endSession, {});
    expect((await me(second)).code()).toBe('session-ended');
    expect((await refresh(counter, second)).code()).toBe('session-ended');
    expect((await me(third)).status).toBe(200);
    const next = 'Sông Vàm Cỏ nước đầy';
    await as(counter, third).post(paths.changePassword, { current: goodPassword, next });
    expect((await me(session)).code()).toBe('session-ended');
    expect((await me(third)).status).toBe(200);
    const fourth = await loggedIn(counter, 'giang', next);
    await as(counter, fourth).post(paths.endSession, { everywhere: true });
    expect((await me(third)).code()).toBe('session-ended');
    expect((await me(fourth)).code()).toBe('session-ended');
  });
});
