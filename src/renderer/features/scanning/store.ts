import { createStore, type StoreApi } from 'zustand';
import type { TicketState } from '../../../shared/api/queue.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { EventPayload } from '../../../shared/contract/index.ts';
import type { ScannerView } from '../../../shared/contract/scanning.ts';
import type { Scan, TypedDoubt } from '../../../shared/domain/scan-meaning.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

/** Takes a scan, or leaves it (false) to what lies behind. */
export type ScanTaker = (scan: Scan) => boolean;

/** What became of a scan where no screen has a line of its own for it. It holds no personal data. */
export type ElsewhereNote =
  | ({ readonly kind: 'unplaced' } & EventPayload<'scanning.unplaced'>)
  | { readonly kind: 'notHere'; readonly what: EventPayload<'scanning.unplaced'>['what'] }
  | {
      readonly kind: 'notNow';
      readonly what: EventPayload<'scanning.unplaced'>['what'];
      readonly why: 'dialog' | 'logIn';
    }
  | { readonly kind: 'ticket'; readonly number: string; readonly state: TicketState | null }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'sent'; readonly station: string };

export interface ScanningState {
  readonly scanners: readonly ScannerView[];
  readonly note: ElsewhereNote | null;
  /** A scanner is being set up: its keys are looked at there. */
  readonly isTesting: boolean;
  readonly attach: () => () => void;
  /** Offers scans to `taker`, before those that came earlier; returns the end of it. */
  readonly take: (taker: ScanTaker) => () => void;
  /** A scanner typed this into the window. */
  readonly typed: (text: string, doubt: TypedDoubt) => Promise<void>;
  /** Says what came of a scan, in the line of the frame; null: nothing any more. */
  readonly tell: (note: ElsewhereNote | null) => void;
  readonly dismiss: () => void;
  readonly test: (isTesting: boolean) => void;
}

/** Scans of this window, offered to the newest part of the screen first: a dialog before what it covers. */
export function makeScanningStore(host: HostClient): StoreApi<ScanningState> {
  const takers: ScanTaker[] = [];
  return createStore<ScanningState>()((set) => ({
    scanners: [],
    note: null,
    isTesting: false,
    attach: () => {
      const offs = [
        host.on('scanning.scanned', (scan) => {
          for (const taker of [...takers].reverse()) if (taker(scan)) return;
          set({ note: { kind: 'notHere', what: scan.result.meaning } });
        }),
        host.on('scanning.unplaced', (scan) => set({ note: { kind: 'unplaced', ...scan } })),
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
    typed: async (text, doubt) => {
      set({ note: null });
      // What it means comes as an event, refusals included.
      const answer = await host.call('scanning.wedge', { text, doubt });
      if (answer.ok && answer.value.sentTo !== null)
        set({ note: { kind: 'sent', station: answer.value.sentTo } });
    },
    tell: (note) => set({ note }),
    dismiss: () => set({ note: null }),
    test: (isTesting) => set({ isTesting }),
  }));
}

export const Scanning = storeContext('scanning', makeScanningStore);
