import fc from 'fast-check';
import { CallNextAnswer, Ticket, type SiteSnapshot } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import type { ApiAnswer, ApiClient } from './api-client.ts';
import { callNext, step, type Step } from './counter-work.ts';

/** One thing that somebody at a site tries. `ticket` counts through the numbers given out so far. */
export type Operation =
  | { readonly kind: 'issue'; readonly group: string }
  | { readonly kind: 'callNext' | 'pause' | 'resume'; readonly counter: string }
  | { readonly kind: 'wait'; readonly seconds: number }
  | {
      readonly kind: 'callTicket' | 'start' | 'noShow' | 'finish' | 'park' | 'unpark' | 'restore' | 'cancel';
      readonly ticket: number;
      readonly counter: string;
    }
  | {
      readonly kind: 'transfer';
      readonly ticket: number;
      readonly counter: string;
      readonly to:
        | { readonly kind: 'group'; readonly groupCode: string }
        | { readonly kind: 'counter'; readonly counterId: string };
    }
  | {
      readonly kind: 'nextService';
      readonly ticket: number;
      readonly counter: string;
      readonly group: string;
    };

/** The counters of the small catalogue with their groups. */
const counters: Readonly<Record<string, readonly string[]>> = {
  'quay-1': ['A'],
  'quay-2': ['A'],
  'quay-3': ['A'],
  'quay-4': ['A', 'B'],
};
const counterIds = Object.keys(counters);

const counter = fc.constantFrom(...counterIds);
const group = fc.constantFrom('A', 'B');
const ticket = fc.nat(40);

/** Any operation; those that keep a hall going are tried more often. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('issue' as const), group }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('callNext' as const), counter }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const), counter }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.nat(600) }) },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'callTicket' as const,
        'start' as const,
        'noShow' as const,
        'finish' as const,
        'park' as const,
        'unpark' as const,
        'restore' as const,
        'cancel' as const,
      ),
      ticket,
      counter,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('transfer' as const),
      ticket,
      counter,
      to: fc.oneof(
        group.map((groupCode) => ({ kind: 'group' as const, groupCode })),
        counter.map((counterId) => ({ kind: 'counter' as const, counterId })),
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('nextService' as const), ticket, counter, group }) },
);

interface ModelTicket {
  readonly id: string;
  state: Ticket['state'];
  group: string;
  counter: string | null;
  reserved: string | null;
}

/** What a site looks like after the operations so far, told as plainly as can be. */
export class QueueModel {
  readonly tickets: ModelTicket[] = [];
  readonly paused = new Set<string>();

  /** The number that an operation is about: mostly the one at the counter, so that not everything is refused. */
  pick(operation: { readonly ticket: number; readonly counter: string }): ModelTicket | undefined {
    const here = this.at(operation.counter);
    if (here !== undefined && operation.ticket % 4 !== 0) return here;
    return this.tickets.length === 0 ? undefined : this.tickets[operation.ticket % this.tickets.length];
  }

  at(counterId: string): ModelTicket | undefined {
    return this.tickets.find((one) => one.counter === counterId && isActive(one));
  }

  waitingFor(counterId: string): ModelTicket[] {
    return this.tickets.filter(
      (one) =>
        one.state === 'waiting' &&
        (one.reserved === null
          ? (counters[counterId] ?? []).includes(one.group)
          : one.reserved === counterId),
    );
  }

  /** Every reason to refuse an operation; none: it is done. */
  refusals(operation: Operation): string[] {
    const codes: string[] = [];
    const refuse = (code: string, when: boolean): void => {
      if (when) codes.push(code);
    };
    switch (operation.kind) {
      case 'issue':
      case 'wait':
      case 'pause':
        break;
      case 'resume':
        refuse('illegal-transition', !this.paused.has(operation.counter));
        break;
      case 'callNext':
        refuse('counter-paused', this.paused.has(operation.counter));
        refuse('counter-busy', this.at(operation.counter) !== undefined);
        break;
      case 'callTicket':
        refuse(
          'illegal-transition',
          !['waiting', 'parked', 'noShow'].includes(needed(this.pick(operation)).state),
        );
        refuse('counter-paused', this.paused.has(operation.counter));
        refuse('counter-busy', this.at(operation.counter) !== undefined);
        break;
      case 'unpark':
        refuse('illegal-transition', needed(this.pick(operation)).state !== 'parked');
        break;
      case 'restore':
        refuse('illegal-transition', needed(this.pick(operation)).state !== 'noShow');
        break;
      case 'cancel': {
        const { state } = needed(this.pick(operation));
        refuse('illegal-transition', ['serving', 'finished', 'cancelled'].includes(state));
        break;
      }
      case 'transfer': {
        const one = needed(this.pick(operation));
        const { to } = operation;
        refuse('illegal-transition', one.state !== 'waiting' && !isActive(one));
        refuse('ticket-not-at-counter', one.state !== 'waiting' && one.counter !== operation.counter);
        if (to.kind === 'counter') {
          const has = one.state === 'waiting' ? one.reserved : one.counter;
          refuse('illegal-transition', has === to.counterId);
          refuse('counter-paused', this.paused.has(to.counterId));
        } else {
          refuse(
            'illegal-transition',
            one.state === 'waiting' && one.reserved === null && one.group === to.groupCode,
          );
        }
        break;
      }
      default: {
        const one = needed(this.pick(operation));
        const called = one.state === 'called';
        const may = operation.kind === 'start' || operation.kind === 'noShow' ? called : isActive(one);
        refuse('illegal-transition', !may);
        refuse('ticket-not-at-counter', one.counter !== operation.counter);
      }
    }
    return codes;
  }
}

function isActive(one: ModelTicket): boolean {
  return one.state === 'called' || one.state === 'serving';
}

/** Operations on a number are tried only where there is one. */
function needed(picked: ModelTicket | undefined): ModelTicket {
  if (picked === undefined) throw new Error('no number has been given out');
  return picked;
}

/** Where time goes by. */
type Advance = (seconds: number) => void;

/** Tries an operation at the server and in the model; throws where they do not agree. */
export async function perform(
  api: ApiClient,
  model: QueueModel,
  operation: Operation,
  advance: Advance,
): Promise<void> {
  if (operation.kind === 'wait') {
    advance(operation.seconds);
    return;
  }
  const picked = 'ticket' in operation ? model.pick(operation) : undefined;
  if ('ticket' in operation && picked === undefined) return;
  const expected = model.refusals(operation);
  const answer = await send(api, operation, picked);
  const told = `${JSON.stringify(operation)} of ${JSON.stringify(picked)}: ${answer.status} ${JSON.stringify(answer.body)}`;
  if (expected.length > 0) {
    if (answer.status < 400 || !expected.includes(answer.code()))
      throw new Error(`expected ${expected.join(' or ')}, ${told}`);
    return;
  }
  if (answer.status >= 400) throw new Error(`expected it to be done, ${told}`);
  follow(model, operation, picked, answer);
}

function send(
  api: ApiClient,
  operation: Exclude<Operation, { kind: 'wait' }>,
  picked: ModelTicket | undefined,
): Promise<ApiAnswer> {
  const at = (more: object = {}): Promise<ApiAnswer> =>
    step(api, operation.kind as Step, needed(picked).id, (operation as { counter: string }).counter, more);
  switch (operation.kind) {
    case 'issue':
      return api.post(paths.tickets, { groupCode: operation.group, stationId: 'kiosk-1' });
    case 'callNext':
      return callNext(api, operation.counter);
    case 'pause':
    case 'resume': {
      const path = operation.kind === 'pause' ? paths.pauseCounter : paths.resumeCounter;
      const body = { stationId: `may-${operation.counter}`, reason: 'break' };
      return api.post(path, body, { values: { counterId: operation.counter } });
    }
    case 'callTicket':
      return at({ reason: 'returned' });
    case 'finish':
      return at({ outcome: 'received' });
    case 'park':
      return at({ reason: 'papers' });
    case 'cancel':
      return at({ reason: 'left' });
    case 'transfer':
      return at({ to: operation.to });
    case 'nextService':
      return at({ groupCode: operation.group, outcome: 'received' });
    default:
      return at();
  }
}

const stateAfter = {
  callTicket: 'called',
  start: 'serving',
  noShow: 'noShow',
  finish: 'finished',
  park: 'parked',
  unpark: 'waiting',
  restore: 'waiting',
  cancel: 'cancelled',
  transfer: 'waiting',
  nextService: 'waiting',
} as const;

function follow(
  model: QueueModel,
  operation: Exclude<Operation, { kind: 'wait' }>,
  picked: ModelTicket | undefined,
  answer: ApiAnswer,
): void {
  switch (operation.kind) {
    case 'issue': {
      const { id } = answer.as(Ticket);
      model.tickets.push({ id, state: 'waiting', group: operation.group, counter: null, reserved: null });
      return;
    }
    case 'pause':
      model.paused.add(operation.counter);
      return;
    case 'resume':
      model.paused.delete(operation.counter);
      return;
    case 'callNext': {
      const called = answer.as(CallNextAnswer).ticket;
      const may = model.waitingFor(operation.counter);
      const one = may.find(({ id }) => id === called?.id);
      if (may.length === 0 ? called !== null : one === undefined)
        throw new Error(`${operation.counter} was given ${called?.number ?? 'nobody'}`);
      if (one !== undefined)
        Object.assign(one, { state: 'called', counter: operation.counter, reserved: null });
      return;
    }
    default: {
      const one = needed(picked);
      one.state = stateAfter[operation.kind];
      if (operation.kind === 'callTicket') one.counter = operation.counter;
      if (one.state === 'waiting') one.counter = null;
      if (operation.kind !== 'unpark' && operation.kind !== 'restore') one.reserved = null;
      if (operation.kind === 'nextService') one.group = operation.group;
      if (operation.kind === 'transfer' && operation.to.kind === 'group') one.group = operation.to.groupCode;
      if (operation.kind === 'transfer' && operation.to.kind === 'counter')
        one.reserved = operation.to.counterId;
      const told = answer.as(Ticket);
      if (told.state !== one.state || told.counterId !== one.counter || told.groupCode !== one.group)
        throw new Error(`${operation.kind}: ${JSON.stringify(told)} instead of ${JSON.stringify(one)}`);
    }
  }
}

/** A day of work that is the same for the same seed. */
export async function randomWork(
  api: ApiClient,
  options: { readonly seed: number; readonly steps: number; readonly advance: Advance },
): Promise<QueueModel> {
  const model = new QueueModel();
  for (const operation of fc.sample(anyOperation, { seed: options.seed, numRuns: options.steps }))
    await perform(api, model, operation, options.advance);
  return model;
}

/** The model as a snapshot shows it, and the snapshot the same way: equal where nothing went wrong. */
export function sameView(model: QueueModel, snapshot: SiteSnapshot): { model: object; snapshot: object } {
  const ids = (tickets: readonly { readonly id: string }[]): string[] => tickets.map(({ id }) => id).sort();
  const inState = (state: Ticket['state']): string[] =>
    ids(model.tickets.filter((one) => one.state === state));
  return {
    model: {
      waiting: inState('waiting'),
      absent: inState('noShow'),
      parked: inState('parked'),
      counters: counterIds.map((id) => [id, model.paused.has(id), model.at(id)?.id]),
    },
    snapshot: {
      waiting: ids(snapshot.waiting),
      absent: ids(snapshot.absent),
      parked: ids(snapshot.parked),
      counters: snapshot.counters.map((one) => [one.id, one.paused !== null, one.current?.id]),
    },
  };
}
