import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { paths } from '../shared/api/routes.ts';
import { appError, causeOf } from '../shared/errors.ts';
import { assembleCentral, type CentralOptions } from './central.ts';
import { fieldProblems } from './problem/fields.ts';
import { docsRoutes } from './routes/docs.ts';
import { dossierRoutes } from './routes/dossiers.ts';
import { refuse, type CentralApp, type CentralEnvironment } from './routes/http.ts';
import { identify, limitedBody, requestContext, safeHeaders } from './routes/middleware.ts';
import { procedureRoutes } from './routes/procedures.ts';
import { siteRoutes } from './routes/site.ts';
import { systemRoutes } from './routes/system.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { isUnavailable, isUnwritable } from './store/database-trouble.ts';

/** Makes the server without listening: a Hono app over the database given. */
export function createCentral(options: CentralOptions): CentralApp {
  const central = assembleCentral(options);
  const app: CentralApp = new OpenAPIHono<CentralEnvironment>({
    defaultHook: (result, context) =>
      result.success
        ? undefined
        : refuse(context, appError('bad-request'), {
            fields: fieldProblems(result.error, result.target, context.var.language),
          }),
  });

  app.use(requestContext(central.log, routeName), safeHeaders());
  app.use('/v1/*', identify(central.accessKey), limitedBody());
  systemRoutes(app, central);
  siteRoutes(app, central);
  ticketRoutes(app, central);
  procedureRoutes(app, central);
  dossierRoutes(app, central);
  docsRoutes(app);
  describeApi(app, central.version);

  app.notFound((context) => refuse(context, appError('not-found')));
  app.onError((thrown, context) => {
    if (thrown instanceof HTTPException) {
      const status = thrown.status === 415 ? 415 : 400;
      return refuse(context, appError('bad-request'), { status });
    }
    const { correlationId } = context.var;
    central.log.error('request failed', { correlationId, cause: causeOf(thrown) });
    if (isUnwritable(thrown)) return refuse(context, appError('database-unwritable'));
    if (!isUnavailable(thrown)) return refuse(context, appError('internal'));
    context.header('Retry-After', '2');
    return refuse(context, appError('database-unavailable'));
  });
  return app;
}

/** The OpenAPI 3.1 document, from the same schemas that check requests and that the station's client reads answers with. */
function describeApi(app: CentralApp, version: string): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'accessKey', { type: 'http', scheme: 'bearer' });
  let document: unknown;
  app.get(paths.openapi, (context) => {
    document ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Quầy Một Cửa: central',
        version,
        description:
          'API of the one-stop software: queue, dossiers, procedures. Commands (POST that changes something) take an `Idempotency-Key`; every error is a problem document (RFC 9457) in Vietnamese or English by `Accept-Language`; a `Correlation-Id` is echoed.',
      },
      security: [{ accessKey: [] }],
      tags: [
        { name: 'Queue', description: 'Numbers and calls' },
        { name: 'Dossiers', description: 'Hồ sơ, from receipt to result, and the people in them' },
        { name: 'Procedures', description: 'The catalogue of procedures' },
        { name: 'Site', description: 'A centre, its stations, its snapshot and its events' },
        { name: 'System', description: 'The server itself' },
      ],
    });
    return context.json(document);
  });
}

const templates = Object.values(paths).map((path) => ({
  path,
  matches: new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The route of an address, for the log: an address holds codes and, from a careless caller, worse. */
function routeName(address: string): string {
  // Fixed paths before those with a blank in the same place.
  const found = templates
    .filter(({ matches }) => matches.test(address))
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
  return found?.path ?? 'other';
}
