import type { z } from 'zod';
import type { AuditAction } from '../../shared/api/audit-actions.ts';
import {
  AtCounter,
  CallTicket,
  CancelTicket,
  NextService,
  ParkTicket,
  Ticket,
  TicketStory,
  TransferTicket,
} from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import { namesOf } from '../access/colleagues.ts';
import { skillsOf } from '../access/principal.ts';
import type { Central } from '../central.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { CentralCode } from '../problem/texts.ts';
import { callTicket } from '../queue/call-ticket.ts';
import { cancelTicket } from '../queue/move-ticket.ts';
import { parkTicket, unparkTicket } from '../queue/park-ticket.ts';
import { readTicketStory } from '../queue/ticket-story.ts';
import { goToNextService, transferTicket } from '../queue/transfer-ticket.ts';
import {
  commandAnswers,
  commandHeaders,
  jsonBody,
  readAnswers,
  refuse,
  route,
  runCommand,
  ticketPath,
  type CentralApp,
  type CentralContext,
} from './http.ts';

const atCounter = ['illegal-transition', 'ticket-not-at-counter', 'counter-taken'] as const;

function step<Path extends string, Body extends z.ZodType>(
  path: Path,
  summary: string,
  description: string,
  body: Body,
  problems: readonly CentralCode[],
) {
  return route({
    method: 'post',
    path,
    permission: 'ticket.serve',
    problems,
    tags: ['Queue'],
    summary,
    description,
    request: { params: ticketPath, headers: commandHeaders, body: jsonBody(body) },
    responses: commandAnswers(Ticket, 'The ticket after the step'),
  });
}

const call = step(
  paths.callTicket,
  'Calls this very number',
  'A number that waits, is parked, or was absent. Out of turn needs a reason; the note is sealed in the audit log.',
  CallTicket,
  [
    'illegal-transition',
    'counter-taken',
    'counter-paused',
    'counter-busy',
    'officer-busy',
    'reason-required',
  ],
);
const park = step(
  paths.park,
  'Puts a visit aside',
  'The person does something else meanwhile; the counter is free for another number.',
  ParkTicket,
  [...atCounter, 'reason-required'],
);
const unpark = step(
  paths.unpark,
  'Takes a parked number back into the queue',
  'Before all others, for any counter of its group, on its day.',
  AtCounter,
  ['illegal-transition'],
);
const transfer = step(
  paths.transfer,
  'Sends a number to another group, counter or officer',
  'It keeps its number and the time that it has waited; its place is the site’s rule (`transferred` of the queue rules). A waiting number may be sent by any counter, one that is called or served by the counter that has it.',
  TransferTicket,
  [...atCounter, 'counter-paused'],
);
const nextService = step(
  paths.nextService,
  'Ends the visit here; the same number waits for another service',
  'Its place is the site’s rule (`nextService` of the queue rules).',
  NextService,
  atCounter,
);
const cancel = step(
  paths.cancel,
  'Gives a number up',
  'A number that waits, is called, parked or absent; not one whose visit has begun.',
  CancelTicket,
  ['illegal-transition', 'reason-required'],
);

const story = route({
  method: 'get',
  path: paths.ticket,
  permission: 'ticket.read',
  tags: ['Queue'],
  summary: 'A number and all that was done with it',
  request: { params: ticketPath },
  responses: readAnswers(TicketStory, 'The number and its steps in order'),
});

/** Routes of what a counter does with a number besides calling it in turn. Each but the last is one command. */
export function ticketStepRoutes(app: CentralApp, central: Central): void {
  app.openapi(call, (context) => {
    const skills = skillsOf(context.var.principal);
    const path = context.req.valid('param');
    return answer(context, central, 'ticket.callChosen', path, context.req.valid('json'), (scope, id, body) =>
      callTicket(scope, id, body, skills),
    );
  });
  app.openapi(park, (context) => {
    const path = context.req.valid('param');
    return answer(context, central, 'ticket.park', path, context.req.valid('json'), parkTicket);
  });
  app.openapi(unpark, (context) => {
    const path = context.req.valid('param');
    return answer(context, central, 'ticket.unpark', path, context.req.valid('json'), unparkTicket);
  });
  app.openapi(transfer, (context) => {
    const path = context.req.valid('param');
    return answer(context, central, 'ticket.transfer', path, context.req.valid('json'), transferTicket);
  });
  app.openapi(nextService, (context) => {
    const path = context.req.valid('param');
    return answer(context, central, 'ticket.nextService', path, context.req.valid('json'), goToNextService);
  });
  app.openapi(cancel, (context) => {
    const path = context.req.valid('param');
    return answer(context, central, 'ticket.cancel', path, context.req.valid('json'), cancelTicket);
  });
  app.openapi(story, async (context) => {
    const { siteId, ticketId } = context.req.valid('param');
    const read = await readTicketStory(central.database, siteId, ticketId);
    if (!read.ok) return refuse(context, read.error);
    const { ticket, steps } = read.value;
    const ids = steps.flatMap(({ officerId }) => officerId ?? []);
    const names = await namesOf(central.database, central.seal, siteId, [...new Set(ids)]);
    const named = steps.map((step) => ({ ...step, officerName: names.get(step.officerId ?? '') ?? null }));
    return context.json({ ticket, steps: named }, 200);
  });
}

/** Runs one step of a number as a command and answers with the number. */
async function answer<Body extends { readonly stationId: string }>(
  context: CentralContext,
  central: Central,
  name: AuditAction,
  path: { readonly siteId: string; readonly ticketId: string },
  body: Body,
  perform: (scope: CommandScope, ticketId: string, body: Body) => Promise<Result<Ticket, AppError>>,
) {
  const { siteId, ticketId } = path;
  const done = await runCommand(context, central, {
    name,
    siteId,
    stationId: body.stationId,
    payload: { ticketId, ...body },
    perform: (scope) => perform(scope, ticketId, body),
  });
  return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
}
