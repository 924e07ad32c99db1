import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, TypedResponse } from 'hono';
import { z } from 'zod';
import { Problem, SiteId, Uuid } from '../../shared/api/primitives.ts';
import { headers } from '../../shared/api/routes.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { Central } from '../central.ts';
import type { Command } from '../commands/command-runner.ts';
import { problemOf, type ProblemOptions } from '../problem/problem.ts';
import type { Language, ProblemKind } from '../problem/texts.ts';

/** What each request carries through the middleware. */
export interface CentralEnvironment {
  Bindings: HttpBindings;
  Variables: { correlationId: string; language: Language };
}
export type CentralApp = OpenAPIHono<CentralEnvironment>;
export type CentralContext = Context<CentralEnvironment>;

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
  return context.json(problem, status, { 'Content-Type': 'application/problem+json; charset=utf-8' });
}

/** Runs a command for a request; its sequence number is put in the answer's header. */
export async function runCommand<Body>(
  context: CentralContext,
  central: Central,
  command: Omit<Command<Body>, 'key'>,
): Promise<Result<Body, AppError>> {
  const key = context.req.header(headers.idempotencyKey) ?? '';
  const answer = await central.commands.run({ ...command, key: key.toLowerCase() });
  if (answer.sequence !== null) context.header('Command-Sequence', String(answer.sequence));
  return answer.result;
}
