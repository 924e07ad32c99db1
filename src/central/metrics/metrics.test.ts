import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { callNext, called, issue, receive } from '../testing/counter-work.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';

const metricsKey = 'metrics-key-of-tests';
let central: TestCentral;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral({ metricsKey });
  api = await central.newSite();
});
afterAll(() => central.stop());

async function read(): Promise<string> {
  const response = await fetch(`${central.url}${paths.metrics}`, {
    headers: { Authorization: `Bearer ${metricsKey}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain');
  return response.text();
}

/** The value of a line, 0 where it is not there. */
function valueOf(text: string, line: string): number {
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
}

describe('the metrics', () => {
  it('count requests by route and status, commands by name and outcome', async () => {
    await issue(api);
    await issue(api);
    await called(api);
    expect((await callNext(api)).code()).toBe('counter-busy');
    const text = await read();
    expect(valueOf(text, 'central_commands_total{command="ticket.issue",outcome="done"}')).toBe(2);
    expect(valueOf(text, 'central_commands_total{command="counter.callNext",outcome="done"}')).toBe(1);
    expect(valueOf(text, 'central_commands_total{command="counter.callNext",outcome="counter-busy"}')).toBe(
      1,
    );
    const requests = `central_request_seconds_count{method="POST",route="${paths.callNext}",status="409"}`;
    expect(valueOf(text, requests)).toBe(1);
    expect(text).toContain('central_info{version="0.0.0-test"');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('hold no address and nothing of a person or a dossier', async () => {
    const { code, submitter } = await receive(api);
    await api.get(paths.dossier, { values: { dossierCode: code }, query: { stationId: 'q1' } });
    await fetch(`${central.url}/v1/sites/${api.siteId}/${encodeURIComponent(submitter.name)}`, {
      headers: api.authorization(),
    });
    const text = await read();
    expect(text).toContain(`route="${paths.dossier}"`);
    expect(text).toContain('route="other"');
    for (const secret of [code, submitter.name, encodeURIComponent(submitter.name), submitter.number ?? code])
      expect(text).not.toContain(secret);
  });

  it('tell how many stations listen', async () => {
    const leave = new AbortController();
    const stream = await fetch(api.address(paths.events), {
      headers: api.authorization(),
      signal: leave.signal,
    });
    expect(stream.status).toBe(200);
    await vi.waitFor(async () => expect(valueOf(await read(), 'central_event_streams')).toBe(1));
    leave.abort();
    await stream.text().catch(() => '');
    await vi.waitFor(async () => expect(valueOf(await read(), 'central_event_streams')).toBe(0));
  });

  it('are for their own key alone', async () => {
    for (const headers of [{}, api.authorization(), { Authorization: 'Bearer wrong' }]) {
      const response = await fetch(`${central.url}${paths.metrics}`, { headers });
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain('central_');
    }
  });

  it('are not there where no key is set', async () => {
    const without = await openTestCentral();
    try {
      const response = await fetch(`${without.url}${paths.metrics}`, {
        headers: { Authorization: 'Bearer ' },
      });
      expect(response.status).toBe(404);
    } finally {
      await without.stop();
    }
  });
});
