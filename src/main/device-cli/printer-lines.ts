import type { PrintOutcome } from '../devices/printer/print-outcome.ts';
import type { PrinterCheck } from '../devices/printer/printer-device.ts';
import { problemText, type PrintTexts } from './print-texts.ts';

/** What a printer tells of itself, as lines. */
export function statusLines({ status, problem }: PrinterCheck, texts: PrintTexts): string[] {
  return [
    texts.status.online[status.online],
    texts.status.paper[status.paper],
    texts.status.cover[status.cover],
    texts.status.cutter[status.cutter],
    ...(problem ? [problemText(problem, texts)] : []),
  ];
}

/** How a print ended, as lines. */
export function outcomeLines(outcome: PrintOutcome, ms: number, texts: PrintTexts): string[] {
  switch (outcome.outcome) {
    case 'printed':
      return [outcome.confirmed ? texts.printed(ms) : texts.handedOver(ms)];
    case 'notPrinted':
      return [texts.notPrinted, problemText(outcome.reason, texts)];
    case 'unknown':
      return [texts.unknown, problemText(outcome.reason, texts), texts.lookAtPaper];
  }
}
