import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DossierState } from '../api/dossiers.ts';
import {
  checkReappointment,
  clockChange,
  isClockRunning,
  isReasonRequired,
  moveDossier,
  nextDossierStates,
  type DossierPosition,
} from './dossier-state.ts';

const states: DossierState[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const anyState = fc.constantFrom(...states);

function at(...path: DossierState[]): DossierPosition {
  return {
    state: path.at(-1)!,
    steps: path.map((to, index) => ({ from: path[index - 1] ?? null, to })),
  };
}

describe('steps of a dossier', () => {
  it.each([
    [[1], [2, 3, 5, 7]],
    [[2], [4, 7, 8]],
    [
      [2, 4],
      [5, 6, 7, 8, 9],
    ],
    [
      [2, 4, 5],
      [2, 4, 7, 8],
    ],
    [
      [2, 4, 6],
      [4, 7, 8],
    ],
    [[2, 4, 7], [8]],
    [[2, 4, 9], [10]],
    [[1, 3], []],
    [[2, 8], []],
    [[2, 4, 9, 10], []],
  ] as [DossierState[], DossierState[]][])('after %j come %j', (path, next) => {
    expect(nextDossierStates(at(...path))).toEqual(next);
  });

  it('lets supplements be asked for once at intake and once in processing', () => {
    expect(nextDossierStates(at(1, 5, 2, 4))).toContain(5);
    expect(nextDossierStates(at(2, 4, 5, 4))).not.toContain(5);
    expect(nextDossierStates(at(2, 4, 5, 2, 4, 6, 4))).not.toContain(5);
    expect(moveDossier(at(2, 4, 5, 4), { to: 5, reason: 'thiếu bản chính' })).toEqual({
      ok: false,
      error: { code: 'illegal-transition', detail: { from: 4, to: 5, rule: 'supplement-once' } },
    });
  });

  it('says from where to where an illegal step was', () => {
    expect(moveDossier(at(2), { to: 10, reason: '' })).toEqual({
      ok: false,
      error: { code: 'illegal-transition', detail: { from: 2, to: 10 } },
    });
  });

  it.each([
    [at(1), 3],
    [at(2, 4), 5],
    [at(2), 7],
    [at(2), 8],
  ] as const)('asks for a reason before it goes to state $1', (position, to) => {
    expect(moveDossier(position, { to, reason: ' \t' })).toEqual({
      ok: false,
      error: { code: 'reason-required', detail: { to } },
    });
    expect(moveDossier(position, { to, reason: 'theo đơn của công dân' })).toEqual({ ok: true, value: to });
  });

  it('moves exactly where nextDossierStates points', () => {
    fc.assert(
      fc.property(fc.array(anyState, { minLength: 1, maxLength: 8 }), anyState, (path, to) => {
        const position = at(...path);
        expect(moveDossier(position, { to, reason: 'lý do' }).ok).toBe(
          nextDossierStates(position).includes(to),
        );
      }),
    );
  });

  it('every walk of legal steps comes to an end', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (choices) => {
        let position = at(1);
        // A financial obligation may come back; all else is bounded by the guards, so leave 6 out after a while.
        for (let step = 0; step < 40; step += 1) {
          const next = nextDossierStates(position).filter((state) => state !== 6 || step < 20);
          if (next.length === 0) return;
          const to = next[choices.next().value! % next.length]!;
          position = { state: to, steps: [...position.steps, { from: position.state, to }] };
        }
        throw new Error(`still at ${position.state} after forty steps`);
      }),
    );
  });
});

describe('the clock', () => {
  it('runs in 2 and 4 only', () => {
    expect(states.filter(isClockRunning)).toEqual([2, 4]);
  });

  it.each([
    [null, 1, 'keep'],
    [null, 2, 'start'],
    [1, 2, 'start'],
    [2, 4, 'keep'],
    [4, 5, 'stop'],
    [5, 4, 'restart'],
    [5, 2, 'restart'],
    [4, 6, 'stop'],
    [6, 4, 'resume'],
    [4, 9, 'end'],
    [2, 8, 'end'],
    [9, 10, 'keep'],
  ] as const)('from %j to %j: %s', (from, to, change) => {
    expect(clockChange(from, to)).toBe(change);
  });

  it('stops only from running, and runs after every start', () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        const change = clockChange(from, to);
        expect(isClockRunning(to)).toBe(
          ['start', 'restart', 'resume'].includes(change) || (change === 'keep' && isClockRunning(from)),
        );
      }),
    );
  });
});

describe('a new appointment', () => {
  const reason = 'chờ ý kiến của cơ quan phối hợp';
  it('may be given once, while the limit runs, with a reason', () => {
    expect(checkReappointment({ state: 4, reappointments: 0, reason })).toEqual({ ok: true, value: null });
    expect(checkReappointment({ state: 4, reappointments: 1, reason })).toMatchObject({
      error: { code: 'illegal-transition', detail: { from: 4, rule: 'reappointment-once' } },
    });
    expect(checkReappointment({ state: 5, reappointments: 0, reason })).toMatchObject({
      error: { code: 'illegal-transition', detail: { from: 5, rule: 'clock-stands' } },
    });
    expect(checkReappointment({ state: 4, reappointments: 0, reason: '' })).toMatchObject({
      error: { code: 'reason-required' },
    });
  });

  it('needs a reason like a refusal, a supplement, a withdrawal and a stop', () => {
    expect(states.filter(isReasonRequired)).toEqual([3, 5, 7, 8]);
  });
});
