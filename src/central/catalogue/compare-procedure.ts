import type { Fee, Procedure, ProcedureCase } from '../../shared/api/procedures.ts';
import type { DraftProcedure } from './portal-procedure.ts';

/** One difference of a procedure: where, what stood there, what will. Null: nothing. */
export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

type Body = DraftProcedure['body'];
const plain = ['name', 'field', 'fieldCode', 'level', 'agency', 'source', 'sameDay'] as const;

/** What differs between the version that is there and a draft, field by field; nothing where they say the same. */
export function compareProcedures(current: Procedure, draft: Body): FieldChange[] {
  return [
    ...plain.flatMap((field) => change(field, textOf(current[field]), textOf(draft[field]))),
    ...change('results', current.results.join('; '), draft.results.join('; ')),
    ...compareKeyed(
      'channels',
      current.channels.map(({ channel, limit }) => [channel, limit]),
      draft.channels.map(({ channel, limit }) => [channel, limit]),
    ),
    ...compareCases(current.cases, draft.cases),
    ...compareKeyed('fees', current.fees.map(feeLine), draft.fees.map(feeLine)),
    ...change('warnings', current.warnings.join(' '), draft.warnings.join(' ')),
  ];
}

function compareCases(before: readonly ProcedureCase[], after: readonly ProcedureCase[]): FieldChange[] {
  const codes = [...new Set([...before, ...after].map((one) => one.code))].sort();
  return codes.flatMap((code) => {
    const [from, to] = [before, after].map((cases) => cases.find((one) => one.code === code));
    if (from === undefined || to === undefined)
      return change(`cases.${code}`, from?.name ?? null, to?.name ?? null);
    return [
      ...change(`cases.${code}.name`, from.name, to.name),
      ...change(`cases.${code}.limit`, canonical(from.limit), canonical(to.limit)),
      ...compareKeyed(
        `cases.${code}.papers`,
        from.papers.map(({ id, ...paper }) => [id, paper]),
        to.papers.map(({ id, ...paper }) => [id, paper]),
      ),
    ];
  });
}

function compareKeyed(
  field: string,
  before: readonly (readonly [string, unknown])[],
  after: readonly (readonly [string, unknown])[],
): FieldChange[] {
  const [from, to] = [before, after].map(
    (lines) => new Map(lines.map(([key, value]) => [key, canonical(value)])),
  );
  const keys = [...new Set([...before, ...after].map(([key]) => key))];
  return keys.flatMap((key) => change(`${field}.${key}`, from?.get(key) ?? null, to?.get(key) ?? null));
}

/** A fee by what tells it from others. */
function feeLine(fee: Fee): readonly [string, unknown] {
  const { kind, name, channels = [], caseCodes = [] } = fee;
  return [[kind, name, [...channels].sort().join('+'), caseCodes.join('+')].join(' '), fee];
}

function change(field: string, from: string | null, to: string | null): FieldChange[] {
  return from === to ? [] : [{ field, from, to }];
}

function textOf(value: string | boolean | null): string | null {
  return typeof value === 'boolean' ? String(value) : value;
}

/** JSON with names in order: a value read from the database has them in another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
