import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditPage, CitizenData, ErasureAnswer } from '../../shared/api/privacy.ts';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { issue, move, person, receive } from '../testing/counter-work.ts';
import { monday, openTestCentral, type TestCentral } from '../testing/test-central.ts';
import { runTool } from '../testing/tool-call.ts';
import { retention } from '../tools/retention.ts';

let central: TestCentral;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());
beforeEach(async () => {
  central.clock.set(monday);
  api = await central.newSite();
});

const request = {
  number: person.number,
  stationId: 'may-quay-1',
  reason: 'Công dân đến yêu cầu, đã đối chiếu',
};
const other = { ...person, number: '080090000002', name: 'Lê Văn Khác', phone: '0900000002' };

async function dataOf(number: string = person.number): Promise<CitizenData> {
  return (await api.post(paths.exportCitizen, { ...request, number })).as(CitizenData);
}

async function erase(key: string = randomUUID()): Promise<ErasureAnswer> {
  return (await api.post(paths.eraseCitizen, request, { key })).as(ErasureAnswer);
}

async function ended(): Promise<string> {
  const { code } = await receive(api);
  await move(api, code, 4);
  await move(api, code, 9);
  await move(api, code, 10, { receivedBy: person.name });
  return code;
}

describe('a citizen’s own data', () => {
  it('are everything that is kept, who looked, and why it is kept', async () => {
    const { code } = await receive(api, { owner: other });
    await api.post(paths.lookUpCitizen, { number: person.number, stationId: 'may-quay-2' });
    const data = await dataOf();
    expect(data.known).toEqual(person);
    expect(data.dossiers.map((dossier) => dossier.code)).toEqual([code]);
    expect(data.accesses.map(({ action, stationId }) => [action, stationId])).toEqual([
      ['citizen.lookUp', 'may-quay-2'],
      ['dossier.receive', 'may-quay-1'],
    ]);
    expect(data.keeping.map(({ subject }) => subject)).toEqual([
      'citizen',
      'dossier',
      'audit',
      'appointment',
      'command',
      'queue',
    ]);
    // The look at them is an entry itself.
    expect((await dataOf()).accesses[0]?.action).toBe('citizen.export');
  });

  it('hold of others in the same dossier the masked name only', async () => {
    await receive(api, { owner: other });
    const data = await dataOf();
    expect(JSON.stringify(data)).not.toMatch(/Lê Văn Khác|080090000002|0900000002/);
    expect(data.dossiers[0]?.owner.name).toBe('L. V. Khác');
    expect((await dataOf(other.number)).dossiers[0]?.submitter.name).toBe('T. T. T. Nghiệm');
  });

  it('are nothing where nothing is known, and none of another site', async () => {
    await receive(api);
    const elsewhere = await central.newSite();
    const data = (await elsewhere.post(paths.exportCitizen, request)).as(CitizenData);
    expect([data.known, data.dossiers, data.accesses]).toEqual([null, [], []]);
  });

  it('need the words of the request', async () => {
    expect((await api.post(paths.exportCitizen, { ...request, reason: '' })).status).toBe(400);
  });
});

describe('a request for erasure', () => {
  it('erases the record for the next visit, and keeps a dossier that is being processed', async () => {
    const { code } = await receive(api);
    const answer = await erase();
    expect(answer.erased).toEqual({ appointments: 0, citizen: true, dossiers: [] });
    expect(answer.kept).toEqual([
      {
        code,
        until: null,
        text: expect.objectContaining({
          vi: expect.stringContaining('đang được giải quyết') as string,
        }) as object,
      },
    ]);
    expect(answer.text.vi).toContain('Đã xóa thông tin của ông/bà');
    expect(answer.text.vi).toContain('Còn 1 hồ sơ phải giữ theo pháp luật');
    expect((await dataOf()).known).toBeNull();
    expect((await dataOf()).dossiers).toHaveLength(1);
  });

  it('keeps an ended dossier for its period, and says until when', async () => {
    await runTool(
      central,
      retention,
      ...['set', 'dossier', '--months', '24', '--basis', 'Quyết định lưu trữ', '--by', 'Lê Thị Lưu'],
      ...['--site', api.siteId],
    );
    const code = await ended();
    expect((await erase()).kept).toEqual([
      {
        code,
        until: '2028-03-02',
        text: {
          vi: 'Hồ sơ phải lưu 24 tháng kể từ khi kết thúc, đến ngày 02/03/2028: Quyết định lưu trữ',
          en: 'The dossier must be kept for 24 months from its end, until 2028-03-02: Quyết định lưu trữ',
        },
      },
    ]);
    central.clock.set('2028-03-02T08:00:00+07:00');
    const later = await erase();
    expect([later.erased, later.kept]).toEqual([{ appointments: 0, citizen: false, dossiers: [code] }, []]);
    expect((await dataOf()).dossiers).toEqual([]);
  });

  it('is done once, whoever asks again under the same key', async () => {
    await receive(api);
    const key = randomUUID();
    const first = await erase(key);
    expect(await erase(key)).toEqual(first);
    expect((await erase()).erased.citizen).toBe(false);
  });

  it('of somebody unknown says so', async () => {
    const answer = await erase();
    expect([answer.erased, answer.kept]).toEqual([{ appointments: 0, citizen: false, dossiers: [] }, []]);
    expect(answer.text.vi).toBe('Cơ quan không giữ thông tin của ông/bà cho lần đến sau.');
  });

  it('is in the log with its reason', async () => {
    await receive(api);
    await erase();
    const { items } = (await api.get(paths.audit, { query: { action: 'citizen.erase' } })).as(AuditPage);
    expect(items.map((row) => [row.reason, row.reference?.startsWith('person:')])).toEqual([
      [request.reason, true],
    ]);
  });
});

describe('the audit log', () => {
  async function page(query: Record<string, string>): Promise<AuditPage> {
    return (await api.get(paths.audit, { query })).as(AuditPage);
  }

  it('is read newest first, page by page, each reading an entry', async () => {
    for (let count = 0; count < 5; count += 1) await issue(api);
    const first = await page({ limit: '3', action: 'ticket.issue' });
    expect([first.items.map((row) => row.sequence), first.next]).toEqual([[5, 4, 3], 3]);
    const second = await page({ limit: '3', action: 'ticket.issue', before: String(first.next) });
    expect([second.items.map((row) => row.sequence), second.next]).toEqual([[2, 1], null]);
    expect((await page({ action: 'audit.' })).items.map((row) => row.action)).toEqual([
      'audit.read',
      'audit.read',
    ]);
  });

  it('is narrowed by day, station, reference and kind of action', async () => {
    const { code } = await receive(api);
    await issue(api);
    central.clock.set('2026-03-03T00:30:00+07:00');
    await move(api, code, 4);
    const actions = async (query: Record<string, string>): Promise<string[]> =>
      (await page(query)).items.map((row) => row.action).filter((action) => action !== 'audit.read');
    expect(await actions({ reference: code })).toEqual(['dossier.move', 'dossier.receive']);
    expect(await actions({ action: 'dossier.', to: '2026-03-02' })).toEqual(['dossier.receive']);
    expect(await actions({ from: '2026-03-03' })).toEqual(['dossier.move']);
    expect(await actions({ stationId: 'kiosk-1' })).toEqual(['ticket.issue']);
    expect(await actions({ officerId: 'nobody' })).toEqual([]);
  });

  it.each([
    { from: '2026-03-03', to: '2026-03-02' },
    { from: '03/03/2026' },
    { limit: '0' },
    { action: 'a b' },
    { before: 'x' },
  ])('refuses %j', async (query) => {
    expect((await api.get(paths.audit, { query: query as unknown as Record<string, string> })).status).toBe(
      400,
    );
  });
});
