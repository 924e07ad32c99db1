import type { PrinterProbe } from '../../../shared/contract/printer-setup.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import { Abilities } from '../../devices/printer/abilities.ts';
import { Conversation } from '../../devices/printer/conversation.ts';
import { deadline } from '../../devices/printer/deadline.ts';
import type { PrinterAdapter, PrinterConnection } from '../../devices/printer/port.ts';
import type { PrinterLimits } from '../../devices/printer/printer-limits.ts';
import { findProfile, type PrinterProfile } from '../../devices/printer/profile.ts';
import { readStatus, unknownStatus } from '../../devices/printer/status.ts';
import { suggestProfile } from '../../devices/printer/suggest-profile.ts';

/** What a printer said; which model that makes it is decided with what else is known of it. */
type Answered = Omit<PrinterProbe, 'profile' | 'isGuess'>;

export interface ProbeOptions {
  readonly adapter: PrinterAdapter;
  readonly address: string;
  /** What else is known of its model: the name of a queue, the id of a cable. */
  readonly hints: readonly (string | null)[];
  readonly clock: Clock;
  readonly limits: PrinterLimits;
  readonly signal: AbortSignal;
}

/** A model that claims nothing of itself: everything is asked. */
const unknownModel = 'generic-80';
/** GS I 67: the name of the model. */
const modelQuestion = Uint8Array.of(0x1d, 0x49, 67);
/** ESC @: throws away what a printer that does not know a question has put into its line. */
const initialise = Uint8Array.of(0x1b, 0x40);
const nothingSaid: Answered = {
  status: unknownStatus,
  problem: null,
  answers: 'oneWay',
  confirms: 'unknown',
  model: null,
};

/**
 * Asks a printer what it is and what it can answer: DLE EOT, and, where that is answered and nothing stops the printer, GS r,
 * GS ( H and GS I. Nothing of it moves paper. Errors: those of `PrinterAdapter.open`.
 */
export async function probePrinter(options: ProbeOptions): Promise<Result<PrinterProbe, AppError>> {
  const answered = await ask(options);
  if (!answered.ok) return answered;
  const named = suggestProfile([answered.value.model, ...options.hints]);
  return ok({ ...answered.value, profile: named?.id ?? unknownModel, isGuess: named === null });
}

async function ask({
  adapter,
  address,
  clock,
  limits,
  signal,
}: ProbeOptions): Promise<Result<Answered, AppError>> {
  // Opening a file makes it, and it has nothing to say.
  if (adapter.scheme === 'file') return ok(nothingSaid);
  const limit = deadline(limits.connectMs, signal);
  try {
    if (adapter.ask) {
      const report = await adapter.ask(address, limit.signal);
      return report.ok
        ? ok({ ...nothingSaid, status: report.value.status, problem: report.value.problem })
        : report;
    }
    const opened = await adapter.open(address, limit.signal);
    if (!opened.ok) return opened;
    const answered = opened.value.twoWay ? await talk(opened.value, clock, limits, signal) : nothingSaid;
    await opened.value.close();
    return ok(answered);
  } finally {
    limit.end();
  }
}

async function talk(
  connection: PrinterConnection,
  clock: Clock,
  limits: PrinterLimits,
  signal: AbortSignal,
): Promise<Answered> {
  const conversation = new Conversation(connection, signal);
  try {
    const { status, problem, answers } = await readStatus(conversation, limits);
    if (!answers || problem) return { ...nothingSaid, status, problem, answers: answers ? 'yes' : 'no' };
    const abilities = new Abilities(askingProfile(), clock, limits.askAgainMs);
    abilities.learnStatus(true);
    await abilities.probe(conversation, limits);
    const model = await askModel(connection, conversation, limits, signal);
    await conversation.send(initialise, limits.answerMs);
    const confirms = abilities.hasProcessId ? 'printed' : abilities.hasBufferFence ? 'taken' : 'no';
    return { status, problem, answers: 'yes', confirms, model };
  } finally {
    conversation.end();
  }
}

function askingProfile(): PrinterProfile {
  const profile = findProfile(unknownModel);
  if (!profile) throw new Error(`no profile ${unknownModel}`);
  return { ...profile, status: { dleEot: 'probe', gsR: 'probe', gsParenH: 'probe', gsA: 'no' } };
}

/** The answer to GS I 67 stands between 5F and NUL (Epson ESC/POS reference); letters of it look like other answers. */
async function askModel(
  connection: PrinterConnection,
  conversation: Conversation,
  limits: PrinterLimits,
  signal: AbortSignal,
): Promise<string | null> {
  const limit = deadline(limits.answerMs, signal);
  let unsubscribe = (): void => undefined;
  const answer = new Promise<string | null>((resolve) => {
    let text: string | null = null;
    unsubscribe = connection.onData((bytes) => {
      for (const byte of bytes) {
        if (text === null) text = byte === 0x5f ? '' : null;
        else if (byte === 0) resolve(text.trim() || null);
        else if (byte >= 0x20 && byte < 0x7f && text.length < 80) text += String.fromCharCode(byte);
      }
    });
    limit.signal.addEventListener('abort', () => resolve(null), { once: true });
    connection.onClosed(() => resolve(null));
  });
  await conversation.send(modelQuestion, limits.answerMs);
  const model = await answer;
  unsubscribe();
  limit.end();
  conversation.forget('fence');
  return model;
}
