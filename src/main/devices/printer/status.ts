import type { PrinterStatus } from '../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import type { AutomaticStatus } from './answers.ts';
import type { Conversation } from './conversation.ts';

/** A printer that says nothing: unknown in all, never fine. */
export const unknownStatus: PrinterStatus = {
  online: 'unknown',
  paper: 'unknown',
  cover: 'unknown',
  cutter: 'unknown',
};

/** The state of a printer, as it told it. */
export interface StatusReport {
  readonly status: PrinterStatus;
  /** Why it cannot print now; null when nothing speaks against it. */
  readonly problem: AppError | null;
}

/** What a printer said of itself when it was asked. */
export interface StatusReading extends StatusReport {
  /** Whether it said anything at all. */
  readonly answers: boolean;
}

export interface StatusLimits {
  /** How long one answer may take. */
  readonly answerMs: number;
  /** How long the line must be quiet before a second round is asked. */
  readonly quietMs: number;
}

/** The bytes that answered DLE EOT 1, 2, 3, 4; null where none came. */
type Round = readonly [number | null, number | null, number | null, number | null];

interface AskedRound {
  readonly bytes: Round;
  /** Every question answered, by one byte each: then each byte certainly belongs to its question. */
  readonly isClean: boolean;
  readonly answers: boolean;
}

const bit = (byte: number, index: number): boolean => (byte & (1 << index)) !== 0;

/** The answer to DLE EOT 4 sets its sensor bits in pairs; a byte that does not is a late answer to another question. */
function paperByte(byte: number | null): number | null {
  if (byte === null) return null;
  const [near, end] = [(byte >> 2) & 3, (byte >> 5) & 3];
  return (near === 0 || near === 3) && (end === 0 || end === 3) ? byte : null;
}

/** Reads the four status bytes as the manuals have them (Epson, Samsung, Idipos). */
export function readStatusBytes(bytes: Round): StatusReport {
  const [printer, offline, error] = bytes;
  const paper = paperByte(bytes[3]);
  const isPaperOut = (paper !== null && bit(paper, 5)) || (offline !== null && bit(offline, 5));
  const status: PrinterStatus = {
    online: printer === null ? 'unknown' : bit(printer, 3) ? 'no' : 'yes',
    paper: isPaperOut ? 'out' : paper === null ? 'unknown' : bit(paper, 2) ? 'nearEnd' : 'ok',
    cover: offline === null ? 'unknown' : bit(offline, 2) ? 'open' : 'closed',
    cutter: error === null ? 'unknown' : bit(error, 3) ? 'error' : 'ok',
  };
  return { status, problem: problemOf(status, error) };
}

/**
 * Reads the four bytes of automatic status (GS a). That the printer has stopped is in the first byte, alike in all manuals;
 * the name of the cause is read from bytes two and three as Epson has them (TM-U220 manual, p. 83; TM-T88III alike). Good
 * for what cannot be asked: while a printer takes no bytes, no question gets through.
 */
export function readAutomaticStatus([printer, error, paper]: AutomaticStatus): StatusReport {
  const [near, end] = [paper & 0x03, paper & 0x0c];
  const status: PrinterStatus = {
    online: bit(printer, 3) ? 'no' : 'yes',
    paper: end === 0x0c ? 'out' : end !== 0 ? 'unknown' : near === 0x03 ? 'nearEnd' : 'ok',
    cover: bit(printer, 5) ? 'open' : 'closed',
    cutter: bit(error, 3) ? 'error' : 'ok',
  };
  return { status, problem: status.online === 'no' ? problemOf(status, error) : null };
}

/** Whether a reason says that the printer stopped by itself and waits for a hand: it goes on when it is put right. */
export function isStop(reason: AppError): boolean {
  return ['printer-paper-out', 'printer-cover-open', 'printer-cutter-error'].includes(reason.code);
}

/** The one thing to tell people first: an open cover also looks like missing paper to some models. */
function problemOf(status: PrinterStatus, error: number | null): AppError | null {
  if (status.cover === 'open') return appError('printer-cover-open');
  if (status.paper === 'out') return appError('printer-paper-out');
  if (status.cutter === 'error') return appError('printer-cutter-error');
  if (error !== null && bit(error, 5)) return appError('printer-offline', {}, 'unrecoverable error');
  return status.online === 'no' ? appError('printer-offline') : null;
}

async function askRound(conversation: Conversation, limits: StatusLimits): Promise<AskedRound> {
  conversation.forget('status');
  const bytes: (number | null)[] = [];
  let hasStrays = false;
  for (const kind of [1, 2, 3, 4]) {
    // What came before the question cannot be its answer.
    hasStrays ||= conversation.has('status');
    conversation.forget('status');
    // One question, then its answer, before anything else. After a silence, later bytes could belong to
    // any question, so nothing more is asked.
    const isSent =
      !bytes.includes(null) && (await conversation.send(Uint8Array.of(0x10, 0x04, kind), limits.answerMs));
    const answer = isSent ? await conversation.next('status', limits.answerMs) : null;
    bytes.push(answer?.byte ?? null);
  }
  const [one = null, two = null, three = null, four = null] = bytes;
  hasStrays ||= conversation.has('status');
  return {
    bytes: [one, two, three, four],
    isClean: !bytes.includes(null) && !hasStrays,
    answers: one !== null || hasStrays,
  };
}

/** Where two rounds differ, nobody knows. */
function agreed(first: Round, second: Round): Round {
  const at = (index: 0 | 1 | 2 | 3): number | null => (first[index] === second[index] ? first[index] : null);
  return [at(0), at(1), at(2), at(3)];
}

/**
 * Asks DLE EOT 1–4. The answers carry no name, some printers answer late, twice, or with the state of the question
 * before, and a picture can provoke answers that nobody asked for. So trouble, and any round in which
 * answers and questions do not match one to one, is asked again after a quiet moment; what two doubtful rounds do not
 * agree on is unknown.
 */
export async function readStatus(conversation: Conversation, limits: StatusLimits): Promise<StatusReading> {
  const first = await askRound(conversation, limits);
  if (!first.answers) return { status: unknownStatus, problem: null, answers: false };
  const firstReading = readStatusBytes(first.bytes);
  if (first.isClean && firstReading.problem === null) return { ...firstReading, answers: true };
  await untilQuiet(conversation, limits.quietMs);
  const second = await askRound(conversation, limits);
  const bytes = second.isClean ? second.bytes : agreed(first.bytes, second.bytes);
  return { ...readStatusBytes(bytes), answers: true };
}

async function untilQuiet(conversation: Conversation, quietMs: number): Promise<void> {
  conversation.forget('status');
  while ((await conversation.next('status', quietMs)) !== null) conversation.forget('status');
}
