import type { PrinterConfig } from '../../../shared/contract/config.ts';

/** A printer as the set-up proved it; its id is given when it is saved. */
export type NewPrinter = Omit<PrinterConfig, 'id'>;

/** A paper that a station prints on the new printer. */
export interface PaperUse {
  readonly stationId: string;
  readonly paper: 'ticket' | 'receipt' | 'label';
}
