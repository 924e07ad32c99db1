import type { HttpBindings } from '@hono/node-server';
import { createRoute, type OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler, TypedResponse } from 'hono';
import { z } from 'zod';
import { isAllowed, type Permission } from '../../shared/api/permissions.ts';
import { Problem, SiteId, Uuid } from '../../shared/api/primitives.ts';
import { headers } from '../../shared/api/routes.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import { holdersOf, officerOf, siteOf, stationOf, type Principal } from '../access/principal.ts';
import type { Central } from '../central.ts';
import type { Command } from '../commands/command-runner.ts';
import { problemOf, type ProblemOptions } from '../problem/problem.ts';
import type { CentralCode, Language, ProblemKind } from '../problem/texts.ts';
import { describeRoute } from '../description/route-description.ts';

/** What each request carries through the middleware. */
export interface CentralEnvironment {
  Bindings: HttpBindings;
  Variables: {
    correlationId: string;
    language: Language;
    /** Who asks: found out for every address under /v1, `nobody` elsewhere and where a key is got. */
    principal: Principal;
    /** Writes in the audit log that a permission was refused. Set together with the principal. */
    noteRefusal: (permission: Permission) => Promise<void>;
    /** Whether the caller would still be let in: for answers that take days. Set together with the principal. */
    isStillLetIn: () => Promise<boolean>;
  };
}
export type CentralApp = OpenAPIHono<CentralEnvironment>;
export type CentralContext = Context<CentralEnvironment>;

/**
 * Defines a route. Every route says which permission it takes; it stands in the description as `x-permission`. Who lacks it
 * is refused before anything of the request is looked at; what belongs to another site is not found, whatever one may.
 * `problems` are the codes that it may answer with: the description lists them by status, tests hold the answers against it.
 */
export function route<
  P extends string,
  R extends Omit<RouteConfig, 'path' | 'middleware'> & {
    path: P;
    permission: Permission;
    /** The problems that it may give besides those of every route of its kind. */
    problems?: readonly CentralCode[];
  },
>(definition: R): ReturnType<typeof createRoute<P, R>> {
  const { permission, problems = [], ...rest } = definition;
  const described = {
    ...rest,
    ...describeRoute(rest, permission === 'public', problems),
    ...(permission === 'public' ? { security: [] } : {}),
    'x-permission': permission,
    middleware: permit(permission),
  };
  // The middleware adds nothing to what handlers see, so the type is that of the definition.
  return createRoute(described as unknown as RouteConfig) as unknown as ReturnType<typeof createRoute<P, R>>;
}

function permit(permission: Permission): MiddlewareHandler<CentralEnvironment> {
  return async (context, next) => {
    const { principal } = context.var;
    const siteId = context.req.param('siteId');
    const own = siteOf(principal);
    if (siteId !== undefined && own !== null && own !== siteId)
      return refuse(context, appError('not-found', { siteId }));
    if (permission === 'public') return next();
    if (!isAllowed(permission, holdersOf(principal))) {
      await context.var.noteRefusal(permission);
      return refuse(context, appError('permission-denied', { permission }));
    }
    if (mustChangeFirst(principal, permission)) return refuse(context, appError('password-change-required'));
    return next();
  };
}

/** Whoever came in by a one-time password changes it before anything else; the station goes on by itself. */
function mustChangeFirst(principal: Principal, permission: Permission): boolean {
  if (principal.kind !== 'officer' || !principal.mustChangePassword) return false;
  const { stationRole } = principal;
  const byStation = stationRole !== null && isAllowed(permission, [`station:${stationRole}`]);
  return permission !== 'session.own' && !byStation;
}

/** Header of every command. */
export const commandHeaders = z.object({
  [headers.idempotencyKey]: Uuid.describe(
    'made by the caller; the same again gets the same answer, once done',
  ),
});

export const sitePath = z.object({ siteId: SiteId.describe('id of the site') });
export const ticketPath = sitePath.extend({ ticketId: Uuid.describe('id of the ticket') });

/** The problem answer that every route may give. */
const problemAnswer = {
  description: 'A problem (RFC 9457), told in the language of Accept-Language',
  content: { 'application/problem+json': { schema: Problem } },
} as const;

const sequenceHeader = {
  'Command-Sequence': {
    description: 'place of the command among all of this server; see the durability route',
    schema: { type: 'integer' },
  },
} as const;

/** Answers of a reading route. */
export function readAnswers<S extends z.ZodType>(schema: S, description: string) {
  return {
    200: { description, content: { 'application/json': { schema } } },
    default: problemAnswer,
  } as const;
}

/** Answers of a command. */
export function commandAnswers<S extends z.ZodType>(schema: S, description: string) {
  return {
    200: { description, content: { 'application/json': { schema } }, headers: sequenceHeader },
    default: problemAnswer,
  } as const;
}

/** Answers of a command that makes something. */
export function creationAnswers<S extends z.ZodType>(schema: S, description: string) {
  return {
    201: { description, content: { 'application/json': { schema } }, headers: sequenceHeader },
    default: problemAnswer,
  } as const;
}

/** A JSON body of a request. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}

/** Answers with a problem document. */
export function refuse(
  context: CentralContext,
  error: AppError,
  options: Pick<ProblemOptions, 'fields' | 'status'> = {},
): Response & TypedResponse<Problem, ProblemKind['status'], 'json'> {
  const problem = problemOf(error, {
    language: context.var.language,
    correlationId: context.var.correlationId,
    ...options,
  });
  const status = problem.status as ProblemKind['status'];
  if (status === 429) context.header('Retry-After', String(error.detail?.['seconds'] ?? 1));
  return context.json(problem, status, { 'Content-Type': 'application/problem+json; charset=utf-8' });
}

/** Whether a request may speak for the station that it names: a station, and who sits at one, for that one only. */
export function speaksFor(context: CentralContext, stationId: string): boolean {
  const own = stationOf(context.var.principal);
  return own === null || own === stationId;
}

/**
 * Runs a command for a request, as the officer who is signed in; its sequence number is put in the answer's header. Another
 * station than one's own is `permission-denied`.
 */
export async function runCommand<Body>(
  context: CentralContext,
  central: Central,
  command: Omit<Command<Body>, 'key' | 'officerId'>,
): Promise<Result<Body, AppError>> {
  if (!speaksFor(context, command.stationId))
    return err(appError('permission-denied', { station: command.stationId }));
  const key = context.req.header(headers.idempotencyKey) ?? '';
  const officerId = officerOf(context.var.principal);
  const begun = performance.now();
  const answer = await central.commands.run({ ...command, officerId, key: key.toLowerCase() });
  const outcome = answer.result.ok ? 'done' : answer.result.error.code;
  central.metrics.command(command.name, outcome, (performance.now() - begun) / 1000);
  if (answer.sequence !== null) context.header('Command-Sequence', String(answer.sequence));
  return answer.result;
}
