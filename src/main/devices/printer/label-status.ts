import type { PrinterStatus } from '../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import type { Conversation } from './conversation.ts';
import { unknownStatus, type StatusReading, type StatusReport } from './status.ts';

/** ESC ! ?: how is it? Obeyed the moment it comes, also in an error (TSPL manuals of TSC and Gprinter). */
const question = Uint8Array.of(0x1b, 0x21, 0x3f);

/** What the one byte says that answers ESC ! ?. */
export interface LabelStatus extends StatusReport {
  /** It prints just now. */
  readonly isPrinting: boolean;
}

/**
 * Reads the byte: bit 0 head open, 1 paper jam, 2 no paper, 3 no ribbon, 4 paused, 5 printing, 6 cover open. Bit 7 (too warm or
 * too cold, on some models) is no state that an answer of a sound line has here: null, it was noise.
 */
export function readLabelStatusByte(byte: number): LabelStatus | null {
  const has = (bit: number): boolean => (byte & (1 << bit)) !== 0;
  if (has(7)) return null;
  const isOpen = has(0) || has(6);
  const problem = problemOf(has, isOpen);
  const status: PrinterStatus = {
    online: problem ? 'no' : 'yes',
    paper: has(2) ? 'out' : 'ok',
    cover: isOpen ? 'open' : 'closed',
    // It has no word for it.
    cutter: 'unknown',
  };
  return { status, problem, isPrinting: has(5) };
}

function problemOf(has: (bit: number) => boolean, isOpen: boolean): AppError | null {
  if (isOpen) return appError('printer-cover-open');
  if (has(2)) return appError('printer-paper-out');
  if (has(1)) return appError('printer-offline', {}, 'paper jam');
  if (has(3)) return appError('printer-offline', {}, 'no ribbon');
  return has(4) ? appError('printer-offline', {}, 'paused') : null;
}

/**
 * Asks a label printer how it is. `untilIdleMs`: while it says that it is printing it is asked again for so long, because what
 * is wrong with a label shows when it has come out.
 */
export async function readLabelStatus(
  conversation: Conversation,
  limits: { readonly answerMs: number; readonly watchMs: number },
  untilIdleMs = 0,
): Promise<StatusReading> {
  const deadline = performance.now() + untilIdleMs;
  for (;;) {
    const told = await ask(conversation, limits.answerMs);
    if (!told) return { status: unknownStatus, problem: null, answers: false };
    if (told.problem || !told.isPrinting || performance.now() >= deadline)
      return { status: told.status, problem: told.problem, answers: true };
    // Nothing comes unasked: this is only a pause that ends when the line does.
    await conversation.next('raw', limits.watchMs, () => false);
  }
}

async function ask(conversation: Conversation, answerMs: number): Promise<LabelStatus | null> {
  conversation.forget('raw');
  if (!(await conversation.send(question, answerMs))) return null;
  const answer = await conversation.next('raw', answerMs, ({ byte }) => readLabelStatusByte(byte) !== null);
  return answer && readLabelStatusByte(answer.byte);
}
