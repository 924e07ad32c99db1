import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { appError, causeOf } from '../shared/errors.ts';
import { assembleCentral, type CentralOptions } from './central.ts';
import { describeApi } from './description/describe-api.ts';
import { routeName } from './description/route-names.ts';
import { fieldProblems } from './problem/fields.ts';
import { officerRoutes } from './routes/access-officers.ts';
import { sessionRoutes } from './routes/access-sessions.ts';
import { stationRoutes } from './routes/access-stations.ts';
import { appointmentRoutes } from './routes/appointments.ts';
import { auditRoutes } from './routes/audit.ts';
import { citizenRoutes } from './routes/citizens.ts';
import { contentTags } from './routes/etag.ts';
import { docsRoutes } from './routes/docs.ts';
import { dossierRoutes } from './routes/dossiers.ts';
import { refuse, type CentralApp, type CentralEnvironment } from './routes/http.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { identify } from './routes/identify.ts';
import { limitedBody, requestContext, safeHeaders } from './routes/middleware.ts';
import { counterRoutes } from './routes/counters.ts';
import { procedureRoutes } from './routes/procedures.ts';
import { queueSettingsRoutes } from './routes/queue-settings.ts';
import { serviceGroupRoutes } from './routes/service-groups.ts';
import { siteRoutes } from './routes/site.ts';
import { systemRoutes } from './routes/system.ts';
import { ticketStepRoutes } from './routes/ticket-steps.ts';
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

  app.use(requestContext(central, routeName), safeHeaders());
  app.use('/v1/*', identify(central), limitedBody());
  contentTags(app);
  systemRoutes(app, central);
  siteRoutes(app, central);
  ticketRoutes(app, central);
  ticketStepRoutes(app, central);
  counterRoutes(app, central);
  queueSettingsRoutes(app, central);
  serviceGroupRoutes(app, central);
  appointmentRoutes(app, central);
  procedureRoutes(app, central);
  dossierRoutes(app, central);
  citizenRoutes(app, central);
  auditRoutes(app, central);
  sessionRoutes(app, central);
  officerRoutes(app, central);
  stationRoutes(app, central);
  docsRoutes(app);
  metricsRoutes(app, central);
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
