import { z } from 'zod';
import { Day, GroupCode, StationId } from '../../shared/api/primitives.ts';
import { GroupOpening, Note } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import { DayStatistics } from '../../shared/api/statistics.ts';
import { QueueRules } from '../../shared/domain/queue-order.ts';
import { appError } from '../../shared/errors.ts';
import { namesOf } from '../access/colleagues.ts';
import type { Central } from '../central.ts';
import { centreDay } from '../clock.ts';
import { lastSequence } from '../events/event-log.ts';
import { setGroupOpening, setQueueRules } from '../queue/groups.ts';
import { readStatistics } from '../queue/statistics.ts';
import { queueRules } from '../queue/waiting.ts';
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

const opening = route({
  method: 'post',
  path: paths.groupOpening,
  permission: 'queue.manage',
  tags: ['Queue'],
  summary: 'Opens a service group or closes it',
  description: 'A closed group gives out no numbers; whoever has one is still served.',
  request: {
    params: sitePath.extend({ groupCode: GroupCode }),
    headers: commandHeaders,
    body: jsonBody(GroupOpening),
  },
  responses: commandAnswers(
    z.object({ groupCode: GroupCode, open: z.boolean().describe('whether it gives out numbers now') }),
    'The group as it stands',
  ),
});

const readRules = route({
  method: 'get',
  path: paths.queueRules,
  permission: 'queue.read',
  tags: ['Queue'],
  summary: 'How the site orders its queue',
  request: { params: sitePath },
  responses: readAnswers(QueueRules, 'The rules in force'),
});

const SetQueueRules = QueueRules.extend({
  stationId: StationId,
  basedOn: QueueRules.optional().describe(
    'the rules as the caller read them: where others are in force by now, nothing is set (`changed-meanwhile`); left out: set all the same',
  ),
  note: Note.describe('why, for the audit log'),
});

const writeRules = route({
  method: 'post',
  path: paths.queueRules,
  permission: 'queue.manage',
  tags: ['Queue'],
  summary: 'Sets how the site orders its queue, from the next call on',
  problems: ['changed-meanwhile'],
  request: { params: sitePath, headers: commandHeaders, body: jsonBody(SetQueueRules) },
  responses: commandAnswers(QueueRules, 'The rules in force'),
});

const statistics = route({
  method: 'get',
  path: paths.statistics,
  permission: 'statistics.read',
  tags: ['Queue'],
  summary: 'The figures of a day by group, counter, officer and hour',
  description: 'Counted from the history of the numbers of that day.',
  request: {
    params: sitePath,
    query: z.object({ day: Day.optional().describe('which day; left out: today') }),
  },
  responses: readAnswers(DayStatistics, 'The figures'),
});

/** Routes of who leads the hall: groups, rules of order, figures. */
export function queueSettingsRoutes(app: CentralApp, central: Central): void {
  const { database } = central;
  app.openapi(opening, async (context) => {
    const { siteId, groupCode } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: body.open ? 'group.open' : 'group.close',
      siteId,
      stationId: body.stationId,
      payload: { groupCode, ...body },
      perform: (scope) => setGroupOpening(scope, groupCode, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(readRules, async (context) => {
    const { siteId } = context.req.valid('param');
    if ((await lastSequence(database, siteId)) === null)
      return refuse(context, appError('not-found', { siteId }));
    return context.json(await queueRules(database, siteId), 200);
  });
  app.openapi(writeRules, async (context) => {
    const { siteId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'queue.setRules',
      siteId,
      stationId: body.stationId,
      payload: body,
      perform: (scope) => setQueueRules(scope, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(statistics, async (context) => {
    const { siteId } = context.req.valid('param');
    if ((await lastSequence(database, siteId)) === null)
      return refuse(context, appError('not-found', { siteId }));
    const day = context.req.valid('query').day ?? centreDay(central.clock.now());
    const figures = await readStatistics(database, siteId, day);
    const ids = figures.officers.map(({ officerId }) => officerId);
    const names = await namesOf(database, central.seal, siteId, ids);
    const officers = figures.officers.map((row) => ({
      ...row,
      displayName: names.get(row.officerId) ?? null,
    }));
    return context.json({ ...figures, officers }, 200);
  });
}
