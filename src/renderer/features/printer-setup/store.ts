import { createStore, type StoreApi } from 'zustand';
import type {
  PrinterModel,
  PrinterProbe,
  PrinterSearch,
  SetupPrint,
} from '../../../shared/contract/printer-setup.ts';
import type { AppError } from '../../../shared/errors.ts';
import { rulerWidths } from '../../../shared/paper/ruler-paper.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';
import { rulersAround, stepBeside, typedAddress, type Step } from './steps.ts';

/** A print of the set-up on the screen: under way, how it ended, or why it could not begin. */
export interface PrintState {
  readonly busy: boolean;
  readonly result: SetupPrint | null;
  readonly error: AppError | null;
}

export interface PrinterSetupState {
  readonly step: Step;
  readonly models: readonly PrinterModel[];
  readonly search: PrinterSearch;
  readonly searchError: AppError | null;
  /** The address that was picked, or typed. */
  readonly address: string | null;
  readonly typed: string;
  readonly probing: boolean;
  readonly probe: PrinterProbe | null;
  readonly probeError: AppError | null;
  readonly profile: string;
  /** Null: the width of the model. */
  readonly width: number | null;
  readonly rulers: PrintState;
  /** Widths of the rulers on the paper. */
  readonly rulersPrinted: readonly number[];
  readonly noneWhole: boolean;
  readonly sample: PrintState;
  readonly reads: boolean | null;
  readonly cuts: boolean | null;
  readonly attach: () => () => void;
  readonly lookLocally: () => Promise<void>;
  readonly lookInNetwork: () => Promise<void>;
  readonly stopLooking: () => Promise<void>;
  readonly pick: (address: string) => void;
  readonly type: (text: string) => void;
  readonly next: () => void;
  readonly back: () => void;
  readonly ask: () => Promise<void>;
  readonly changeAddress: (address: string) => void;
  readonly chooseProfile: (profile: string) => void;
  readonly printRulers: (widths: readonly number[]) => Promise<void>;
  readonly chooseWidth: (width: number | null) => void;
  readonly sayNoneWhole: () => void;
  readonly printSample: () => Promise<void>;
  readonly sayReads: (reads: boolean) => void;
  readonly sayCuts: (cuts: boolean) => void;
  readonly stopPrint: () => Promise<void>;
  /** Lets the printer go: it is to be taken into use, or nobody wants it. */
  readonly leave: () => Promise<void>;
}

const idle: PrintState = { busy: false, result: null, error: null };
const untried = {
  rulers: idle,
  rulersPrinted: [],
  noneWhole: false,
  width: null,
  sample: idle,
  reads: null,
  cuts: null,
} as const;
const nothingSearched: PrinterSearch = {
  local: 'idle',
  network: 'idle',
  networks: [],
  asked: 0,
  total: 0,
  found: [],
  problems: [],
};
const nothingAsked = { probe: null, probeError: null } as const;

/** The model that is chosen; undefined until the models are known. */
export function chosenModel({
  models,
  profile,
}: Pick<PrinterSetupState, 'models' | 'profile'>): PrinterModel | undefined {
  return models.find(({ id }) => id === profile);
}

/** How wide it is to print: what the ruler proved, or the model says. */
export function chosenWidth(state: Pick<PrinterSetupState, 'models' | 'profile' | 'width'>): number {
  return state.width ?? chosenModel(state)?.widthDots ?? 576;
}

/** Adding a printer, step by step. */
function makePrinterSetupStore(host: HostClient): StoreApi<PrinterSetupState> {
  return createStore<PrinterSetupState>()((set, get) => {
    /** The address that is being asked; the answer of an earlier one is of no interest. */
    let asking: string | null = null;
    async function look(where: 'local' | 'network'): Promise<void> {
      set({ search: { ...get().search, [where]: 'running' }, searchError: null });
      const answer = await host.call('printerSetup.search', { where });
      if (!answer.ok) set({ search: { ...get().search, [where]: 'stopped' }, searchError: answer.error });
    }
    /** A print belongs to the printer as it was when it began; changed meanwhile, nobody wants to hear of it. */
    async function print(
      name: 'rulers' | 'sample',
      paper: { type: 'rulers'; widths: number[] } | { type: 'sample' },
    ): Promise<SetupPrint | null> {
      const { address, profile, width, rulers, sample } = get();
      if (address === null || rulers.busy || sample.busy) return null;
      set({ [name]: { ...idle, busy: true } });
      const isKnownWidth = width !== null && rulerWidths.includes(width);
      const answer = await host.call('printerSetup.print', {
        key: crypto.randomUUID(),
        address,
        profile,
        ...(isKnownWidth && paper.type === 'sample' ? { widthDots: width } : {}),
        paper,
      });
      const state: PrintState = answer.ok
        ? { busy: false, result: answer.value, error: null }
        : { busy: false, result: null, error: answer.error };
      if (get().address !== address || get().profile !== profile) return null;
      set({ [name]: state });
      return state.result;
    }

    return {
      step: 'find',
      models: [],
      search: nothingSearched,
      searchError: null,
      address: null,
      typed: '',
      probing: false,
      ...nothingAsked,
      profile: 'generic-80',
      ...untried,
      attach: () => {
        const off = host.on('printerSetup.searchChanged', (search) => set({ search }));
        void host.call('printerSetup.models', null).then((answer) => {
          if (answer.ok) set({ models: answer.value });
        });
        void look('local');
        return () => {
          off();
          void host.call('printerSetup.leave', null);
        };
      },
      lookLocally: () => look('local'),
      lookInNetwork: () => look('network'),
      stopLooking: async () => {
        await host.call('printerSetup.stopSearch', null);
      },
      pick: (address) => set({ address, typed: '', ...nothingAsked, ...untried }),
      type: (typed) => set({ typed, address: typedAddress(typed), ...nothingAsked, ...untried }),
      next: () => {
        const { step, address, probe } = get();
        if (address === null) return;
        set({ step: stepBeside(step, 1) });
        if (step === 'find' && probe === null) void get().ask();
      },
      back: () => set({ step: stepBeside(get().step, -1) }),
      ask: async () => {
        const { address } = get();
        if (address === null || asking === address) return;
        // A question over the wrong rate would be waited for to its end first.
        if (asking !== null) void host.call('printerSetup.stopPrint', null);
        asking = address;
        set({ probing: true, ...nothingAsked });
        const answer = await host.call('printerSetup.probe', { address });
        if (asking !== address) return;
        asking = null;
        set({ probing: false });
        if (get().address !== address) return;
        if (!answer.ok) set({ probeError: answer.error });
        else set({ probe: answer.value, ...(answer.value.isGuess ? {} : { profile: answer.value.profile }) });
      },
      changeAddress: (address) => {
        const { typed } = get();
        set({ address, ...(typed === '' ? {} : { typed: address }), ...untried });
      },
      chooseProfile: (profile) => set({ profile, ...untried }),
      printRulers: async (widths) => {
        set({ rulersPrinted: [], noneWhole: false, width: null });
        const result = await print('rulers', { type: 'rulers', widths: [...widths] });
        if (result !== null && result.state !== 'notPrinted') set({ rulersPrinted: widths });
      },
      chooseWidth: (width) => set({ width, noneWhole: false, sample: idle, reads: null, cuts: null }),
      sayNoneWhole: () => set({ noneWhole: true, width: null }),
      printSample: async () => {
        set({ reads: null, cuts: null });
        await print('sample', { type: 'sample' });
      },
      sayReads: (reads) => set({ reads }),
      sayCuts: (cuts) => set({ cuts }),
      stopPrint: async () => {
        await host.call('printerSetup.stopPrint', null);
      },
      leave: async () => {
        await host.call('printerSetup.leave', null);
      },
    };
  });
}

/** The widths to print rulers for at first. */
export function firstRulers(state: Pick<PrinterSetupState, 'models' | 'profile' | 'width'>): number[] {
  return rulersAround(chosenWidth(state));
}

export const PrinterSetup = storeContext('printer set-up', makePrinterSetupStore);
