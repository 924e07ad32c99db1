import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dossier, DossierPage, ShownPerson } from '../../shared/api/dossiers.ts';
import { paths } from '../../shared/api/routes.ts';
import { enrol, officerAt } from '../testing/access-work.ts';
import { ApiClient, type ApiAnswer } from '../testing/api-client.ts';
import { completeDossier, move, person, receive } from '../testing/counter-work.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';

let central: TestCentral;
let api: ApiClient;
let code: string;
beforeAll(async () => {
  central = await openTestCentral();
  api = await central.newSite();
  ({ code } = await receive(api, { note: `Gọi ${person.name}` }));
});
afterAll(() => central.stop());

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly [key: string]: unknown;
}
interface Document {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }>
  >;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/** Whether a schema leads to personal data: the descriptions of the API say which schemas hold them. */
function holdsPersonalData(schema: unknown, document: Document, seen = new Set<string>()): boolean {
  if (schema === null || typeof schema !== 'object') return false;
  const { $ref } = schema as Schema;
  const name = $ref?.split('/').at(-1);
  if (name !== undefined) {
    if (seen.has(name)) return false;
    seen.add(name);
    const component = document.components.schemas[name];
    return (
      /(?<!no )personal data/.test(component?.description ?? '') ||
      holdsPersonalData(component, document, seen)
    );
  }
  return Object.values(schema).some((part) => holdsPersonalData(part, document, seen));
}

interface Call {
  readonly action: string;
  readonly reference: RegExp;
  readonly send: () => Promise<ApiAnswer>;
}

const station = { stationId: 'may-quay-1' };
const byNumber = { number: person.number, ...station };
const calls: Readonly<Record<string, Call>> = {
  [`post ${paths.dossiers}`]: {
    action: 'dossier.receive',
    reference: /^H39/,
    send: () => api.post(paths.dossiers, completeDossier),
  },
  [`get ${paths.dossier}`]: {
    action: 'dossier.open',
    reference: /^H39/,
    send: () => api.get(paths.dossier, { values: { dossierCode: code }, query: station }),
  },
  [`post ${paths.openWholeDossier}`]: {
    action: 'dossier.openWhole',
    reference: /^H39/,
    send: () =>
      api.post(
        paths.openWholeDossier,
        { ...station, reason: 'Đối chiếu' },
        { values: { dossierCode: code } },
      ),
  },
  [`get ${paths.exchangeDossier}`]: {
    action: 'dossier.exchange',
    reference: /^H39/,
    send: () => api.get(paths.exchangeDossier, { values: { dossierCode: code }, query: station }),
  },
  [`post ${paths.moveDossier}`]: {
    action: 'dossier.move',
    reference: /^H39/,
    send: () => move(api, code, 4),
  },
  [`post ${paths.reappointDossier}`]: {
    action: 'dossier.reappoint',
    reference: /^H39/,
    send: () =>
      api.post(
        paths.reappointDossier,
        { ...station, dueAt: '2026-03-09T09:00:00+07:00', reason: 'Chờ ý kiến' },
        { values: { dossierCode: code } },
      ),
  },
  [`post ${paths.lookUpCitizen}`]: {
    action: 'citizen.lookUp',
    reference: /^person:/,
    send: () => api.post(paths.lookUpCitizen, byNumber),
  },
  [`post ${paths.exportCitizen}`]: {
    action: 'citizen.export',
    reference: /^person:/,
    send: () => api.post(paths.exportCitizen, { ...byNumber, reason: 'Công dân yêu cầu' }),
  },
};

/** Also entries, though what they answer names nobody. */
const alsoEntries: Readonly<Record<string, Call>> = {
  [`post ${paths.searchDossiers}`]: {
    action: 'dossier.search',
    reference: /^person:/,
    send: () => api.post(paths.searchDossiers, { ...station, text: person.number }),
  },
  [`get ${paths.verifyAudit}`]: {
    action: 'audit.verify',
    reference: /^\d+:0$/,
    send: () => api.get(paths.verifyAudit),
  },
  [`post ${paths.exportAudit}`]: {
    action: 'audit.export',
    reference: /^2026-03-01\.\.2026-03-31 csv$/,
    send: () => api.post(paths.exportAudit, { from: '2026-03-01', to: '2026-03-31', reason: 'Thanh tra' }),
  },
  [`get ${paths.audit}`]: { action: 'audit.read', reference: /^/, send: () => api.get(paths.audit) },
  [`post ${paths.eraseCitizen}`]: {
    action: 'citizen.erase',
    reference: /^person:/,
    send: () => api.post(paths.eraseCitizen, { ...byNumber, reason: 'Công dân yêu cầu' }),
  },
};

describe('every route that answers with personal data', () => {
  it('is known here, so that none comes without an entry in the audit log', async () => {
    const document = (await (await fetch(`${central.url}${paths.openapi}`)).json()) as Document;
    const found = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { responses }]) =>
          Object.entries(responses).some(
            ([status, { content }]) =>
              status.startsWith('2') &&
              Object.values(content ?? {}).some(({ schema }) => holdsPersonalData(schema, document)),
          ),
        )
        .map(([method]) => `${method} ${path}`),
    );
    expect(found.sort()).toEqual(Object.keys(calls).sort());
  });

  it.each(Object.entries({ ...calls, ...alsoEntries }))('%s writes who read what', async (_, call) => {
    const last = (): Promise<{ action: string; reference: string | null; sequence: number } | undefined> =>
      central.database
        .selectFrom('audit')
        .select(['action', 'reference', 'sequence'])
        .where('site_id', '=', api.siteId)
        .orderBy('sequence', 'desc')
        .executeTakeFirst();
    const before = (await last())?.sequence ?? 0;
    const answer = await call.send();
    expect(answer.status).toBeLessThan(300);
    const row = await last();
    expect([row?.action, row?.sequence]).toEqual([call.action, before + 1]);
    expect(row?.reference).toMatch(call.reference);
    expect(row?.reference).not.toContain(person.number);
  });
});

describe('what a role sees', () => {
  let site: ApiClient;
  let dossierCode: string;
  const at: Record<string, ApiClient> = {};
  beforeAll(async () => {
    site = await central.newSite();
    const counter = (await enrol(site, 'counter', 'may-quay')).api;
    const supervisors = (await enrol(site, 'supervisor', 'may-lanh-dao')).api;
    const elsewhere = new ApiClient(central.url, {}, site.siteId);
    at['officer'] = (await officerAt(site, counter, 'can-bo', ['officer'])).api;
    at['cashier'] = (await officerAt(site, counter, 'thu-ngan', ['cashier'])).api;
    at['supervisor'] = (await officerAt(site, supervisors, 'lanh-dao', ['supervisor'])).api;
    at['auditor'] = (await officerAt(site, elsewhere, 'thanh-tra', ['auditor'])).api;
    at['station'] = counter;
    const stationId = 'may-quay';
    dossierCode = (await at['officer'].post(paths.dossiers, { ...completeDossier, stationId })).as(
      Dossier,
    ).code;
  });

  function open(who: string, stationId: string): Promise<ApiAnswer> {
    return at[who]!.get(paths.dossier, { values: { dossierCode }, query: { stationId } });
  }

  it.each([
    ['officer', 'may-quay', undefined, person.name, person.number, person.address],
    ['cashier', 'may-quay', 'payer', person.name, '080********1', person.address],
    ['supervisor', 'may-lanh-dao', 'masked', 'T. T. T. Nghiệm', '080********1', ''],
    ['auditor', 'khong-may', 'masked', 'T. T. T. Nghiệm', '080********1', ''],
  ])('%s of an opened dossier', async (who, stationId, sight, name, number, address) => {
    const dossier = (await open(who, stationId)).as(Dossier);
    expect([dossier.sight, dossier.owner.name, dossier.owner.number, dossier.owner.address]).toEqual([
      sight,
      name,
      number,
      address,
    ]);
  });

  it('a station with nobody signed in sees no dossier', async () => {
    expect((await open('station', 'may-quay')).status).toBe(403);
  });

  it.each(['supervisor', 'auditor'])('%s sees it whole by saying why, which the log keeps', async (who) => {
    const reason = 'Khiếu nại của công dân';
    const body = { reason, ...(who === 'supervisor' ? { stationId: 'may-lanh-dao' } : {}) };
    const whole = await at[who]!.post(paths.openWholeDossier, body, { values: { dossierCode } });
    expect(whole.as(Dossier).owner.name).toBe(person.name);
    const silent = await at[who]!.post(
      paths.openWholeDossier,
      { ...body, reason: ' ' },
      { values: { dossierCode } },
    );
    expect(silent.status).toBe(400);
    const row = await central.database
      .selectFrom('audit')
      .selectAll()
      .where('site_id', '=', site.siteId)
      .where('action', '=', 'dossier.openWhole')
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    expect([row.reference, row.officer_id === null, row.words === null]).toEqual([dossierCode, false, false]);
    expect(row.station_id).toBe(who === 'supervisor' ? 'may-lanh-dao' : null);
  });

  it('a cashier gets nobody whole, reason or not', async () => {
    const body = { reason: 'x', stationId: 'may-quay' };
    const answer = await at['cashier']!.post(paths.openWholeDossier, body, { values: { dossierCode } });
    expect(answer.status).toBe(403);
  });

  it('nobody names another station than their own', async () => {
    expect((await open('officer', 'may-lanh-dao')).status).toBe(403);
  });

  it('of somebody looked up: a supervisor away from the counter needs a reason', async () => {
    const look = async (reason: string): Promise<string> => {
      const body = { number: person.number, stationId: 'may-lanh-dao', reason };
      return (await at['supervisor']!.post(paths.lookUpCitizen, body)).as(ShownPerson).name;
    };
    expect([await look(''), await look('Tiếp công dân')]).toEqual(['T. T. T. Nghiệm', person.name]);
  });

  it('lists and searches name nobody whole, whoever asks', async () => {
    for (const [who, stationId] of [
      ['officer', 'may-quay'],
      ['auditor', 'khong-may'],
    ] as const) {
      const found = await at[who]!.post(paths.searchDossiers, { text: person.name, stationId });
      expect(found.as(DossierPage).items.map((item) => item.maskedName)).toEqual(['T. T. T. Nghiệm']);
    }
  });

  it('only officers give people to other systems', async () => {
    const query = (stationId: string) => ({ values: { dossierCode }, query: { stationId } });
    expect((await at['officer']!.get(paths.exchangeDossier, query('may-quay'))).status).toBe(200);
    expect((await at['auditor']!.get(paths.exchangeDossier, query('x'))).status).toBe(403);
  });
});
