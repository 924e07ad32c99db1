import fc from 'fast-check';

/** A schema of an OpenAPI 3.1 document, as much of it as ours use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export type Schemas = Readonly<Record<string, Schema>>;

/** Texts that programs have fallen over: of databases, pages, spreadsheets, file systems, Unicode. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u001b[2J',
  '\ud800',
  '\u202eabc\u202c',
  '\ufeff',
  'é'.normalize('NFD').repeat(40),
  "' or 1=1 --",
  "'; drop table ticket; --",
  '%00',
  '..',
  '../../etc/passwd',
  '%2e%2e%2f',
  '{{7*7}}',
  '${7*7}',
  '=HYPERLINK("x")',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '9'.repeat(400),
  '1e309',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31T23:59:60Z',
  '+275760-09-13T00:00:00.000Z',
  'A'.repeat(20_000),
  '🧑‍🦽'.repeat(50),
];

const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  [],
  {},
  [[[[]]]],
  { toString: 1, valueOf: null },
  Array.from({ length: 300 }, () => 'x'),
];

export const hostileValue: fc.Arbitrary<unknown> = fc.constantFrom(...hostileValues);

/** Values that a schema takes. What a schema leaves open (a text of any kind) is not only plain. */
export function validValue(schema: Schema, schemas: Schemas, depth = 0): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return validValue(resolve(schema.$ref, schemas), schemas, depth);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => validValue(one, schemas, depth)));
  if (schema.allOf !== undefined)
    return fc
      .tuple(...schema.allOf.map((one) => validValue(one, schemas, depth)))
      .map((parts) => Object.assign({}, ...(parts as object[])) as unknown);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
  return fc.oneof(...types.map((type) => validOfType(type, schema, schemas, depth)));
}

function validOfType(type: string, schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? -1_000,
        max: Math.min(schema.maximum ?? 10_000, 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1_000, max: schema.maximum ?? 10_000, noNaN: true });
    case 'string':
      return validText(schema);
    case 'array':
      return fc.array(validValue(schema.items ?? {}, schemas, depth + 1), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, depth > 2 ? 1 : 4),
      });
    default:
      return validObject(schema, schemas, depth);
  }
}

function validText(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.format === 'uuid') return fc.uuid({ version: 4 });
  if (schema.format === 'date')
    return fc
      .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  if (schema.format === 'date-time')
    return fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (schema.format === 'email') return fc.constantFrom('', 'a@example.vn');
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  return fc.string({
    unit: 'grapheme',
    minLength: schema.minLength ?? 0,
    maxLength: Math.max(schema.minLength ?? 0, Math.min(schema.maxLength ?? 30, 30)),
  });
}

function validObject(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  const required = new Set(schema.required);
  const shape = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      validValue(property, schemas, depth + 1),
    ]),
  );
  return fc.record(shape, { requiredKeys: [...required].filter((name) => name in shape) });
}

/** A valid value with one thing made wrong: left out, of another kind, beyond its bounds, unknown, out of place. */
export function nearValue(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  return fc
    .tuple(validValue(schema, schemas), hostileValue, fc.nat(), fc.constantFrom('drop', 'swap', 'add'))
    .map(([value, wrong, at, how]) => spoil(value, wrong, at, how));
}

function spoil(value: unknown, wrong: unknown, at: number, how: string): unknown {
  if (value === null || typeof value !== 'object') return wrong;
  if (Array.isArray(value)) {
    if (value.length === 0) return [wrong];
    const place = at % value.length;
    return value.map((item, index) =>
      index === place ? spoil(item, wrong, at >> 1, how) : (item as unknown),
    );
  }
  const names = Object.keys(value);
  if (how === 'add' || names.length === 0) return { ...value, extra: wrong };
  const name = names[at % names.length] ?? '';
  const current = (value as Record<string, unknown>)[name];
  if (how === 'drop') return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name));
  // Half of the time deeper: a fault within a person or a paper is another path through the server.
  const isDeep = current !== null && typeof current === 'object' && at % 2 === 0;
  return { ...value, [name]: isDeep ? spoil(current, wrong, at >> 1, how) : wrong };
}

function resolve(reference: string, schemas: Schemas): Schema {
  const name = reference.replace('#/components/schemas/', '');
  const found = schemas[name];
  if (found === undefined) throw new Error(`the description lacks ${reference}`);
  return found;
}
