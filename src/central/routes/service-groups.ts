import { ArrangeGroups, GroupHistory, ServiceGroups } from '../../shared/api/service-groups.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import { namesOf } from '../access/colleagues.ts';
import type { Central } from '../central.ts';
import { lastSequence } from '../events/event-log.ts';
import { arrangeGroups } from '../queue/arrange-groups.ts';
import { pastArrangements, readServiceGroups } from '../queue/group-settings.ts';
import {
  commandAnswers,
  commandHeaders,
  jsonBody,
  readAnswers,
  refuse,
  route,
  runCommand,
  sitePath,
  type CentralApp,
} from './http.ts';

const read = route({
  method: 'get',
  path: paths.serviceGroups,
  permission: 'group.manage',
  tags: ['Queue'],
  summary: 'How the service groups are set up',
  request: { params: sitePath },
  responses: readAnswers(ServiceGroups, 'The groups with the procedures and counters of the site'),
});

const arrange = route({
  method: 'post',
  path: paths.serviceGroups,
  permission: 'group.manage',
  tags: ['Queue'],
  summary: 'Sets up the service groups',
  description:
    'All groups at once, in order: what is not among them is removed. A letter that gave out numbers today is free again on the next day; from the first change on the catalogue of the program leaves the groups alone.',
  problems: ['changed-meanwhile', 'group-in-use', 'group-letter-used', 'procedure-unknown'],
  request: { params: sitePath, headers: commandHeaders, body: jsonBody(ArrangeGroups) },
  responses: commandAnswers(ServiceGroups, 'The groups in force'),
});

const history = route({
  method: 'get',
  path: paths.serviceGroupHistory,
  permission: 'group.manage',
  tags: ['Queue'],
  summary: 'How the service groups were set up before',
  request: { params: sitePath },
  responses: readAnswers(GroupHistory, 'The arrangements, the newest first'),
});

/** Routes of an administrator: which groups there are, what they take, and who serves them. */
export function serviceGroupRoutes(app: CentralApp, central: Central): void {
  const { database } = central;
  app.openapi(read, async (context) => {
    const { siteId } = context.req.valid('param');
    const found = await readServiceGroups(database, siteId, central.clock.now());
    return found.ok ? context.json(found.value, 200) : refuse(context, found.error);
  });
  app.openapi(arrange, async (context) => {
    const { siteId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'group.arrange',
      siteId,
      stationId: body.stationId,
      payload: body,
      perform: (scope) => arrangeGroups(scope, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(history, async (context) => {
    const { siteId } = context.req.valid('param');
    if ((await lastSequence(database, siteId)) === null)
      return refuse(context, appError('not-found', { siteId }));
    const past = await pastArrangements(database, siteId);
    const ids = new Set(past.flatMap(({ officerId }) => (officerId === null ? [] : [officerId])));
    const names = await namesOf(database, central.seal, siteId, [...ids]);
    const items = past.map((one) => ({
      ...one,
      groups: [...one.groups],
      officerName: one.officerId === null ? null : (names.get(one.officerId) ?? null),
    }));
    return context.json({ items }, 200);
  });
}
