import type { StationConfig, StationEntry } from '../../../shared/contract/config.ts';
import type { PaperUse } from './new-printer.ts';

/** The papers that a station of a role prints. */
export function papersOf({ role }: StationEntry): readonly PaperUse['paper'][] {
  switch (role) {
    case 'kiosk':
      return ['ticket'];
    case 'counter':
      return ['ticket', 'receipt', 'label'];
    case 'supervisor':
    case 'display':
    case 'rating':
      return [];
  }
}

/** What nobody prints yet: a kiosk's tickets, a counter's papers; of a label printer its labels alone. */
export function suggestedUses(config: StationConfig, isLabelPrinter: boolean): PaperUse[] {
  return config.stations.flatMap((station) =>
    papersOf(station)
      .filter((paper) => station.printers[paper] === undefined)
      .filter((paper) =>
        isLabelPrinter ? paper === 'label' : station.role === 'kiosk' || paper === 'receipt',
      )
      .map((paper) => ({ stationId: station.id, paper })),
  );
}
