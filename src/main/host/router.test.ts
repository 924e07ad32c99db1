import { describe, expect, it } from 'vitest';
import { contract, type CallName } from '../../shared/contract/index.ts';
import { appError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import { systemClock } from '../clock.ts';
import { silentLog, type Log } from '../log.ts';
import type { CallContext, Handlers } from './handlers.ts';
import { createRouter } from './router.ts';

const context: CallContext = { window: 'station', stationId: 'counter-1', correlationId: 'c-1' };

/** Every call refused, except those that a test answers. */
function routerWith(answers: Partial<Handlers>, log: Log = silentLog) {
  const refused = Object.fromEntries(
    Object.keys(contract.calls).map((name) => [
      name as CallName,
      () => Promise.resolve(err(appError('not-found'))),
    ]),
  );
  return createRouter({
    handlers: { ...(refused as unknown as Handlers), ...answers },
    log,
    clock: systemClock,
    checkOutput: true,
  });
}

describe('the router', () => {
  it('parses what it takes: defaults in, the handler gets the parsed input and who asks', async () => {
    const seen: unknown[] = [];
    const router = routerWith({
      'tickets.issue': (input, from) => {
        seen.push(input, from.stationId);
        return Promise.resolve(err(appError('group-closed')));
      },
    });
    await router.route('tickets.issue', { groupCode: 'A' }, context);
    expect(seen).toEqual([{ groupCode: 'A', priority: 'normal', language: 'vi' }, 'counter-1']);
  });

  it.each([
    ['an unknown call', 'tickets.steal', null],
    ['a name of Object itself', 'constructor', null],
    ['a name that is none', 42, null],
    ['input of the wrong shape', 'tickets.issue', { groupCode: 'aa' }],
    ['no input', 'tickets.issue', undefined],
  ])('answers %s with bad-request', async (_, name, input) => {
    expect(await routerWith({}).route(name, input, context)).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
  });

  it('turns a throw into `internal` with a correlation id, and logs it', async () => {
    const lines: unknown[] = [];
    const log: Log = {
      ...silentLog,
      error: (message, fields) => lines.push([message, fields?.['correlationId']]),
    };
    const router = routerWith({ 'queue.view': () => Promise.reject(new Error('boom')) }, log);
    expect(await router.route('queue.view', null, context)).toEqual({
      ok: false,
      error: { code: 'internal', detail: {}, cause: 'boom', correlationId: 'c-1' },
    });
    expect(lines).toEqual([['call threw', 'c-1']]);
  });

  it('does not let an answer through that breaks its own schema', async () => {
    const router = routerWith({
      'scanning.wedgeSettings': () => Promise.resolve(ok({ enabled: 'yes' } as never)),
    });
    expect(await router.route('scanning.wedgeSettings', null, context)).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
  });

  it('never logs what was asked with', async () => {
    const lines: string[] = [];
    const note = (message: string, fields?: object): void =>
      void lines.push(message + JSON.stringify(fields));
    const log: Log = { info: note, warn: note, error: note, child: () => log };
    await routerWith({}, log).route('citizens.lookUp', { number: '080090000001' }, context);
    await routerWith({}, log).route('citizens.lookUp', { number: '08009000000x' }, context);
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('0800900');
  });
});
