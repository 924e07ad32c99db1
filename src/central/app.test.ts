import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../shared/api/primitives.ts';
import { paths } from '../shared/api/routes.ts';
import { Health } from '../shared/api/site.ts';
import type { ApiClient } from './testing/api-client.ts';
import { ApiClient as Client } from './testing/api-client.ts';
import { callNext, called, issue } from './testing/counter-work.ts';
import { openTestCentral, testAccessKey, type TestCentral } from './testing/test-central.ts';

let central: TestCentral;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
  api = await central.newSite();
});
afterAll(() => central.stop());

describe('the access key', () => {
  it('is asked for on every route of the API', async () => {
    const routes = Object.values(paths).filter((path) => path.startsWith('/v1/'));
    expect(routes.length).toBeGreaterThan(15);
    for (const path of routes) {
      for (const authorization of [
        undefined,
        'Bearer',
        'Bearer wrong',
        `Basic ${testAccessKey}`,
        testAccessKey,
      ]) {
        const response = await fetch(`${central.url}${path.replace(/\{\w+\}/g, 'x')}`, {
          headers: authorization === undefined ? {} : { Authorization: authorization },
        });
        expect([path, response.status]).toEqual([path, 401]);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        expect(Problem.parse(await response.json()).code).toBe('not-authenticated');
      }
    }
  });

  it('is not asked for by health, readiness and the description', async () => {
    for (const path of [paths.health, paths.ready]) {
      const response = await fetch(`${central.url}${path}`);
      expect(Health.parse(await response.json())).toMatchObject({ status: 'ok', version: '0.0.0-test' });
    }
    expect((await fetch(`${central.url}${paths.openapi}`)).status).toBe(200);
    expect((await fetch(`${central.url}${paths.docs}`)).status).toBe(200);
  });

  it('lets a wrong key see no difference between what is there and what is not', async () => {
    const stranger = new Client(central.url, 'wrong-key', api.siteId);
    expect((await stranger.get(paths.site)).status).toBe(401);
    expect((await stranger.get(paths.site, { values: { siteId: 'nowhere' } })).status).toBe(401);
  });
});

describe('problems', () => {
  it('are told in Vietnamese, and in English to whoever prefers it', async () => {
    await issue(api);
    await called(api);
    const busy = await callNext(api);
    expect(busy.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(busy.as(Problem)).toMatchObject({
      type: '/problems/counter-busy',
      status: 409,
      title: 'Quầy đang có số được gọi',
      detail: 'Vui lòng hoàn thành hoặc báo vắng số A-001 trước khi gọi số tiếp theo.',
    });
    const inLanguage = async (language: string): Promise<string> =>
      (
        await api.get(paths.site, { values: { siteId: 'nowhere' }, headers: { 'Accept-Language': language } })
      ).as(Problem).title;
    expect(await inLanguage('en')).toBe('Not found');
    expect(await inLanguage('en-GB,en;q=0.9,vi;q=0.8')).toBe('Not found');
    expect(await inLanguage('vi-VN,vi;q=0.9,en;q=0.8')).toBe('Không tìm thấy');
    expect(await inLanguage('fr,en;q=0.5,vi;q=0.7')).toBe('Không tìm thấy');
    expect(await inLanguage('de')).toBe('Không tìm thấy');
  });

  it('name the fields that were not right, and repeat none of what was sent', async () => {
    const answer = await api.post(paths.tickets, { groupCode: 'Nguyễn Văn Thử', priority: 7 });
    expect(answer.status).toBe(400);
    expect(answer.as(Problem).errors).toEqual([
      { path: 'groupCode', message: 'sai định dạng' },
      { path: 'priority', message: 'không thuộc các giá trị cho phép' },
      { path: 'stationId', message: 'còn thiếu hoặc sai kiểu dữ liệu' },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('Thử');
    const english = await api.post(paths.tickets, {}, { headers: { 'Accept-Language': 'en' } });
    expect(english.as(Problem).errors?.[0]).toMatchObject({
      path: 'groupCode',
      message: expect.stringContaining('expected string') as string,
    });
  });

  it('come for bodies that are no JSON, of another kind, or too large', async () => {
    const send = async (body: string, type: string): Promise<Problem> => {
      const response = await fetch(api.address(paths.tickets), {
        method: 'POST',
        headers: {
          ...api.authorization(),
          'Content-Type': type,
          'Idempotency-Key': '11111111-1111-4111-8111-111111111111',
        },
        body,
      });
      return Problem.parse({ ...((await response.json()) as object), status: response.status });
    };
    expect(await send('{"groupCode":', 'application/json')).toMatchObject({
      status: 400,
      code: 'bad-request',
    });
    expect(await send('<xml/>', 'application/xml')).toMatchObject({ status: 415, code: 'bad-request' });
    expect(await send(JSON.stringify({ groupCode: 'x'.repeat(300_000) }), 'application/json')).toMatchObject({
      status: 413,
      code: 'bad-request',
    });
  });

  it('come for addresses that are no route', async () => {
    const response = await fetch(`${central.url}/v1/elsewhere`, { headers: api.authorization() });
    expect(Problem.parse(await response.json())).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('carry the correlation id that the caller gave, or a new one', async () => {
    const given = await api.get(paths.site, {
      values: { siteId: 'nowhere' },
      headers: { 'Correlation-Id': 'abc-123' },
    });
    expect(given.headers.get('correlation-id')).toBe('abc-123');
    expect(given.as(Problem).correlationId).toBe('abc-123');
    expect(central.lines.some((line) => line.includes('"correlationId":"abc-123"'))).toBe(true);
    const odd = await api.get(paths.site, { headers: { 'Correlation-Id': 'a b {}' } });
    expect(odd.headers.get('correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('answers', () => {
  it('are kept by no browser and framed by no page', async () => {
    const { headers } = await api.get(paths.dossiers);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('leave addresses out of the log', async () => {
    await api.get(paths.dossier, {
      values: { dossierCode: 'H39.30-260302-0777' },
      query: { stationId: 'q1' },
    });
    expect(central.lines.join('\n')).toContain('"route":"/v1/sites/{siteId}/dossiers/{dossierCode}"');
    expect(central.lines.join('\n')).not.toContain('260302-0777');
  });

  it('are given one after another on one connection, a refused body included', async () => {
    // A body that is not read must not be taken for the next request.
    const statuses = await new Promise<number[]>((resolve, reject) => {
      const seen: number[] = [];
      const again = (left: number): void => {
        if (left === 0) {
          resolve(seen);
          return;
        }
        const sent = request(
          `${central.url}/v1/sites/x/tickets`,
          { method: 'POST', headers: { 'Content-Type': 'application/json', Connection: 'keep-alive' } },
          (response) => {
            seen.push(response.statusCode ?? 0);
            response.resume().once('end', () => again(left - 1));
          },
        );
        sent.once('error', reject);
        sent.end(JSON.stringify({ groupCode: 'A' }));
      };
      again(3);
    });
    expect(statuses).toEqual([401, 401, 401]);
  });
});

interface Operation {
  readonly summary?: string;
  readonly parameters?: { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly responses: Record<string, { readonly description: string }>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

describe('the description', () => {
  it('has every route, each with a summary, its answers and its problem', async () => {
    const document = (await (await fetch(`${central.url}${paths.openapi}`)).json()) as Description;
    expect(document.openapi).toBe('3.1.0');
    const served = [paths.openapi, paths.docs, paths.metrics] as string[];
    const expected = Object.values(paths).filter((path) => !served.includes(path));
    expect(Object.keys(document.paths).sort()).toEqual([...expected].sort());
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        expect([method, path, operation.summary === undefined]).toEqual([method, path, false]);
        expect(Object.keys(operation.responses)).toContain('default');
        const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
        expect([path, named.sort()]).toEqual([
          path,
          [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort(),
        ]);
        for (const parameter of operation.parameters ?? [])
          if (parameter.in !== 'query')
            expect([path, parameter.name, parameter.description]).not.toContain(undefined);
      }
    }
  });

  it('names the schemas that shared names, and points at none that is missing', async () => {
    const text = await (await fetch(`${central.url}${paths.openapi}`)).text();
    const document = JSON.parse(text) as Description;
    for (const name of ['Ticket', 'Dossier', 'Procedure', 'SiteSnapshot', 'SiteEvent', 'Problem'])
      expect(Object.keys(document.components.schemas)).toContain(name);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('asks for the idempotency key on every POST but those that need none', async () => {
    const document = (await (await fetch(`${central.url}${paths.openapi}`)).json()) as Description;
    const without = Object.entries(document.paths)
      .filter(([, operations]) => {
        const post = operations['post'];
        const names = (post?.parameters ?? []).map((parameter) => parameter.name);
        return post !== undefined && !names.includes('idempotency-key');
      })
      .map(([path]) => path);
    const reading = [
      'previewDossier',
      'searchDossiers',
      'openWholeDossier',
      'lookUpCitizen',
      'exportCitizen',
      'exportAudit',
    ];
    // Said again, these change nothing but the time at which it was said.
    const repeatable = ['hello', 'holdCounter', 'unlockOfficer', 'dropOfficerFactor', 'logOutOfficer'];
    // Each asks for something new, a session or a secret: an answer kept under a key would keep the secret.
    const secret = [
      ...['logIn', 'answerChallenge', 'refreshSession', 'endSession', 'changePassword'],
      ...['beginSecondFactor', 'confirmSecondFactor', 'removeSecondFactor'],
      ...['officers', 'officer', 'resetOfficer', 'stationCodes', 'enrolStation', 'revokeStation'],
    ];
    const expected = [...reading, ...repeatable, ...secret].map((name) => paths[name as keyof typeof paths]);
    expect(without.sort()).toEqual(expected.sort());
  });

  it('can be read as a page without a network beyond the server', async () => {
    const page = await (await fetch(`${central.url}${paths.docs}`)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(files).toHaveLength(3);
    for (const file of files) {
      expect(file.startsWith(`${paths.docs}/`)).toBe(true);
      const response = await fetch(`${central.url}${file}`);
      expect([file, response.status]).toEqual([file, 200]);
      expect((await response.text()).length).toBeGreaterThan(20);
    }
  });
});
