import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EnrolledStation } from '../../shared/api/access.ts';
import { paths } from '../../shared/api/routes.ts';
import { as, goodPassword, loggedIn, officerAt } from '../testing/access-work.ts';
import { ApiClient } from '../testing/api-client.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';
import { runTool } from '../testing/tool-call.ts';
import { officerAdd, officerReset } from './officer-tools.ts';
import { stationCode } from './station-code.ts';

let central: TestCentral;
let site: ApiClient;
let nobody: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
  site = await central.newSite();
  nobody = new ApiClient(central.url, {}, site.siteId);
});
afterAll(() => central.stop());

function wordAfter(lines: readonly string[], label: string): string {
  const line = lines.find((one) => one.startsWith(label));
  if (line === undefined) throw new Error(`no line "${label}" in ${lines.join(' | ')}`);
  return line.slice(label.length).trim();
}

describe('officer-add', () => {
  it('makes the first administrator, who then logs in from anywhere', async () => {
    const made = await runTool(
      central,
      officerAdd,
      ...['--site', site.siteId, '--user', 'admin.one', '--name', 'Người Quản Trị Thử'],
    );
    expect(made.code).toBe(0);
    expect(made.printed.join('\n')).not.toContain('Người');
    const session = await loggedIn(nobody, 'admin.one', wordAfter(made.printed, 'one-time password:'));
    expect(session.me).toMatchObject({ roles: ['administrator'], mustChangePassword: true });
    expect((await as(nobody, session).get(paths.officers)).code()).toBe('password-change-required');
  });

  it('lets somebody of another site work here too, under the same password', async () => {
    const other = await central.newSite();
    await officerAt(other, new ApiClient(central.url, {}, other.siteId), 'lent', ['auditor']);
    const made = await runTool(
      central,
      officerAdd,
      ...['--site', site.siteId, '--user', 'lent', '--home', other.siteId, '--roles', 'administrator'],
    );
    expect(made).toMatchObject({ code: 0, complaints: [] });
    expect((await loggedIn(nobody, 'lent', goodPassword)).me).toMatchObject({
      siteId: site.siteId,
      roles: ['administrator'],
    });
  });

  it.each([
    ['no such site', ['--site', 'nowhere', '--user', 'abc', '--name', 'X'], 1],
    ['a name that is taken', ['--site', 'SITE', '--user', 'admin.one', '--name', 'X'], 1],
    ['nobody of that name there', ['--site', 'SITE', '--user', 'never.was', '--home', 'nowhere'], 1],
    ['a user name that is none', ['--site', 'SITE', '--user', 'Ă b', '--name', 'X'], 2],
    ['a role that is none', ['--site', 'SITE', '--user', 'abc', '--name', 'X', '--roles', 'king'], 2],
    ['neither name nor home', ['--site', 'SITE', '--user', 'abc'], 2],
    ['an option that is none', ['--password', 'x'], 2],
  ])('refuses %s', async (_, parameters, code) => {
    const given = parameters.map((one) => (one === 'SITE' ? site.siteId : one));
    const outcome = await runTool(central, officerAdd, ...given);
    expect(outcome.code).toBe(code);
    expect(outcome.complaints.length).toBeGreaterThan(0);
    expect(outcome.printed).toEqual([]);
  });
});

describe('officer-reset', () => {
  it('prints a new one-time password; the one before is over', async () => {
    const reset = await runTool(central, officerReset, '--site', site.siteId, '--user', 'admin.one');
    expect(reset.code).toBe(0);
    await loggedIn(nobody, 'admin.one', wordAfter(reset.printed, 'one-time password:'));
  });

  it('refuses who is not here, or kept elsewhere', async () => {
    for (const user of ['never.was', 'lent'])
      expect((await runTool(central, officerReset, '--site', site.siteId, '--user', user)).code).toBe(1);
    expect((await runTool(central, officerReset, '--site', site.siteId)).code).toBe(2);
  });
});

describe('station-code', () => {
  it('prints a code that enrols one station', async () => {
    const made = await runTool(
      central,
      stationCode,
      ...['--site', site.siteId, '--station', 'may-1', '--role', 'counter', '--counter', 'quay-1'],
    );
    expect(made.code).toBe(0);
    const code = wordAfter(made.printed, 'code:');
    const enrolled = await nobody.post(paths.enrolStation, { code, appVersion: '1' });
    expect(enrolled.as(EnrolledStation)).toMatchObject({
      siteId: site.siteId,
      stationId: 'may-1',
      role: 'counter',
      counterId: 'quay-1',
      name: 'may-1',
    });
    expect((await nobody.post(paths.enrolStation, { code, appVersion: '1' })).code()).toBe(
      'enrolment-code-invalid',
    );
  });

  it.each([
    ['a counter that is none', ['--station', 'may-2', '--role', 'counter', '--counter', 'quay-99'], 1],
    ['a counter station without a counter', ['--station', 'may-2', '--role', 'counter'], 1],
    ['a role that is none', ['--station', 'may-2', '--role', 'king'], 2],
  ])('refuses %s', async (_, parameters, code) => {
    expect((await runTool(central, stationCode, '--site', site.siteId, ...parameters)).code).toBe(code);
  });
});
