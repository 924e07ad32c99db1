import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { issue, receive } from '../testing/counter-work.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';

let central: TestCentral;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
  api = await central.newSite();
});
afterAll(() => central.stop());

/** Asks again with the tag of the first answer. */
async function again(address: string, tag: string): Promise<Response> {
  return fetch(address, { headers: { ...api.authorization(), 'If-None-Match': tag } });
}

describe('tags', () => {
  it('spare whoever asks again for the site, its units and procedures', async () => {
    const values = { procedureCode: '1.000001' };
    for (const path of [paths.site, paths.units, paths.procedures, paths.procedure]) {
      const address = api.address(path, { values });
      const first = await fetch(address, { headers: api.authorization() });
      const tag = first.headers.get('etag') ?? '';
      expect([path, tag]).not.toEqual([path, '']);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      const second = await again(address, tag);
      expect([path, second.status, await second.text()]).toEqual([path, 304, '']);
      expect((await again(address, '"other"')).status).toBe(200);
    }
  });

  it('tell a snapshot that is still so from one that is not', async () => {
    await issue(api);
    const address = api.address(paths.snapshot);
    const first = await fetch(address, { headers: api.authorization() });
    const tag = first.headers.get('etag') ?? '';
    const { sequence } = SiteSnapshot.parse(await first.json());
    expect((await again(address, tag)).status).toBe(304);
    expect((await again(address, `"elsewhere", ${tag}`)).status).toBe(304);
    await issue(api);
    const changed = await again(address, tag);
    expect(changed.status).toBe(200);
    expect(SiteSnapshot.parse(await changed.json()).sequence).toBe(sequence + 1);
  });

  it('let waiting times move on: a minute later the snapshot is given anew', async () => {
    const address = api.address(paths.snapshot);
    const first = await fetch(address, { headers: api.authorization() });
    central.clock.advance(60);
    expect((await again(address, first.headers.get('etag') ?? '')).status).toBe(200);
  });

  it('are on nothing that holds a person, which nobody may keep', async () => {
    const { code } = await receive(api);
    const opened = await api.get(paths.dossier, {
      values: { dossierCode: code },
      query: { stationId: 'may-quay-1' },
    });
    expect(opened.headers.get('etag')).toBeNull();
    expect(opened.headers.get('cache-control')).toBe('no-store');
  });
});
