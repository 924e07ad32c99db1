import { createStore, type StoreApi } from 'zustand';
import type { LabFault, LabView } from '../../../shared/contract/lab.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';

export interface LabState {
  readonly view: LabView | null;
  readonly error: AppError | null;
  /** How many scans were made: the line that says so is new each time. */
  readonly scans: number;
  readonly attach: () => () => void;
  readonly setFault: (printer: string, fault: LabFault, on: boolean, rows?: number) => Promise<void>;
  readonly clearPaper: (printer: string) => Promise<void>;
  readonly scan: (scanner: string, text: string) => Promise<void>;
}

/** The simulated devices of this installation. */
function makeLabStore(host: HostClient): StoreApi<LabState> {
  return createStore<LabState>()((set) => {
    const replace = (answer: Result<LabView, AppError>): void =>
      set(answer.ok ? { view: answer.value, error: null } : { error: answer.error });
    return {
      view: null,
      error: null,
      scans: 0,
      attach: () => {
        const off = host.on('lab.changed', (view) => set({ view }));
        void host.call('lab.view', null).then(replace);
        return off;
      },
      setFault: async (printer, fault, on, rows) =>
        replace(await host.call('lab.setFault', { printer, fault, on, ...(rows !== undefined && { rows }) })),
      clearPaper: async (printer) => replace(await host.call('lab.clearPaper', { printer })),
      scan: async (scanner, text) => {
        const answer = await host.call('lab.scan', { scanner, text });
        set((state) => (answer.ok ? { scans: state.scans + 1, error: null } : { error: answer.error }));
      },
    };
  });
}

export const Lab = storeContext('lab', makeLabStore);
