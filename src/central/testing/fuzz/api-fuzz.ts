import fc from 'fast-check';
import {
  hostileTexts,
  hostileValue,
  nearValue,
  validValue,
  type Schema,
  type Schemas,
} from './from-schema.ts';

/** The part of an OpenAPI document that a fuzz needs. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<
      string,
      { readonly content?: Readonly<Record<string, { readonly schema: Schema; readonly examples?: object }>> }
    >
  >;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

/** What one request came to. */
export interface FuzzAnswer {
  readonly operation: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export interface FuzzOptions {
  readonly url: string;
  readonly document: ApiDocument;
  /** Values that exist, by parameter or field name: with random ones alone nothing but 404 is ever reached. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  /** Headers of each principal that asks. */
  readonly principals: readonly Readonly<Record<string, string>>[];
  readonly seed: number;
  /** Told of each answer; throws to end the run. */
  readonly check: (answer: FuzzAnswer, request: string) => Promise<void>;
  readonly isOver: (round: number) => boolean;
}

/** A run's figures: how often each operation gave which status. */
export type FuzzTally = Map<string, Map<number, number>>;

/** Answers that are streams without an end are read only as far as this. */
const readMs = 150;

/** Node itself refuses longer addresses and headers, before any of our code. */
const longest = 800;

/**
 * Sends requests made from the API's own description: valid, nearly valid and hostile, by every principal in turn. The same
 * seed makes the same requests as long as the description and what is known are the same.
 */
export async function fuzzApi(options: FuzzOptions): Promise<FuzzTally> {
  const { document, seed } = options;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tally: FuzzTally = new Map();
  for (let round = 0; !options.isOver(round); round += 1) {
    const { path, method, operation } = operations[round % operations.length] ?? {
      path: '',
      method: '',
      operation: null,
    };
    if (operation === null) throw new Error('the description has no operation');
    const [made] = fc.sample(requestOf(path, operation, options), { seed: seed + round, numRuns: 1 });
    if (made === undefined) continue;
    const principal =
      options.principals[Math.floor(round / operations.length) % options.principals.length] ?? {};
    const answer = await send(options.url, method, made, principal, `${method} ${path}`);
    const statuses = tally.get(answer.operation) ?? new Map<number, number>();
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    tally.set(answer.operation, statuses);
    await options.check(
      answer,
      `seed ${seed + round}: ${method} ${made.address.slice(0, 300)} ${made.body?.slice(0, 600) ?? ''}`,
    );
  }
  return tally;
}

interface MadeRequest {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

function requestOf(path: string, operation: Operation, options: FuzzOptions): fc.Arbitrary<MadeRequest> {
  const { schemas } = options.document.components;
  const parameters = operation.parameters ?? [];
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  return fc
    .record({
      values: fc.tuple(...parameters.map((parameter) => parameterValue(parameter, options))),
      body: body === undefined ? fc.constant(undefined) : bodyText(body.schema, schemas, options.known),
      type: fc.oneof(
        { weight: 30, arbitrary: fc.constant(type ?? '') },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '',
            'text/plain',
            'multipart/form-data',
            'application/json; charset=utf-16',
          ),
        },
      ),
    })
    .map(({ values, body: text, type: sentType }) => {
      let address = path;
      const query = new URLSearchParams();
      const headers: Record<string, string> = text === undefined ? {} : { 'Content-Type': sentType };
      parameters.forEach((parameter, index) => {
        const value = values[index];
        if (value === null || value === undefined) return;
        if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, escaped(value));
        else if (parameter.in === 'query') query.set(parameter.name, value.slice(0, longest));
        else
          headers[parameter.name] = value
            .replace(/[^\x20-\x7e]/g, '?')
            .slice(0, longest)
            .trim();
      });
      const asked = query.toString();
      return { address: asked === '' ? address : `${address}?${asked}`, headers, body: text };
    });
}

/** A path segment. A lone surrogate cannot be escaped; a segment of dots would be resolved away before it is sent. */
function escaped(value: string): string {
  const text = encodeURIComponent(wellFormed(value.slice(0, longest)));
  if (text === '') return '%20';
  return /^\.+$/.test(text) ? '%2E'.repeat(text.length) : text;
}

function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** Null: left out. */
function parameterValue(parameter: Parameter, options: FuzzOptions): fc.Arbitrary<string | null> {
  const { schemas } = options.document.components;
  const valid = validValue(parameter.schema, schemas).map((value) => String(value));
  const exists = [...(options.known.get(parameter.name) ?? [])];
  const choices: fc.WeightedArbitrary<string | null>[] = [
    { weight: 6, arbitrary: valid },
    { weight: 1, arbitrary: fc.constantFrom(...hostileTexts) },
  ];
  if (exists.length > 0) choices.push({ weight: 30, arbitrary: fc.constantFrom(...exists) });
  if (parameter.in !== 'path')
    choices.push({ weight: parameter.required === true ? 1 : 8, arbitrary: fc.constant(null) });
  return fc.oneof(...choices);
}

function bodyText(schema: Schema, schemas: Schemas, known: FuzzOptions['known']): fc.Arbitrary<string> {
  const json = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
    arbitrary.map((value) => JSON.stringify(value));
  const filled = fc
    .tuple(validValue(schema, schemas), fc.nat())
    .map(([value, at]) => JSON.stringify(withKnown(value, known, at)));
  return fc.oneof(
    { weight: 12, arbitrary: filled },
    { weight: 8, arbitrary: json(nearValue(schema, schemas)) },
    { weight: 2, arbitrary: json(hostileValue) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '{',
        '{"a":',
        '[]]',
        '\u0000',
        '{"__proto__":{"isAdmin":true}}',
        '['.repeat(20_000),
        `{"groupCode":"${'A'.repeat(300_000)}"}`,
      ),
    },
  );
}

/** Puts values that exist where a field has their name, so that requests get past "no such ticket". */
function withKnown(value: unknown, known: FuzzOptions['known'], at: number): unknown {
  if (Array.isArray(value)) return value.map((item) => withKnown(item, known, at));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const exists = [...(known.get(name) ?? [])];
      const isFilled = exists.length > 0 && (typeof field === 'string' || field === null);
      return [name, isFilled ? exists[at % exists.length] : withKnown(field, known, at)];
    }),
  );
}

async function send(
  url: string,
  method: string,
  made: MadeRequest,
  principal: Readonly<Record<string, string>>,
  operation: string,
): Promise<FuzzAnswer> {
  const end = new AbortController();
  const response = await fetch(`${url}${made.address}`, {
    method: method.toUpperCase(),
    headers: { ...made.headers, ...principal },
    ...(made.body === undefined ? {} : { body: made.body }),
    signal: end.signal,
  });
  const type = response.headers.get('content-type') ?? '';
  const { status } = response;
  if (!type.startsWith('text/event-stream')) return { operation, status, type, text: await response.text() };
  const timer = setTimeout(() => end.abort(), readMs);
  const text = await response.text().catch(() => '');
  clearTimeout(timer);
  return { operation, status, type, text };
}
