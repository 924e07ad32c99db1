import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../shared/api/routes.ts';
import { fieldsWithoutExample } from './description/examples.ts';
import { openTestCentral, type TestCentral } from './testing/test-central.ts';

let central: TestCentral;
let source: string;
beforeAll(async () => {
  central = await openTestCentral();
  source = await (await fetch(`${central.url}${paths.openapi}`)).text();
});
afterAll(() => central.stop());

describe('the description', () => {
  it('is clean by the public linter, its strict rules', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const problems = await lintFromString({ source, config });
    const told = problems.map(
      (problem) => `${problem.ruleId} ${problem.location[0]?.pointer ?? ''}: ${problem.message}`,
    );
    // Health and readiness ask for nothing, so there is nothing wrong that a caller could ask.
    const asksForNothing = /^operation-4xx-response #\/paths\/~1(health|ready)\//;
    expect(told.filter((one) => !asksForNothing.test(one))).toEqual([]);
  });
});

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Every property of a schema, however deep, with the path to it. */
function* propertiesOf(schema: Schema, at: string): Generator<[string, Schema]> {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield [`${at}.${name}`, property];
    yield* propertiesOf(property, `${at}.${name}`);
  }
  if (schema.items) yield* propertiesOf(schema.items, `${at}[]`);
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    yield* propertiesOf(part, at);
}

describe('fields', () => {
  it('are all described', () => {
    const document = JSON.parse(source) as {
      paths: Record<
        string,
        Record<
          string,
          {
            requestBody?: { content: Record<string, { schema: Schema }> };
            parameters?: (Schema & { name: string })[];
          }
        >
      >;
      components: { schemas: Record<string, Schema> };
    };
    const missing: string[] = [];
    const check = (root: Schema, at: string): void => {
      for (const [path, property] of propertiesOf(root, at))
        if (property.description === undefined && property.$ref === undefined) missing.push(path);
    };
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      if (schema.description === undefined) missing.push(name);
      check(schema, name);
    }
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
          check(schema, `${method} ${path}`);
        for (const parameter of operation.parameters ?? [])
          if (parameter.description === undefined) missing.push(`${method} ${path} ?${parameter.name}`);
      }
    expect(missing).toEqual([]);
  });

  it('have an example where they are texts, so that every body has one', () => {
    const document = JSON.parse(source) as { components: { schemas: Record<string, Schema> } };
    expect(fieldsWithoutExample(document.components.schemas)).toEqual([]);
  });
});

describe('operations', () => {
  it('have a name of their own', () => {
    const document = JSON.parse(source) as {
      paths: Record<string, Record<string, { operationId?: string }>>;
    };
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((operation) => operation.operationId),
    );
    expect(names).not.toContain(undefined);
    expect(new Set(names).size).toBe(names.length);
  });
});
