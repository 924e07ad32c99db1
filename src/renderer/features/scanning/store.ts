import { createStore, type StoreApi } from 'zustand';
import type { ScannerView } from '../../../shared/contract/scanning.ts';
import type { Scan } from '../../../shared/domain/scan-meaning.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

/** Takes a scan, or leaves it (false) to what lies behind. */
export type ScanTaker = (scan: Scan) => boolean;

export interface ScanningState {
  readonly scanners: readonly ScannerView[];
  readonly attach: () => () => void;
  /** Offers scans to `taker`, before those that came earlier; returns the end of it. */
  readonly take: (taker: ScanTaker) => () => void;
}

/** Scans of this window, offered to the newest part of the screen first: a dialog before what it covers. */
export function makeScanningStore(host: HostClient): StoreApi<ScanningState> {
  const takers: ScanTaker[] = [];
  return createStore<ScanningState>()((set) => ({
    scanners: [],
    attach: () => {
      const offs = [
        host.on('scanning.scanned', (scan) => {
          for (const taker of [...takers].reverse()) if (taker(scan)) return;
        }),
        host.on('scanning.scannersChanged', (scanners) => set({ scanners })),
      ];
      void host.call('scanning.scanners', null).then((answer) => {
        if (answer.ok) set({ scanners: answer.value });
      });
      return () => offs.forEach((off) => off());
    },
    take: (taker) => {
      takers.push(taker);
      return () => {
        const at = takers.indexOf(taker);
        if (at >= 0) takers.splice(at, 1);
      };
    },
  }));
}

export const Scanning = storeContext('scanning', makeScanningStore);
