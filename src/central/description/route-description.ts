import { Problem } from '../../shared/api/primitives.ts';
import { headers, paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import { problemOf } from '../problem/problem.ts';
import { problemKinds, type CentralCode } from '../problem/texts.ts';

/** What {@link describeRoute} looks at of a route's definition. */
interface Definition {
  readonly method: string;
  readonly path: string;
  readonly operationId?: string | undefined;
  readonly request?:
    | {
        readonly headers?: unknown;
        readonly body?: unknown;
        readonly params?: unknown;
        readonly query?: unknown;
      }
    | undefined;
  readonly responses: object;
}

/** What the description of a route says besides its definition. */
interface RouteDescription {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

/**
 * Names a route and lists its problems by status, each with its code and an example: those that it names, and those that
 * every route of its kind may give.
 */
export function describeRoute(
  definition: Definition,
  isPublic: boolean,
  named: readonly CentralCode[],
): RouteDescription {
  const codes = new Set<CentralCode>([...commonProblems(definition, isPublic), ...named]);
  const byStatus = new Map<number, CentralCode[]>();
  for (const code of codes) {
    const { status } = problemKinds[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return {
    operationId: definition.operationId ?? nameOf(definition),
    responses: {
      ...definition.responses,
      ...Object.fromEntries([...byStatus].map(([status, of]) => [status, problemAnswer(of)])),
    },
  };
}

function commonProblems({ path, request }: Definition, isPublic: boolean): CentralCode[] {
  const codes: CentralCode[] = ['internal', 'database-unavailable'];
  if (request?.params !== undefined || request?.query !== undefined || request?.body !== undefined)
    codes.push('bad-request');
  if (!isPublic)
    codes.push(
      'not-authenticated',
      'session-ended',
      'permission-denied',
      'password-change-required',
      'too-many-requests',
    );
  if (path.includes('{siteId}')) codes.push('not-found');
  if (isCommand(request?.headers))
    codes.push('command-in-progress', 'idempotency-key-reused', 'database-unwritable');
  return codes;
}

function isCommand(headerSchema: unknown): boolean {
  const shape = (headerSchema as { readonly shape?: object } | undefined)?.shape;
  return shape !== undefined && headers.idempotencyKey in shape;
}

function problemAnswer(codes: readonly CentralCode[]): object {
  return {
    description: codes.map((code) => `\`${code}\`: ${problemKinds[code].title.en}`).join('. '),
    content: {
      'application/problem+json': {
        schema: Problem,
        examples: Object.fromEntries(
          codes.map((code) => [
            code,
            {
              summary: problemKinds[code].title.en,
              value: problemOf(appError(code), { language: 'vi', correlationId: 'a1b2c3' }),
            },
          ]),
        ),
      },
    },
  };
}

const keys = new Map<string, string>(Object.entries(paths).map(([key, path]) => [path, key]));

/** `getSnapshot`, `postRecall`: from the name of the path, so that generated clients have stable names. */
function nameOf({ method, path }: Definition): string {
  const key = keys.get(path);
  if (key === undefined) throw new Error(`the path ${path} has no name in shared/api/routes.ts`);
  return `${method}${key[0]?.toUpperCase() ?? ''}${key.slice(1)}`;
}
