import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { appError } from '../../shared/errors.ts';
import { headers } from '../../shared/api/routes.ts';
import type { Central } from '../central.ts';
import { languageOf } from '../problem/problem.ts';
import { refuse, type CentralEnvironment } from './http.ts';

type Middleware = MiddlewareHandler<CentralEnvironment>;

/** More than any request needs: a dossier with two hundred papers. */
const largestBody = 256 * 1024;

/** Language, correlation id, figures and the log line of each request. The line has the route, not the address. */
export function requestContext(
  { log, metrics, stopped }: Pick<Central, 'log' | 'metrics' | 'stopped'>,
  routeOf: (path: string) => string,
): Middleware {
  return async (context, next) => {
    const begun = performance.now();
    const given = context.req.header(headers.correlationId) ?? '';
    const correlationId = /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
    context.set('correlationId', correlationId);
    // Until it is found out.
    context.set('principal', { kind: 'nobody' });
    context.set('noteRefusal', () => Promise.resolve());
    context.set('language', languageOf(context.req.header('accept-language')));
    context.header('Correlation-Id', correlationId);
    await next();
    // Whoever keeps the connection sends the next request elsewhere.
    if (stopped.aborted) context.header('Connection', 'close');
    const { method, path } = context.req;
    const route = routeOf(path);
    const { status } = context.res;
    const ms = performance.now() - begun;
    metrics.request(method, route, status, ms / 1000);
    log.info('request', {
      method,
      route,
      status,
      ms: Math.round(ms),
      correlationId,
    });
  };
}

/**
 * Headers for answers that no browser should keep, frame, lend or guess about. `Strict-Transport-Security` is for the proxy
 * that speaks TLS: here it would stand on plain HTTP, where it means nothing.
 */
export function safeHeaders(): Middleware {
  return async (context, next) => {
    await next();
    const put = (name: string, value: string): void => {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    };
    put('X-Content-Type-Options', 'nosniff');
    put('X-Frame-Options', 'DENY');
    put('Referrer-Policy', 'no-referrer');
    put('Cross-Origin-Resource-Policy', 'same-origin');
    put('Cross-Origin-Opener-Policy', 'same-origin');
    put('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    put('Cache-Control', 'no-store');
    put('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  };
}

/**
 * Reads the body of a request, as far as it is not too large. Once for whoever asks for it later, and straight from the
 * socket: as the web's stream it would cost more than the rest of a request's way through here.
 */
export function limitedBody(): Middleware {
  return async (context, next) => {
    const { incoming } = context.env;
    if (!hasBody(incoming)) return next();
    const body = await bodyOf(incoming);
    // Nobody reads that answer.
    if (body === 'cutOff') return refuse(context, appError('bad-request'));
    if (body === 'tooLarge') {
      // The rest of the body is not read, so the connection cannot carry another request.
      context.header('Connection', 'close');
      return refuse(context, appError('bad-request', { largestBytes: largestBody }), { status: 413 });
    }
    Object.assign(context.req.bodyCache, { text: Promise.resolve(new TextDecoder().decode(body)) });
    return next();
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** `tooLarge`: larger than any request needs. `cutOff`: the caller hung up in the middle. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | 'tooLarge' | 'cutOff'> {
  if (Number(incoming.headers['content-length'] ?? 0) > largestBody) return 'tooLarge';
  const pieces: Buffer[] = [];
  let length = 0;
  // Not `for await`: leaving it would end the connection before the refusal is sent.
  return new Promise((resolve) => {
    incoming.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > largestBody) {
        incoming.pause();
        resolve('tooLarge');
      } else pieces.push(piece);
    });
    incoming.once('end', () => resolve(Buffer.concat(pieces)));
    incoming.once('error', () => resolve('cutOff'));
    incoming.once('close', () => resolve('cutOff'));
  });
}
