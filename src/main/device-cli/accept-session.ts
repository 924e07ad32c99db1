import type { PrinterStatus } from '../../shared/contract/printing.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/result.ts';
import { deadline } from '../devices/printer/deadline.ts';
import type { LayoutEngine } from '../devices/printer/layout-engine.ts';
import type { PrintOutcome } from '../devices/printer/print-outcome.ts';
import type { PrinterCheck } from '../devices/printer/printer-device.ts';
import { acceptPaper, type AcceptPaper } from './accept-papers.ts';
import { acceptSteps, type AcceptAction, type AcceptStep, type AcceptStepId } from './accept-steps.ts';
import type { AcceptTexts } from './accept-texts.ts';
import { inputLines } from './input-lines.ts';
import type { DeviceIo } from './io.ts';
import { outcomeLines, statusLines } from './printer-lines.ts';
import type { PrinterTarget } from './printer-target.ts';

/** What the printer, or the way to it, told in a step. */
export type Told =
  | {
      readonly type: 'status';
      readonly status: PrinterStatus;
      readonly reason: string | null;
      readonly cause: string | null;
    }
  | {
      readonly type: 'print';
      readonly paper: AcceptPaper;
      readonly outcome: PrintOutcome['outcome'];
      readonly confirmed: boolean;
      readonly reason: string | null;
      readonly cause: string | null;
      readonly ms: number;
    };

/**
 * How a step ended.
 *
 * - `accepted`: the person said yes, or scanned what it printed, and the printer told nothing to the contrary
 * - `refused`: the person said no, or the printer told what cannot be true
 * - `skipped`: the person wished so; `notFitted`: the model has no such part
 * - `notDone`: the list ended before
 */
export interface StepResult {
  readonly id: AcceptStepId;
  readonly outcome: 'accepted' | 'refused' | 'skipped' | 'notFitted' | 'notDone';
  /** `printer`: it was refused for what the printer told, not by the person. */
  readonly by: 'person' | 'printer' | null;
  readonly told: readonly Told[];
}

/** Time that a printer is given to notice what was done to it, and between two questions meanwhile; milliseconds. */
export interface AcceptPatience {
  readonly settleMs: number;
  readonly betweenMs: number;
}

type Word = 'yes' | 'no' | 'skip' | 'again' | 'ended';
type Ended = Pick<StepResult, 'outcome' | 'by'> | 'again';

const words: Readonly<Record<Exclude<Word, 'ended'>, readonly string[]>> = {
  yes: ['c', 'có', 'y', 'yes'],
  no: ['k', 'không', 'n', 'no'],
  skip: ['b', 'bỏ qua', 's', 'skip'],
  again: ['l', 'lại', 'a', 'again'],
};

/** One run of the acceptance list over one printer. */
export class AcceptSession {
  readonly #target: PrinterTarget;
  readonly #texts: AcceptTexts;
  readonly #io: DeviceIo;
  readonly #layout: LayoutEngine;
  readonly #patience: AcceptPatience;
  readonly #lines: AsyncGenerator<Uint8Array>;
  readonly #ended: Promise<null>;

  constructor(
    target: PrinterTarget,
    texts: AcceptTexts,
    io: DeviceIo,
    layout: LayoutEngine,
    patience: AcceptPatience,
  ) {
    this.#target = target;
    this.#texts = texts;
    this.#io = io;
    this.#layout = layout;
    this.#patience = patience;
    this.#lines = inputLines(io.input);
    this.#ended = new Promise((resolve) => {
      if (io.interrupted.aborted) resolve(null);
      io.interrupted.addEventListener('abort', () => resolve(null), { once: true });
    });
  }

  /** Goes through the list. Every step of it has a result, also when the person leaves in the middle. */
  async run(): Promise<readonly StepResult[]> {
    const results: StepResult[] = [];
    let isOver = false;
    for (const [index, step] of acceptSteps.entries()) {
      const result: StepResult = isOver ? notDone(step) : await this.#step(step, index + 1);
      results.push(result);
      isOver ||= result.outcome === 'notDone' || (step.isNeeded === true && result.outcome !== 'accepted');
    }
    await this.#target.device.close();
    return results;
  }

  async #step(step: AcceptStep, number: number): Promise<StepResult> {
    this.#io.err('');
    this.#io.err(this.#texts.step(number, acceptSteps.length, this.#texts.titles[step.id]));
    if (step.needsCutter && this.#target.profile.cutter === 'none') {
      this.#io.err(this.#texts.notFitted);
      return { id: step.id, outcome: 'notFitted', by: null, told: [] };
    }
    const told: Told[] = [];
    for (;;) {
      const ended = await this.#try(step, told);
      if (ended !== 'again') return { id: step.id, ...ended, told };
      told.length = 0;
    }
  }

  async #try(step: AcceptStep, told: Told[]): Promise<Ended> {
    for (const action of step.actions) {
      const isTrue = await this.#act(step, action, told);
      if (isTrue === 'skip') return { outcome: 'skipped', by: 'person' };
      if (this.#io.interrupted.aborted || isTrue === 'ended') return { outcome: 'notDone', by: null };
      if (isTrue === 'no') return { outcome: 'refused', by: 'person' };
      if (isTrue) continue;
      const word = await this.#answer(this.#texts.askAgain, ['yes', 'no', 'skip']);
      if (word === 'yes') return 'again';
      if (word === 'ended') return { outcome: 'notDone', by: null };
      if (word === 'skip') return { outcome: 'skipped', by: 'person' };
      return { outcome: 'refused', by: 'printer' };
    }
    switch (
      await this.#answer(this.#texts.questions[step.id], ['yes', 'no', 'skip', 'again'], step.scanned)
    ) {
      case 'yes':
        return { outcome: 'accepted', by: 'person' };
      case 'no':
        return { outcome: 'refused', by: 'person' };
      case 'skip':
        return { outcome: 'skipped', by: 'person' };
      case 'again':
        return 'again';
      case 'ended':
        return { outcome: 'notDone', by: null };
    }
  }

  /** False: what the printer told cannot be true. */
  async #act(
    step: AcceptStep,
    action: AcceptAction,
    told: Told[],
  ): Promise<boolean | Exclude<Word, 'yes' | 'again'>> {
    switch (action.do) {
      case 'hand': {
        const word = await this.#answer(this.#texts.hands[action.what], ['yes', 'no', 'skip']);
        return word === 'yes' || word === 'again' ? true : word;
      }
      case 'ask':
        return this.#ask(action.expected, told);
      case 'print':
        return this.#print(action.paper, step.isBroken ?? false, told);
    }
  }

  async #ask(expected: Partial<PrinterStatus>, told: Told[]): Promise<boolean> {
    const began = performance.now();
    for (;;) {
      const limit = deadline(this.#target.timeoutMs, this.#io.interrupted);
      const check = await this.#target.device.check(limit.signal);
      limit.end();
      const isTrue = !contradicts(check.status, expected);
      if (isTrue || performance.now() - began >= this.#patience.settleMs || this.#io.interrupted.aborted) {
        told.push(statusTold(check));
        for (const line of statusLines(check, this.#target.texts)) this.#io.err(`  ${line}`);
        return isTrue;
      }
      const pause = deadline(this.#patience.betweenMs, this.#io.interrupted);
      await aborted(pause.signal);
      pause.end();
    }
  }

  async #print(paper: AcceptPaper, isBroken: boolean, told: Told[]): Promise<boolean> {
    const { profile, device, timeoutMs, clock } = this.#target;
    this.#io.err(`  ${this.#texts.printing}`);
    const began = performance.now();
    const slip = await this.#layout.layOut(acceptPaper(paper, clock.now()), {
      widthDots: profile.widthDots,
      dpi: profile.dpi,
    });
    const limit = deadline(timeoutMs, this.#io.interrupted);
    const outcome: PrintOutcome = slip.ok
      ? await device.print(slip.value, {
          beforeSending: () => Promise.resolve(ok(null)),
          signal: limit.signal,
          stopped: () => this.#stopped(),
        })
      : { outcome: 'notPrinted', reason: slip.error };
    limit.end();
    const ms = Math.round(performance.now() - began);
    const reason = outcome.outcome === 'printed' ? null : outcome.reason;
    const confirmed = outcome.outcome === 'printed' && outcome.confirmed;
    told.push({
      type: 'print',
      paper,
      outcome: outcome.outcome,
      confirmed,
      reason: reason?.code ?? null,
      cause: reason?.cause ?? null,
      ms,
    });
    for (const line of outcomeLines(outcome, ms, this.#target.texts)) this.#io.err(`  ${line}`);
    // A printer without a way back was handed all of it, and nobody knows better; only its word would be a lie.
    if (isBroken) return outcome.outcome !== 'notPrinted' && !confirmed;
    return outcome.outcome === 'printed';
  }

  #stopped(): AppError {
    return this.#io.interrupted.aborted
      ? appError('print-interrupted')
      : appError('printer-silent', {}, `no end within ${this.#target.timeoutMs / 1000} s`);
  }

  /** Asks until one of the words comes; `ended` when nobody answers any more. */
  async #answer(question: string, takes: readonly Word[], scanned?: string): Promise<Word> {
    this.#io.err(question);
    const choice = this.#texts.choice(takes.flatMap((word) => (word === 'ended' ? [] : [word])));
    for (;;) {
      this.#io.err(choice);
      const next = await Promise.race([this.#lines.next(), this.#ended]);
      if (!next || next.done) return 'ended';
      const line = new TextDecoder().decode(next.value).trim().normalize('NFC');
      if (scanned !== undefined && line === scanned) return 'yes';
      const word = takes.find((one) => one !== 'ended' && words[one].includes(line.toLocaleLowerCase('vi')));
      if (word) return word;
    }
  }
}

function notDone(step: AcceptStep): StepResult {
  return { id: step.id, outcome: 'notDone', by: null, told: [] };
}

function statusTold({ status, problem }: PrinterCheck): Told {
  return { type: 'status', status, reason: problem?.code ?? null, cause: problem?.cause ?? null };
}

/** What is not told contradicts nothing. */
function contradicts(status: PrinterStatus, expected: Partial<PrinterStatus>): boolean {
  return (Object.keys(expected) as (keyof PrinterStatus)[]).some(
    (part) => status[part] !== 'unknown' && status[part] !== expected[part],
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
