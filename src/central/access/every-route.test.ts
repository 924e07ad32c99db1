import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OfficerRole } from '../../shared/api/access.ts';
import {
  isAllowed,
  permissions,
  type Permission,
  type PermissionHolder,
} from '../../shared/api/permissions.ts';
import { fillPath, openPaths, paths } from '../../shared/api/routes.ts';
import { StationRole } from '../../shared/api/site.ts';
import { enrol, officerAt } from '../testing/access-work.ts';
import { ApiClient } from '../testing/api-client.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly permission: string | undefined;
}
interface Caller {
  readonly name: string;
  readonly holders: readonly PermissionHolder[];
  readonly headers: Readonly<Record<string, string>>;
}

let central: TestCentral;
let site: ApiClient;
let other: ApiClient;
let routes: Route[];
const callers: Caller[] = [];

beforeAll(async () => {
  central = await openTestCentral();
  site = await central.newSite();
  other = await central.newSite();
  const document = (await (await fetch(`${central.url}${paths.openapi}`)).json()) as {
    paths: Record<string, Record<string, { 'x-permission'?: string }>>;
  };
  routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      permission: operation['x-permission'],
    })),
  );
  callers.push(
    { name: 'nobody', holders: [], headers: {} },
    { name: 'installation', holders: ['installation'], headers: site.authorization() },
  );
  const nobody = new ApiClient(central.url, {}, site.siteId);
  const stations = new Map<StationRole, ApiClient>();
  for (const role of StationRole.options) {
    const { api } = await enrol(site, role);
    stations.set(role, api);
    callers.push({ name: `station ${role}`, holders: [`station:${role}`], headers: api.authorization() });
  }
  for (const role of OfficerRole.options) {
    const at = stations.get('counter')!;
    const { api } = await officerAt(site, at, `at-counter-${role}`, [role]);
    const holders: PermissionHolder[] = [role, 'station:counter'];
    callers.push({ name: `${role} at a counter`, holders, headers: api.authorization() });
  }
  for (const role of ['administrator', 'auditor'] as const) {
    const { api } = await officerAt(site, nobody, `outside-${role}`, [role]);
    callers.push({ name: `${role} from elsewhere`, holders: [role], headers: api.authorization() });
  }
});
afterAll(() => central.stop());

/** What anything in a path may be, so that the path is one and nothing is found. */
const values = {
  counterId: 'quay-1',
  ticketId: randomUUID(),
  appointmentId: randomUUID(),
  procedureCode: '0.000000',
  dossierCode: 'H00.00-260302-0000',
  officerId: randomUUID(),
  stationId: 'never-was',
  groupCode: 'Z',
};

/**
 * Asks with a body that is no JSON: whoever is let in gets as far as being told so, and nothing is changed.
 */
async function ask(route: Route, siteId: string, headers: Caller['headers']): Promise<[number, string]> {
  const controller = new AbortController();
  const response = await fetch(`${central.url}${fillPath(route.path, { ...values, siteId })}`, {
    method: route.method,
    headers: {
      ...headers,
      'Idempotency-Key': randomUUID(),
      ...(route.method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(route.method === 'GET' ? {} : { body: '{' }),
    signal: controller.signal,
  });
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const body = isProblem ? ((await response.json()) as { code: string }) : { code: '' };
  // An event stream would never end.
  controller.abort();
  return [response.status, body.code];
}

function verdictOf([status, code]: [number, string]): string {
  if (status === 401) return code;
  return code === 'permission-denied' || code === 'password-change-required' ? code : 'let in';
}

describe('every route', () => {
  it('names a permission of the closed list', () => {
    expect(routes.length).toBeGreaterThan(35);
    const unnamed = routes.filter(
      ({ permission }) => permission === undefined || !(permission in permissions),
    );
    expect(unnamed).toEqual([]);
  });

  it('that is public says so in both places', () => {
    const open = routes
      .filter(({ path, permission }) => permission === 'public' && path.startsWith('/v1/'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual(openPaths.map((path) => `POST ${path}`).sort());
  });

  it('uses every permission of the list, so that none is a word without a door', () => {
    const used = new Set(routes.map(({ permission }) => permission));
    expect(Object.keys(permissions).filter((permission) => !used.has(permission))).toEqual([]);
  });

  it('lets in exactly who has its permission', async () => {
    const expected: Record<string, string> = {};
    const actual: Record<string, string> = {};
    for (const route of routes)
      for (const caller of callers) {
        const key = `${route.method} ${route.path}: ${caller.name}`;
        const permission = route.permission as Permission;
        if (isAllowed(permission, caller.holders)) expected[key] = 'let in';
        else expected[key] = caller.holders.length === 0 ? 'not-authenticated' : 'permission-denied';
        actual[key] = verdictOf(await ask(route, site.siteId, caller.headers));
      }
    expect(Object.keys(actual).length).toBe(routes.length * callers.length);
    expect(actual).toEqual(expected);
  });

  it('of another site is not found, for whoever belongs to one, and no different from one that is not there', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ path }) => path.includes('{siteId}')))
      for (const caller of callers) {
        if (caller.name === 'nobody' || caller.name === 'installation') continue;
        const there = await ask(route, other.siteId, caller.headers);
        const nowhere = await ask(route, 'nowhere', caller.headers);
        // Where a session is got, a token is not looked at: who has no key is nobody there.
        const isStranger =
          openPaths.some((path) => path === route.path) && !('station-key' in caller.headers);
        const isRight = isStranger
          ? there[0] !== 403 && String(there) === String(nowhere)
          : String(there) === '404,not-found' && String(nowhere) === '404,not-found';
        if (!isRight)
          wrong.push(`${route.method} ${route.path}: ${caller.name}: ${String(there)} ${String(nowhere)}`);
      }
    expect(wrong).toEqual([]);
  });
});

describe('rows of another site', () => {
  it('are not found by administrators, through their own site', async () => {
    const admin = callers.find(({ name }) => name === 'administrator from elsewhere')!;
    const theirs = await enrol(other, 'kiosk', 'kiosk-9');
    const { officerId } = await officerAt(other, new ApiClient(central.url, {}, other.siteId), 'theirs', [
      'administrator',
    ]);
    const client = new ApiClient(
      central.url,
      { accessToken: admin.headers['Authorization']!.slice('Bearer '.length) },
      site.siteId,
    );
    const change = await client.post(paths.officer, { skills: ['A'] }, { values: { officerId } });
    const reset = await client.post(paths.resetOfficer, undefined, { values: { officerId } });
    const revoke = await client.post(paths.revokeStation, undefined, {
      values: { stationId: theirs.station.stationId },
    });
    expect([change.code(), reset.code(), revoke.code()]).toEqual(['not-found', 'not-found', 'not-found']);
    expect((await theirs.api.get(paths.snapshot)).status).toBe(200);
    const list = (await client.get(paths.officers)).body as { items: { userName: string }[] };
    expect(list.items.map((item) => item.userName)).not.toContain('theirs');
  });
});

describe('a station', () => {
  it('speaks for itself only', async () => {
    const kiosk = callers.find(({ name }) => name === 'station kiosk')!;
    const client = new ApiClient(central.url, { stationKey: kiosk.headers['station-key']! }, site.siteId);
    const body = { groupCode: 'A', priority: 'normal' };
    const foreign = await client.post(paths.tickets, { ...body, stationId: 'may-counter' });
    expect([foreign.status, foreign.code()]).toEqual([403, 'permission-denied']);
    expect((await client.post(paths.tickets, { ...body, stationId: 'may-kiosk' })).status).toBe(201);
    const hello = { role: 'counter', name: 'Lên đời', appVersion: '1', counterId: 'quay-1' };
    expect((await client.post(paths.hello, { ...hello, stationId: 'may-counter' })).status).toBe(403);
    // It cannot make itself another either.
    expect((await client.post(paths.hello, { ...hello, stationId: 'may-kiosk' })).status).toBe(200);
    const row = await central.database
      .selectFrom('station')
      .select(['role', 'app_version'])
      .where('site_id', '=', site.siteId)
      .where('station_id', '=', 'may-kiosk')
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ role: 'kiosk', app_version: '1' });
  });

  it('that is refused something is in the audit log, but does not fill it', async () => {
    const refused = await central.database
      .selectFrom('audit')
      .select(['station_id', 'officer_id', 'reference'])
      .where('site_id', '=', site.siteId)
      .where('action', '=', 'permission.refused')
      .execute();
    const byDisplay = refused.filter((row) => row.station_id === 'may-display');
    expect(byDisplay.length).toBeGreaterThan(0);
    expect(byDisplay.length).toBeLessThanOrEqual(4);
    expect(byDisplay[0]?.reference).toMatch(/^[a-z-]+\.[a-z-]+$/);
    expect(refused.some((row) => row.officer_id !== null)).toBe(true);
  });
});
