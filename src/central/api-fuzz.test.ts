import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../shared/api/primitives.ts';
import { paths } from '../shared/api/routes.ts';
import type { ApiClient } from './testing/api-client.ts';
import { called, issue, receive } from './testing/counter-work.ts';
import { fuzzApi, type ApiDocument, type FuzzAnswer } from './testing/fuzz/api-fuzz.ts';
import { digestTables } from './testing/fuzz/database-digest.ts';
import { openTestCentral, type TestCentral } from './testing/test-central.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_122);
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 800);

/**
 * What a refusal may write: the kept answer under its key, the audit log, and that a log-in failed. A station that says hello, and a listener, are
 * answered with 200.
 */
const mayChange = new Set(['command', 'audit', 'audit_chain', 'log_in_failure']);

/** What no answer may hold: a stack, a statement, a file of ours. */
const leak = /\bat .+:\d+:\d+|node_modules|\bselect .+ from |insert into|pg_catalog|\.ts:\d|Error: /i;

let central: TestCentral;
let api: ApiClient;
let document: ApiDocument;
beforeAll(async () => {
  central = await openTestCentral();
  api = await central.newSite();
  document = (await (await fetch(`${central.url}${paths.openapi}`)).json()) as ApiDocument;
});
afterAll(() => central.stop());

describe('the API under requests made from its own description', () => {
  it('never fails, shows nothing of its inside, and changes nothing when it refuses', async () => {
    const known = new Map<string, Set<string>>([
      ['siteId', new Set([api.siteId])],
      ['counterId', new Set(['quay-1', 'quay-2'])],
      ['groupCode', new Set(['A', 'B'])],
      ['procedureCode', new Set(['1.000001'])],
      ['caseCode', new Set(['1.000001.01'])],
      ['stationId', new Set(['may-quay-1'])],
      ['ticketId', new Set()],
      ['dossierCode', new Set()],
    ]);
    for (let count = 0; count < 4; count += 1) known.get('ticketId')?.add((await issue(api)).id);
    await called(api);
    known.get('dossierCode')?.add((await receive(api)).code);
    let before = await digestTables(central.database, mayChange);
    const check = async (answer: FuzzAnswer, request: string): Promise<void> => {
      const after = await digestTables(central.database, mayChange);
      const { status, type, text } = answer;
      expect(
        status,
        status < 500 ? request : `${request}\n${central.lines.slice(-4).join('\n')}`,
      ).toBeLessThan(500);
      expect(leak.test(text), `${request}\n${text.slice(0, 500)}`).toBe(false);
      if (status >= 400) {
        expect(type, request).toMatch(/^application\/problem\+json/);
        const problem = Problem.parse(JSON.parse(text));
        expect(listedCodes(document, answer), request).toContain(problem.code);
        expect(after, request).toEqual(before);
      }
      before = after;
      learn(known, text);
    };
    const tally = await fuzzApi({
      url: central.url,
      document,
      known,
      principals: [api.authorization(), api.authorization(), api.authorization(), {}],
      seed,
      check,
      isOver: (round) => round >= rounds,
    });
    // The run would prove little if everything were refused at the door.
    const statuses = [...tally.values()].flatMap((counts) => [...counts]);
    const count = (from: number, to: number): number =>
      statuses.filter(([status]) => status >= from && status < to).reduce((sum, [, one]) => sum + one, 0);
    expect(count(200, 300)).toBeGreaterThan(rounds / 10);
    expect(count(400, 500)).toBeGreaterThan(rounds / 10);
    const done = await sql`select distinct name from command where status = 'done'`.execute(central.database);
    expect(done.rows.length).toBeGreaterThan(5);
  }, 600_000);
});

/** Remembers what the answers name, so that later requests are about things that exist. */
function learn(known: Map<string, Set<string>>, text: string): void {
  for (const [, id] of text.matchAll(/"(?:ticketId|id)":"([0-9a-f-]{36})"/g)) keep(known.get('ticketId'), id);
  for (const [, code] of text.matchAll(/"code":"(H39[^"]+)"/g)) keep(known.get('dossierCode'), code);
}

function keep(values: Set<string> | undefined, value: string | undefined): void {
  if (values === undefined || value === undefined || values.size > 30) return;
  values.add(value);
}

/** The codes that the description lists for an operation. */
function listedCodes(document: ApiDocument, { operation }: FuzzAnswer): string[] {
  const [method = '', path = ''] = operation.split(' ');
  const responses = document.paths[path]?.[method]?.responses ?? {};
  return Object.values(responses).flatMap((response) =>
    Object.keys(response.content?.['application/problem+json']?.examples ?? {}),
  );
}
