import type { DossierState } from '../api/dossiers.ts';
import { appError, type AppError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';

/** The steps between the states. The list of states is national; the steps are inferred from it (rules.md §3.1). */
const edges: Readonly<Record<DossierState, readonly DossierState[]>> = {
  1: [2, 3, 5, 7],
  2: [4, 7, 8],
  3: [],
  4: [5, 6, 7, 8, 9],
  5: [2, 4, 7, 8],
  6: [4, 7, 8],
  7: [8],
  8: [],
  9: [10],
  10: [],
};

/**
 * Steps that the citizen is told about with a reason: refusal and supplement (NĐ 61/2018 Art 17.1, 19.4, 19.8), withdrawal
 * and stop (so that the file explains itself).
 */
const statesWithReason: ReadonlySet<DossierState> = new Set<DossierState>([3, 5, 7, 8]);

/** One step that a dossier has taken. `from` null: how it came into being. */
export interface TakenStep {
  readonly from: DossierState | null;
  readonly to: DossierState;
}

/** Where a dossier stands, with the steps that brought it there, oldest first. */
export interface DossierPosition {
  readonly state: DossierState;
  readonly steps: readonly TakenStep[];
}

/** Whether a step into `state` must give a reason. */
export function isReasonRequired(state: DossierState): boolean {
  return statesWithReason.has(state);
}

/**
 * The states that a dossier may go to now. Supplements may be asked for once in each stage, completely (NĐ 61/2018 Art
 * 11.2c, 15.3); the stages are intake (from 1) and processing (from 4).
 */
export function nextDossierStates(position: DossierPosition): DossierState[] {
  return edges[position.state].filter((next) => next !== 5 || !wasSupplementAsked(position));
}

/**
 * The state after a step. Errors: `illegal-transition` with `from` and `to` (and `rule` `supplement-once` where only that
 * stands against it); `reason-required` with `to`.
 */
export function moveDossier(
  position: DossierPosition,
  step: { readonly to: DossierState; readonly reason: string },
): Result<DossierState, AppError> {
  const { state } = position;
  const { to } = step;
  if (!nextDossierStates(position).includes(to))
    return err(
      appError('illegal-transition', {
        from: state,
        to,
        ...(edges[state].includes(to) ? { rule: 'supplement-once' } : {}),
      }),
    );
  if (isReasonRequired(to) && step.reason.trim() === '') return err(appError('reason-required', { to }));
  return ok(to);
}

/**
 * Whether the citizen may be given a new appointment: while the limit runs, with a reason, and at most once for a dossier
 * (NĐ 61/2018 Art 19.9). Errors: `illegal-transition` with `rule` `reappointment-once` or `clock-stands`;
 * `reason-required`.
 */
export function checkReappointment(request: {
  readonly state: DossierState;
  readonly reappointments: number;
  readonly reason: string;
}): Result<null, AppError> {
  const refuse = (rule: string) => err(appError('illegal-transition', { from: request.state, rule }));
  if (!isClockRunning(request.state)) return refuse('clock-stands');
  if (request.reappointments > 0) return refuse('reappointment-once');
  if (request.reason.trim() === '') return err(appError('reason-required'));
  return ok(null);
}

/** Whether the time limit runs: in 2 and 4. It stands in 5 and 6, and has not begun or is over elsewhere. */
export function isClockRunning(state: DossierState): boolean {
  return state === 2 || state === 4;
}

/** What a step does to the time limit. */
export type ClockChange = 'start' | 'keep' | 'stop' | 'restart' | 'resume' | 'end';

/**
 * What a step does to the time limit: after a supplement it starts again from zero (NĐ 61/2018 Art 19.4); after a
 * financial obligation what was left of it runs on. `keep`: running or not, it stays as it is.
 */
export function clockChange(from: DossierState | null, to: DossierState): ClockChange {
  if (isClockRunning(to)) {
    if (from === 5) return 'restart';
    if (from === 6) return 'resume';
    return from !== null && isClockRunning(from) ? 'keep' : 'start';
  }
  if (from === null || !isClockRunning(from)) return 'keep';
  return to === 5 || to === 6 ? 'stop' : 'end';
}

function wasSupplementAsked({ state, steps }: DossierPosition): boolean {
  return steps.some((step) => step.from === state && step.to === 5);
}
