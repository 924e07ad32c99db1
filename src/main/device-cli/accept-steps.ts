import type { PrinterStatus } from '../../shared/contract/printing.ts';
import { barcodeText, qrText, type AcceptPaper } from './accept-papers.ts';

/** One thing that the command does, or has the person do, within a step. */
export type AcceptAction =
  | { readonly do: 'print'; readonly paper: AcceptPaper }
  /** Asks the person to do something at the printer. */
  | { readonly do: 'hand'; readonly what: AcceptHand }
  /** Asks the printer; what it tells must not contradict this, and it may tell nothing. */
  | { readonly do: 'ask'; readonly expected: Partial<PrinterStatus> };

export type AcceptHand =
  'openCover' | 'closeCover' | 'takePaper' | 'putPaper' | 'fewPaper' | 'fullRoll' | 'readyToPull' | 'plugIn';

/** One step of the list. */
export interface AcceptStep {
  readonly id: AcceptStepId;
  readonly actions: readonly AcceptAction[];
  /** Typing this (with a scanner that types) accepts the step as well as a yes. */
  readonly scanned?: string;
  /** Left out for a printer without a cutter. */
  readonly needsCutter?: boolean;
  /** What is printed here must not come out whole: a printer that says it did is refused. */
  readonly isBroken?: boolean;
  /** Without this the rest cannot be tried. */
  readonly isNeeded?: boolean;
}

export type AcceptStepId =
  | 'ready'
  | 'ruler'
  | 'letters'
  | 'barcode'
  | 'qr'
  | 'cut'
  | 'cover'
  | 'paperOut'
  | 'nearEnd'
  | 'unplug'
  | 'replug'
  | 'reprint';

const well = { online: 'yes', paper: 'ok', cover: 'closed' } as const;
const print = (paper: AcceptPaper): AcceptAction => ({ do: 'print', paper });
const hand = (what: AcceptHand): AcceptAction => ({ do: 'hand', what });
const ask = (expected: Partial<PrinterStatus>): AcceptAction => ({ do: 'ask', expected });

/** The list, in the order that costs the least paper and walking: what can be seen first, then what is done by hand. */
export const acceptSteps: readonly AcceptStep[] = [
  { id: 'ready', actions: [ask({ online: 'yes', cover: 'closed' })], isNeeded: true },
  { id: 'ruler', actions: [print('ruler')] },
  { id: 'letters', actions: [print('letters')] },
  { id: 'barcode', actions: [print('barcode')], scanned: barcodeText },
  { id: 'qr', actions: [print('qr')], scanned: qrText },
  { id: 'cut', actions: [print('ticket')], needsCutter: true },
  { id: 'cover', actions: [hand('openCover'), ask({ cover: 'open' }), hand('closeCover'), ask(well)] },
  { id: 'paperOut', actions: [hand('takePaper'), ask({ paper: 'out' }), hand('putPaper'), ask(well)] },
  {
    id: 'nearEnd',
    actions: [hand('fewPaper'), ask({ paper: 'nearEnd' }), hand('fullRoll'), ask({ paper: 'ok' })],
  },
  { id: 'unplug', actions: [hand('readyToPull'), print('long')], isBroken: true },
  { id: 'replug', actions: [hand('plugIn'), ask(well)] },
  { id: 'reprint', actions: [print('reprint')] },
];
