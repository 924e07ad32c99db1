import type { z } from 'zod';
import {
  AtCounter,
  CallNextAnswer,
  FinishTicket,
  IssueTicket,
  RateTicket,
  Ticket,
} from '../../shared/api/queue.ts';
import type { Permission } from '../../shared/api/permissions.ts';
import { CounterId } from '../../shared/api/primitives.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import { skillsOf } from '../access/principal.ts';
import type { Central } from '../central.ts';
import { callNext, recallTicket } from '../queue/call-ticket.ts';
import { issueTicket } from '../queue/issue-ticket.ts';
import { finishTicket, markNoShow, rateTicket, restoreTicket, startTicket } from '../queue/move-ticket.ts';
import {
  commandAnswers,
  commandHeaders,
  creationAnswers,
  jsonBody,
  refuse,
  route,
  runCommand,
  sitePath,
  ticketPath,
  type CentralApp,
} from './http.ts';

const issue = route({
  method: 'post',
  path: paths.tickets,
  permission: 'ticket.issue',
  problems: ['group-closed'],
  tags: ['Queue'],
  operationId: 'issueTicket',
  summary: 'Gives out the next number of a service group',
  request: { params: sitePath, headers: commandHeaders, body: jsonBody(IssueTicket) },
  responses: creationAnswers(Ticket, 'The number'),
});

const next = route({
  method: 'post',
  path: paths.callNext,
  permission: 'ticket.serve',
  problems: ['counter-busy', 'counter-taken', 'counter-paused', 'officer-busy'],
  tags: ['Queue'],
  summary: 'Calls whoever is next for a counter',
  description:
    'The server decides, by the site’s rule of order. `counter-busy` while the counter has a number.',
  request: {
    params: sitePath.extend({ counterId: CounterId.describe('the counter that calls') }),
    headers: commandHeaders,
    body: jsonBody(AtCounter),
  },
  responses: commandAnswers(CallNextAnswer, 'The number called and why; null when nobody waits'),
});

function ticketStep<Path extends string, Body extends z.ZodType>(
  path: Path,
  permission: Permission,
  summary: string,
  body: Body,
) {
  return route({
    method: 'post',
    path,
    permission,
    problems: ['illegal-transition', 'ticket-not-at-counter', 'counter-taken'],
    tags: ['Queue'],
    summary,
    request: { params: ticketPath, headers: commandHeaders, body: jsonBody(body) },
    responses: commandAnswers(Ticket, 'The ticket after the step'),
  });
}

const recall = ticketStep(paths.recall, 'ticket.serve', 'Calls a number once more', AtCounter);
const start = ticketStep(paths.start, 'ticket.serve', 'The person has come to the counter', AtCounter);
const noShow = ticketStep(paths.noShow, 'ticket.serve', 'Nobody came', AtCounter);
const restore = ticketStep(
  paths.restore,
  'ticket.serve',
  'Puts an absent number back to the front, on its day',
  AtCounter,
);
const finish = ticketStep(paths.finish, 'ticket.serve', 'Ends the visit', FinishTicket);
const rate = ticketStep(
  paths.rate,
  'ticket.rate',
  'The citizen’s word on a visit that has ended, once',
  RateTicket,
);

/** Routes of the queue. Each is one command. */
export function ticketRoutes(app: CentralApp, central: Central): void {
  app.openapi(issue, async (context) => {
    const { siteId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'ticket.issue',
      siteId,
      stationId: body.stationId,
      payload: body,
      perform: (scope) => issueTicket(scope, body),
    });
    return done.ok ? context.json(done.value, 201) : refuse(context, done.error);
  });
  app.openapi(next, async (context) => {
    const { siteId, counterId } = context.req.valid('param');
    const body = context.req.valid('json');
    if (body.counterId !== counterId)
      return refuse(
        context,
        appError('bad-request', { field: 'counterId' }, 'must be the counter of the path'),
      );
    const done = await runCommand(context, central, {
      name: 'counter.callNext',
      siteId,
      stationId: body.stationId,
      payload: body,
      perform: (scope) => callNext(scope, counterId, skillsOf(context.var.principal)),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(recall, async (context) => {
    const { siteId, ticketId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'ticket.recall',
      siteId,
      stationId: body.stationId,
      payload: { ticketId, ...body },
      perform: (scope) => recallTicket(scope, ticketId, body.counterId),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(start, async (context) => {
    const { siteId, ticketId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'ticket.start',
      siteId,
      stationId: body.stationId,
      payload: { ticketId, ...body },
      perform: (scope) => startTicket(scope, ticketId, body.counterId),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(noShow, async (context) => {
    const { siteId, ticketId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'ticket.noShow',
      siteId,
      stationId: body.stationId,
      payload: { ticketId, ...body },
      perform: (scope) => markNoShow(scope, ticketId, body.counterId),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(restore, async (context) => {
    const { siteId, ticketId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'ticket.restore',
      siteId,
      stationId: body.stationId,
      payload: { ticketId, ...body },
      perform: (scope) => restoreTicket(scope, ticketId),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(finish, async (context) => {
    const { siteId, ticketId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'ticket.finish',
      siteId,
      stationId: body.stationId,
      payload: { ticketId, ...body },
      perform: (scope) => finishTicket(scope, ticketId, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(rate, async (context) => {
    const { siteId, ticketId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'ticket.rate',
      siteId,
      stationId: body.stationId,
      payload: { ticketId, ...body },
      perform: (scope) => rateTicket(scope, ticketId, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
}
