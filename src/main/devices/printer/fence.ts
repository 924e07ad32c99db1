import { appError, type AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../clock.ts';
import type { Abilities } from './abilities.ts';
import type { Conversation } from './conversation.ts';
import { deadline } from './deadline.ts';
import { bufferFence, nextProcessId, processIdRequest } from './fence-commands.ts';
import type { PrinterConnection } from './port.ts';
import type { PrintOutcome } from './print-outcome.ts';
import type { PrinterLimits } from './printer-limits.ts';
import type { StatusReading } from './status.ts';

/** A job whose every byte was handed over, waiting for its proof. */
export interface HandedOver {
  readonly connection: PrinterConnection;
  readonly conversation: Conversation;
  readonly abilities: Abilities;
  readonly limits: PrinterLimits;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Asks the printer how it is, in its language. `untilIdle`: not before it has stopped printing, where it tells that. */
  readonly ask: (untilIdle: boolean) => Promise<StatusReading>;
  /** Why the printer has stopped, where it told so by itself: with its memory full it hears no question. */
  readonly stopped: () => AppError | null;
}

const dropped: PrintOutcome = {
  outcome: 'unknown',
  reason: appError('printer-dropped', {}, 'the connection broke before the printer told the end'),
};
const silent: PrintOutcome = {
  outcome: 'unknown',
  reason: appError('printer-silent', {}, 'the printer did not tell the end of the job'),
};

/**
 * Finds out whether a slip that was handed over was printed (D8). In order of strength: the printer's own word
 * that it is printed (GS ( H); its word that everything left its buffer (GS r) and that nothing is wrong; its word that
 * nothing is wrong; and, of a printer that says nothing at all, that it took every byte. The last two are `printed` without
 * `confirmed`. A printer that normally answers and now does not leaves the job unknown.
 */
export async function waitForPaper(job: HandedOver): Promise<PrintOutcome> {
  if (job.abilities.hasProcessId) {
    const id = nextProcessId();
    return askedUntilAnswered(job, processIdRequest(id), () =>
      job.conversation.next('completion', job.limits.watchMs, (answer) => answer.id === id),
    );
  }
  if (job.abilities.hasBufferFence) {
    job.conversation.forget('fence');
    const outcome = await askedUntilAnswered(job, bufferFence, () =>
      job.conversation.next('fence', job.limits.watchMs),
    );
    // Out of the buffer is not yet on paper: the last rows may have met the end of the roll.
    return outcome.outcome === 'printed' && job.abilities.normallyAnswers ? wellOr(job, outcome) : outcome;
  }
  if (job.abilities.normallyAnswers || hasSpokenLate(job)) return lastWord(job);
  return handedOver(job);
}

/** Its memory may have been full, so that no question got through: then what it told by itself says more than the silence. */
function silentUnlessStopped(job: HandedOver): PrintOutcome {
  const reason = job.stopped();
  return reason ? { outcome: 'unknown', reason } : silent;
}

/** An answer that came after its time: this printer is slow, not mute, and its silence is no consent. */
function hasSpokenLate(job: HandedOver): boolean {
  const hasSpoken = job.conversation.has('status') || job.conversation.has('raw');
  if (hasSpoken) job.abilities.learnStatus(true);
  return hasSpoken;
}

async function askedUntilAnswered(
  job: HandedOver,
  question: Uint8Array,
  answered: () => Promise<unknown>,
): Promise<PrintOutcome> {
  const { abilities, clock, conversation, limits } = job;
  const isSent = await conversation.send(question, limits.stallMs);
  if (!isSent) return conversation.isClosed ? dropped : silentUnlessStopped(job);
  const began = clock.monotonicMs();
  let lastWell = began;
  for (;;) {
    if (await answered()) return { outcome: 'printed', confirmed: true };
    if (conversation.isClosed) return dropped;
    if (job.signal.aborted) return silent;
    const stopped = job.stopped();
    if (stopped) return { outcome: 'unknown', reason: stopped };
    if (abilities.normallyAnswers) {
      const reading = await job.ask(false);
      if (reading.problem) return { outcome: 'unknown', reason: reading.problem };
      if (reading.answers) lastWell = clock.monotonicMs();
    }
    const now = clock.monotonicMs();
    if (now - lastWell >= limits.fenceMs || now - began >= limits.fenceMaxMs) return silentUnlessStopped(job);
  }
}

/** The outcome, unless the printer says now that something is wrong. */
async function wellOr(job: HandedOver, outcome: PrintOutcome): Promise<PrintOutcome> {
  const problem = (await job.ask(false)).problem ?? job.stopped();
  return problem ? { outcome: 'unknown', reason: problem } : outcome;
}

/** For a printer that tells its state and nothing more. */
async function lastWord(job: HandedOver): Promise<PrintOutcome> {
  const reading = await job.ask(true);
  const problem = reading.problem ?? job.stopped();
  if (problem) return { outcome: 'unknown', reason: problem };
  if (!reading.answers) return job.conversation.isClosed ? dropped : silent;
  return { outcome: 'printed', confirmed: false };
}

/** For a printer that tells nothing: it must at least have taken every byte, as far as the way can know that. */
async function handedOver(job: HandedOver): Promise<PrintOutcome> {
  // A spooler is done when the paper is out, or when the queue gives up; what it could not print, it drops at close.
  const patience = job.connection.isSpooled ? job.limits.fenceMaxMs : job.limits.stallMs;
  const limit = deadline(patience, job.signal);
  const finished = await job.connection.finish(limit.signal);
  limit.end();
  if (hasSpokenLate(job)) return silent;
  if (finished.ok) return { outcome: 'printed', confirmed: false };
  const isExpected = finished.error.code === 'printer-silent' && job.abilities.isSilentByModel;
  return isExpected
    ? { outcome: 'printed', confirmed: false }
    : { outcome: 'unknown', reason: finished.error };
}
