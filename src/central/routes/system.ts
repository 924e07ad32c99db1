import { paths } from '../../shared/api/routes.ts';
import { Durability, Health } from '../../shared/api/site.ts';
import { appError } from '../../shared/errors.ts';
import type { Central } from '../central.ts';
import { instantText } from '../clock.ts';
import { lastCommand } from '../commands/command-runner.ts';
import { isUpToDate } from '../store/migrate.ts';
import { readAnswers, refuse, route, type CentralApp } from './http.ts';

const health = route({
  method: 'get',
  path: paths.health,
  permission: 'public',
  tags: ['System'],
  summary: 'Whether the program runs',
  description: 'Needs no key and no database.',
  responses: readAnswers(Health, 'It runs'),
});

const ready = route({
  method: 'get',
  path: paths.ready,
  permission: 'public',
  tags: ['System'],
  summary: 'Whether requests can be served',
  description:
    'Asks the database, and whether its tables are as new as this program. Needs no key. Says no from the moment on that the server is told to stop, while it still answers what is sent. While it says no, a proxy should send requests to another node.',
  problems: ['central-stopping'],
  responses: readAnswers(Health, 'The database answers'),
});

const durability = route({
  method: 'get',
  path: paths.durability,
  permission: 'server.durability',
  tags: ['System'],
  summary: 'Up to which command a power cut loses nothing',
  description:
    'Every answered command has been synced to disk, embedded or not, so this is the last one. A station drops what it kept for a replay up to this number.',
  responses: readAnswers(Durability, 'The last command that is safe'),
});

/** Routes about the server itself. */
export function systemRoutes(app: CentralApp, central: Central): void {
  const health200 = () => ({
    status: 'ok' as const,
    version: central.version,
    at: instantText(central.clock.now()),
  });
  app.openapi(health, (context) => context.json(health200(), 200));
  app.openapi(ready, async (context) => {
    if (central.draining.aborted) return refuse(context, appError('central-stopping'));
    if (!(await isUpToDate(central.database))) return refuse(context, appError('database-unavailable'));
    return context.json(health200(), 200);
  });
  app.openapi(durability, async (context) =>
    context.json({ engine: central.engine, durableThrough: await lastCommand(central.database) }, 200),
  );
}
