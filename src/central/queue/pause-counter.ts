import type { z } from 'zod';
import type { PauseCounter } from '../../shared/api/queue.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { findCounter, writeCounterHistory } from './counters.ts';
import { needsNote } from './notes.ts';

/**
 * Calls nobody to a counter until it is resumed; a visit there goes on. Pausing once more changes the reason. Errors:
 * `not-found`, `reason-required` (the reason `other` without a note).
 */
export async function pauseCounter(
  scope: CommandScope,
  counterId: string,
  request: z.output<typeof PauseCounter>,
): Promise<Result<{ counterId: string }, AppError>> {
  const { reason, note } = request;
  const counter = await findCounter(scope, counterId);
  if (!counter.ok) return counter;
  const noted = needsNote(reason, note);
  if (!noted.ok) return noted;
  await scope.transaction
    .updateTable('counter')
    .set({ paused_at: counter.value.paused_at ?? scope.at, pause_reason: reason })
    .where('site_id', '=', scope.siteId)
    .where('counter_id', '=', counterId)
    .execute();
  await writeCounterHistory(scope, counterId, 'pause', reason);
  scope.emit({ type: 'counter.paused', data: { counterId } });
  scope.refer(counterId);
  scope.explain(note);
  return ok({ counterId });
}

/** Calls people to a counter again. Errors: `not-found`, `illegal-transition` with `rule` `not-paused`. */
export async function resumeCounter(
  scope: CommandScope,
  counterId: string,
): Promise<Result<{ counterId: string }, AppError>> {
  const counter = await findCounter(scope, counterId);
  if (!counter.ok) return counter;
  if (counter.value.paused_at === null) return err(appError('illegal-transition', { rule: 'not-paused' }));
  await scope.transaction
    .updateTable('counter')
    .set({ paused_at: null, pause_reason: null })
    .where('site_id', '=', scope.siteId)
    .where('counter_id', '=', counterId)
    .execute();
  await writeCounterHistory(scope, counterId, 'resume');
  scope.emit({ type: 'counter.resumed', data: { counterId } });
  scope.refer(counterId);
  return ok({ counterId });
}
