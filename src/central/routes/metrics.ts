import { createHash, timingSafeEqual } from 'node:crypto';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import type { Central } from '../central.ts';
import { refuse, type CentralApp } from './http.ts';

/**
 * The figures for Prometheus, with a key of their own (`CENTRAL_METRICS_KEY`): whoever watches the server need not be able
 * to call numbers. Without the key being set there is no such route.
 */
export function metricsRoutes(app: CentralApp, { metrics, metricsKey }: Central): void {
  if (metricsKey === null) return;
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = hash(metricsKey);
  app.get(paths.metrics, async (context) => {
    const given = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? '';
    if (!timingSafeEqual(hash(given), expected)) {
      context.header('WWW-Authenticate', 'Bearer');
      return refuse(context, appError('not-authenticated'));
    }
    const { type, body } = await metrics.text();
    return context.body(body, 200, { 'Content-Type': type });
  });
}
