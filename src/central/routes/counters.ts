import { z } from 'zod';
import { CounterId } from '../../shared/api/primitives.ts';
import { AtStation, CounterDesk, PauseCounter } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import { leadsHall, officerOf } from '../access/principal.ts';
import type { Central } from '../central.ts';
import { keepCounter, releaseCounter, takeCounter } from '../queue/counter-desk.ts';
import { pauseCounter, resumeCounter } from '../queue/pause-counter.ts';
import {
  commandAnswers,
  commandHeaders,
  jsonBody,
  readAnswers,
  refuse,
  route,
  runCommand,
  sitePath,
  speaksFor,
  type CentralApp,
} from './http.ts';

const counterPath = sitePath.extend({ counterId: CounterId.describe('the counter') });
const CounterAnswer = z.object({ counterId: CounterId });

const pause = route({
  method: 'post',
  path: paths.pauseCounter,
  permission: 'counter.hold',
  problems: ['reason-required'],
  tags: ['Queue'],
  summary: 'Calls nobody to a counter until it is resumed',
  description:
    'A visit there goes on. The display and the supervisor are told the reason; the note is sealed.',
  request: { params: counterPath, headers: commandHeaders, body: jsonBody(PauseCounter) },
  responses: commandAnswers(CounterAnswer, 'It is paused'),
});

const resume = route({
  method: 'post',
  path: paths.resumeCounter,
  permission: 'counter.hold',
  problems: ['illegal-transition'],
  tags: ['Queue'],
  summary: 'Calls people to a counter again',
  request: { params: counterPath, headers: commandHeaders, body: jsonBody(AtStation) },
  responses: commandAnswers(CounterAnswer, 'It is no longer paused'),
});

const take = route({
  method: 'post',
  path: paths.takeCounter,
  permission: 'counter.hold',
  problems: ['counter-taken', 'officer-busy'],
  tags: ['Queue'],
  summary: 'Takes a counter',
  description:
    'One officer (where nobody signs in: one station) has a counter at a time, for two minutes from the last heartbeat. A hold that ran out is taken over. An officer who takes a counter lets the one before go. Acting at a counter takes it, too.',
  request: { params: counterPath, headers: commandHeaders, body: jsonBody(AtStation) },
  responses: commandAnswers(CounterDesk, 'It is held by the caller'),
});

const hold = route({
  method: 'post',
  path: paths.holdCounter,
  permission: 'counter.hold',
  problems: ['counter-taken'],
  tags: ['Queue'],
  summary: 'Says that the station is still at its counter',
  description:
    'Every half minute. Saying it again changes nothing but the time, so this needs no Idempotency-Key. `not-found` when nobody has the counter: take it.',
  request: { params: counterPath, body: jsonBody(AtStation) },
  responses: readAnswers(CounterDesk, 'It is held two minutes more'),
});

const release = route({
  method: 'post',
  path: paths.releaseCounter,
  permission: 'counter.hold',
  problems: ['counter-taken'],
  tags: ['Queue'],
  summary: 'Lets a counter go',
  description:
    'Whoever has it, or a supervisor. A visit at it stays there for whoever takes the counter next. A counter that nobody has stays as it is.',
  request: { params: counterPath, headers: commandHeaders, body: jsonBody(AtStation) },
  responses: commandAnswers(CounterAnswer, 'Nobody has it'),
});

/** Routes of a counter: who has it, and whether people are called to it. */
export function counterRoutes(app: CentralApp, central: Central): void {
  app.openapi(pause, async (context) => {
    const { siteId, counterId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'counter.pause',
      siteId,
      stationId: body.stationId,
      payload: { counterId, ...body },
      perform: (scope) => pauseCounter(scope, counterId, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(resume, async (context) => {
    const { siteId, counterId } = context.req.valid('param');
    const { stationId } = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'counter.resume',
      siteId,
      stationId,
      payload: { counterId, stationId },
      perform: (scope) => resumeCounter(scope, counterId),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(take, async (context) => {
    const { siteId, counterId } = context.req.valid('param');
    const { stationId } = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'counter.take',
      siteId,
      stationId,
      payload: { counterId, stationId },
      perform: (scope) => takeCounter(scope, counterId),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(hold, async (context) => {
    const { siteId, counterId } = context.req.valid('param');
    const { stationId } = context.req.valid('json');
    if (!speaksFor(context, stationId))
      return refuse(context, appError('permission-denied', { station: stationId }));
    const holder = { stationId, officerId: officerOf(context.var.principal) };
    const kept = await keepCounter(central.database, siteId, counterId, holder, central.clock.now());
    return kept.ok ? context.json(kept.value, 200) : refuse(context, kept.error);
  });
  app.openapi(release, async (context) => {
    const { siteId, counterId } = context.req.valid('param');
    const { stationId } = context.req.valid('json');
    const leads = leadsHall(context.var.principal);
    const done = await runCommand(context, central, {
      name: 'counter.release',
      siteId,
      stationId,
      payload: { counterId, stationId },
      perform: (scope) => releaseCounter(scope, counterId, leads),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
}
