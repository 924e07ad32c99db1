/** As much of an OpenAPI document as examples are put into. */
interface Document {
  readonly paths?: Readonly<Record<string, object | undefined>> | undefined;
  readonly components?: { readonly schemas?: unknown } | undefined;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
type Schemas = Readonly<Record<string, Schema>>;

interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: unknown;
}
interface Operation {
  readonly requestBody?: { readonly content: Record<string, MediaType> };
  readonly responses?: Readonly<Record<string, { readonly content?: Record<string, MediaType> }>>;
}

/**
 * What a field of this name looks like, where its schema does not say it. All people and papers are invented. A text that
 * is neither here nor in its schema is a fault of the description: a test finds it.
 */
const byName: Readonly<Record<string, unknown>> = {
  name: 'Đăng ký khai sinh',
  shortName: 'TTPVHCC Thử nghiệm',
  parent: 'UBND tỉnh Long An',
  place: 'Tân An',
  address: 'Số 1 đường Thử Nghiệm, phường Không Có',
  phone: '0900 000 001',
  email: 'thu.nghiem@example.vn',
  website: 'https://motcua.example.vn',
  unitCode: 'H39.30',
  lookupUrl: 'https://tracuu.example.vn/{code}',
  from: '07:00',
  to: '11:30',
  vi: 'Tư pháp – Hộ tịch',
  en: 'Justice and civil status',
  number: 'A-025',
  field: 'Hộ tịch',
  fields: 'Hộ tịch',
  fieldCode: 'G15-TP07',
  agency: 'UBND cấp xã',
  results: 'Giấy khai sinh',
  source: 'Quyết định 1872/QĐ-BTP',
  text: 'Ngay trong ngày làm việc',
  unit: 'bản',
  version: '1',
  warnings: 'Mức phí do HĐND tỉnh quy định',
  code: '1.001193',
  procedureCode: '1.001193',
  procedureCodes: '1.001193',
  procedureVersion: '1',
  procedureName: 'Đăng ký khai sinh',
  caseCode: '1.001193.01',
  caseCodes: '1.001193.01',
  caseName: 'Có yếu tố thông thường',
  dossierCode: 'H39.30-260302-0001',
  paperId: 'p1',
  id: 'p1',
  note: '',
  reason: 'Còn thiếu giấy chứng sinh',
  receivedBy: 'Trần Thị Thử Nghiệm',
  maskedName: 'Trần T. T. N.',
  groupCode: 'A',
  type: '/problems/not-found',
  title: 'Không tìm thấy',
  detail: 'Nội dung yêu cầu không có tại đơn vị này.',
  correlationId: 'a1b2c3',
  path: 'groupCode',
  message: 'sai định dạng',
  challenge: 'k0Zb…',
  accessToken: 'o1.9Zq…',
  refreshToken: 'r1.4Xw…',
  userName: 'thu.nghiem',
  displayName: 'Trần Thị Thử Nghiệm',
  secret: 'JBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/thu.nghiem',
  codes: 'a1b2-c3d4',
  oneTimePassword: 'suoi-may-tre-lan',
  key: 's1.7Hf…',
  appVersion: '0.1.0',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  query: 'khai sinh',
};

/** Puts an example into every JSON body of a request or answer, made of the examples of its fields. */
export function withExamples<D extends Document>(document: D): D {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  for (const methods of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(methods ?? {}) as Operation[]) {
      const bodies = [operation.requestBody, ...Object.values(operation.responses ?? {})];
      for (const body of bodies) {
        const json = body?.content?.['application/json'];
        if (json?.schema !== undefined && json.examples === undefined)
          json.example = exampleOf(json.schema, schemas, '');
      }
    }
  }
  return document;
}

/** Names of text fields that have no example of their own, below any schema: what {@link withExamples} could not fill. */
export function fieldsWithoutExample(schemas: Schemas): string[] {
  const missing = new Set<string>();
  const visit = (schema: Schema, name: string, at: string): void => {
    if (needsExample(schema) && byName[name] === undefined) missing.add(at);
    for (const [one, property] of Object.entries(schema.properties ?? {}))
      visit(property, one, `${at}.${one}`);
    if (schema.items) visit(schema.items, name, `${at}[]`);
    for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
      visit(part, name, at);
  };
  for (const [name, schema] of Object.entries(schemas)) visit(schema, name, name);
  return [...missing];
}

function needsExample(schema: Schema): boolean {
  return (
    typesOf(schema).includes('string') &&
    schema.examples === undefined &&
    schema.enum === undefined &&
    schema.const === undefined
  );
}

function typesOf(schema: Schema): readonly string[] {
  return typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
}

function exampleOf(schema: Schema, schemas: Schemas, name: string): unknown {
  if (schema.$ref !== undefined) {
    const referred = schemas[schema.$ref.replace('#/components/schemas/', '')];
    return referred === undefined ? null : exampleOf(referred, schemas, name);
  }
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  // The last one: of a union with null or with an empty text, the part that shows something.
  if (choices !== undefined) return firstFilled(choices.map((one) => exampleOf(one, schemas, name)));
  if (schema.allOf !== undefined)
    return Object.assign(
      {},
      ...schema.allOf.map((one) => exampleOf(one, schemas, name) as object),
    ) as unknown;
  return exampleOfType(schema, schemas, name);
}

function firstFilled(values: readonly unknown[]): unknown {
  return values.find((value) => value !== null && value !== '') ?? values[0];
}

function exampleOfType(schema: Schema, schemas: Schemas, name: string): unknown {
  const types = typesOf(schema);
  if (types.includes('object') || schema.properties !== undefined)
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([one, property]) => [
        one,
        exampleOf(property, schemas, one),
      ]),
    );
  if (types.includes('array')) return [exampleOf(schema.items ?? {}, schemas, name)];
  if (types.includes('integer') || types.includes('number')) return Math.max(1, schema.minimum ?? 1);
  if (types.includes('boolean')) return schema.default ?? true;
  if (types.includes('string')) return byName[name] ?? 'text';
  return null;
}
