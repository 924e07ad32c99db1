import type { z } from 'zod';
import { contract, type CallName } from '../../shared/contract/index.ts';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { asCallOf } from './calling-station.ts';
import type { CallContext, Handlers } from './handlers.ts';

/** Answers whatever comes over the bridge. Knows no transport: ipcMain, or a test's own. */
export interface Router {
  /** Never rejects. `name` and `input` are whatever the other side sent. */
  route(name: unknown, input: unknown, context: CallContext): Promise<Result<unknown, AppError>>;
}

export interface RouterOptions {
  readonly handlers: Handlers;
  readonly log: Log;
  readonly clock: Clock;
  /** In tests and development: an answer that its own schema refuses is an error, not a surprise in a window. */
  readonly checkOutput: boolean;
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(contract.calls, name);
}

/** Field and rule of each issue; never the value, which may be a citizen's. */
function issuesOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || '(input)'}: ${issue.message}`).join('; ');
}

/** House rule 3: every input is parsed, every call answered. */
export function createRouter({ handlers, log, clock, checkOutput }: RouterOptions): Router {
  async function answer(
    name: CallName,
    input: unknown,
    context: CallContext,
  ): Promise<Result<unknown, AppError>> {
    const parsed = contract.calls[name].input.safeParse(input);
    if (!parsed.success) return err(appError('bad-request', { call: name }, issuesOf(parsed.error)));
    // One cast, where the name and its schema meet: the parse above is what makes it true.
    const handler = handlers[name] as (
      input: unknown,
      context: CallContext,
    ) => Promise<Result<unknown, AppError>>;
    const result = await asCallOf(context.stationId, () => handler(parsed.data, context));
    if (!checkOutput || !result.ok) return result;
    const output = contract.calls[name].output.safeParse(result.value);
    if (!output.success) throw new Error(`answer of ${name} breaks its schema: ${issuesOf(output.error)}`);
    return result;
  }

  return {
    async route(name, input, context) {
      if (!isCallName(name)) {
        log.warn('unknown call', { window: context.window });
        return err(appError('bad-request', {}, 'no such call'));
      }
      const begun = clock.monotonicMs();
      try {
        const result = await answer(name, input, context);
        const ms = Math.round(clock.monotonicMs() - begun);
        const fields = { call: name, ms, correlationId: context.correlationId };
        if (result.ok) log.info('call', fields);
        else log.warn('call failed', { ...fields, code: result.error.code, cause: result.error.cause });
        return result.ok ? result : err({ correlationId: context.correlationId, ...result.error });
      } catch (thrown) {
        const stack = thrown instanceof Error ? thrown.stack : undefined;
        log.error('call threw', {
          call: name,
          correlationId: context.correlationId,
          cause: causeOf(thrown),
          stack,
        });
        return err({ ...appError('internal', {}, causeOf(thrown)), correlationId: context.correlationId });
      }
    },
  };
}
