import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { z } from 'zod';
import { Problem } from '../../shared/api/primitives.ts';
import { headers } from '../../shared/api/routes.ts';
import { appError, causeOf, ErrorCode, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Credentials } from './credentials.ts';

/** Where central is and how to speak to it. */
export interface CentralEndpoint {
  readonly url: string;
  readonly credentials: Credentials;
  readonly language: 'vi' | 'en';
  readonly caFile?: string | undefined;
}

/** An answer with the sequence number of its command, where it was one. */
export interface Answer<T> {
  readonly value: T;
  readonly commandSequence: number | null;
}

/**
 * Whose keys a request carries: those of the station that its body or query names, as commands do, else of the one whose window asks; or
 * of the window whatever the body names, where that is about another station.
 */
export type Asker = 'named' | 'window';

/** The transport of design D3. A request has a time limit (eight seconds, if none is given); nothing is retried here. */
export interface CentralHttp {
  get<S extends z.ZodType>(
    path: string,
    schema: S,
    query?: Readonly<Record<string, string>>,
    more?: { readonly limitMs?: number; readonly asker?: Asker },
  ): Promise<Result<z.output<S>, AppError>>;
  post<S extends z.ZodType>(
    path: string,
    body: unknown,
    schema: S,
    key?: string,
    asker?: Asker,
  ): Promise<Result<Answer<z.output<S>>, AppError>>;
  /** Opens the event stream; the caller reads and destroys it. */
  stream(path: string, after: number, signal: AbortSignal): Promise<Result<NodeJS.ReadableStream, AppError>>;
}

const requestLimitMs = 8_000;

/** Errors that mean "nobody took the request", by Node's codes. Everything else without an answer is a time-out. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ERR_INVALID_URL',
]);

/** What a failed request means. `addressed` names the server for the person who has to look for it. */
export function errorOfRequest(thrown: unknown, addressed: string): AppError {
  if (!axios.isAxiosError(thrown)) return appError('internal', {}, causeOf(thrown));
  if (thrown.response) return errorOfResponse(thrown.response);
  const code = thrown.code ?? '';
  if (unreachable.has(code)) return appError('central-unreachable', { address: addressed }, causeOf(thrown));
  if (code.includes('CERT') || code.includes('TLS') || code.includes('SSL'))
    return appError('central-refused', { address: addressed }, causeOf(thrown));
  return appError('central-timeout', { address: addressed }, causeOf(thrown));
}

function errorOfResponse(response: AxiosResponse<unknown>): AppError {
  const problem = Problem.safeParse(response.data);
  if (!problem.success)
    return appError('central-refused', { status: response.status }, `HTTP ${response.status}`);
  const code = ErrorCode.safeParse(problem.data.code);
  const fields = problem.data.errors?.map((field) => `${field.path}: ${field.message}`).join('; ');
  return {
    code: code.success ? code.data : 'central-refused',
    ...(problem.data.parameters ? { detail: problem.data.parameters } : {}),
    cause: [`HTTP ${response.status} ${problem.data.code}`, fields].filter(Boolean).join(': '),
    ...(problem.data.correlationId ? { correlationId: problem.data.correlationId } : {}),
  };
}

/** The station that a body names, as commands do. */
function stationNamedIn(body: unknown): string | null {
  const named = (body as { readonly stationId?: unknown } | null)?.stationId;
  return typeof named === 'string' ? named : null;
}

/** Builds the transport. A private certificate authority is read once; a file that cannot be read is `config-invalid`. */
export async function createCentralHttp(
  endpoint: CentralEndpoint,
  correlationId: () => string,
): Promise<Result<CentralHttp, AppError>> {
  let ca: Buffer | undefined;
  if (endpoint.caFile !== undefined) {
    try {
      ca = await readFile(endpoint.caFile);
    } catch (thrown) {
      return err(
        appError(
          'config-invalid',
          { field: 'central.caFile', got: endpoint.caFile, takes: 'PEM', path: '' },
          causeOf(thrown),
        ),
      );
    }
  }
  const client: AxiosInstance = axios.create({
    baseURL: endpoint.url,
    timeout: requestLimitMs,
    // Environment proxies are for the internet; central is on the centre's own network.
    proxy: false,
    maxRedirects: 0,
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true, ...(ca ? { ca } : {}) }),
    headers: { 'Accept-Language': endpoint.language },
  });
  const { credentials } = endpoint;

  /**
   * Asks, and once more with new credentials where the officer's session was over. Whoever may not because nobody is signed
   * in is told so.
   */
  async function ask<T>(
    stationId: string | null,
    send: (carried: Readonly<Record<string, string>>) => Promise<T>,
  ): Promise<Result<T, AppError>> {
    const once = async (): Promise<Result<T, AppError>> => {
      try {
        return ok(await send(credentials.headersOf(stationId)));
      } catch (thrown) {
        return err(errorOfRequest(thrown, endpoint.url));
      }
    };
    let answer = await once();
    if (!answer.ok && answer.error.code === 'session-ended' && (await credentials.renew(stationId)))
      answer = await once();
    if (!answer.ok && answer.error.code === 'permission-denied' && credentials.isSignedOut(stationId))
      return err({ ...answer.error, code: 'session-ended' });
    return answer;
  }

  function parse<S extends z.ZodType>(schema: S, data: unknown): Result<z.output<S>, AppError> {
    const parsed = schema.safeParse(data);
    if (parsed.success) return ok(parsed.data);
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    return err(appError('central-version', {}, `answer not understood: ${where}`));
  }

  return ok({
    async get(path, schema, query, { limitMs = requestLimitMs, asker = 'named' } = {}) {
      const named = asker === 'named' ? query?.['stationId'] : undefined;
      const response = await ask(named ?? null, (carried) =>
        client.get<unknown>(path, {
          params: query,
          timeout: limitMs,
          headers: { ...carried, [headers.correlationId]: correlationId() },
        }),
      );
      return response.ok ? parse(schema, response.value.data) : response;
    },
    async post(path, body, schema, key, asker = 'named') {
      const response = await ask(asker === 'named' ? stationNamedIn(body) : null, (carried) =>
        client.post<unknown>(path, body, {
          headers: {
            ...carried,
            [headers.correlationId]: correlationId(),
            ...(key ? { [headers.idempotencyKey]: key } : {}),
          },
        }),
      );
      if (!response.ok) return response;
      const parsed = parse(schema, response.value.data);
      if (!parsed.ok) return parsed;
      const sequence = Number(response.value.headers[headers.commandSequence]);
      return ok({ value: parsed.value, commandSequence: Number.isInteger(sequence) ? sequence : null });
    },
    async stream(path, after, signal) {
      try {
        const response = await client.get<NodeJS.ReadableStream>(path, {
          responseType: 'stream',
          // No limit on the whole: the stream lives for days. Silence is noticed by the reader (heartbeats).
          timeout: 0,
          signal,
          headers: {
            ...credentials.headersOfStation(),
            Accept: 'text/event-stream',
            'Last-Event-ID': String(after),
          },
        });
        return ok(response.data);
      } catch (thrown) {
        return err(errorOfRequest(thrown, endpoint.url));
      }
    },
  });
}
