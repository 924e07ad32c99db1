import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { appError } from '../../shared/errors.ts';
import { headers } from '../../shared/api/routes.ts';
import type { Central } from '../central.ts';
import { languageOf } from '../problem/problem.ts';
import { refuse, type CentralContext, type CentralEnvironment } from './http.ts';

type Middleware = MiddlewareHandler<CentralEnvironment>;

/** More than any request needs: a dossier with two hundred papers. */
const largestBody = 256 * 1024;

/** Language, correlation id, figures and the log line of each request. The line has the route, not the address. */
export function requestContext(
  { log, metrics }: Pick<Central, 'log' | 'metrics'>,
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

export function limitedBody(): Middleware {
  return bodyLimit({
    maxSize: largestBody,
    // The rest of the body is not read, so the connection cannot carry another request.
    onError: (context: CentralContext) => {
      context.header('Connection', 'close');
      return refuse(context, appError('bad-request', { largestBytes: largestBody }), { status: 413 });
    },
  });
}
