import { createStore, type StoreApi } from 'zustand';
import type { CallOutput } from '../../../shared/contract/index.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';
import type { NewPrinter, PaperUse } from '../printer-setup/index.ts';
import { configProblems, type ConfigProblems } from './config-problems.ts';
import { freshPrinterId, withPrinter } from './edit.ts';

export interface SettingsState {
  readonly path: string;
  /** As it stands in the file. */
  readonly saved: StationConfig | null;
  /** As it stands in the form. */
  readonly draft: StationConfig | null;
  readonly ports: CallOutput<'settings.serialPorts'>;
  readonly problems: ConfigProblems;
  readonly saving: boolean;
  /** What the last saving came to. */
  readonly outcome: 'none' | 'saved' | 'restart';
  readonly error: AppError | null;
  readonly enrolling: boolean;
  /** The station that this installation was just made; null: none. */
  readonly enrolled: { readonly stationId: string; readonly name: string } | null;
  readonly enrolError: AppError | null;
  readonly attach: () => () => void;
  readonly change: (change: (draft: StationConfig) => StationConfig) => void;
  readonly save: () => Promise<void>;
  /** Writes a printer that was set up into the file at once; what else is being changed here stays unsaved. */
  readonly addPrinter: (printer: NewPrinter, uses: readonly PaperUse[]) => Promise<AppError | null>;
  /** Makes this installation a station; the file is written by main, and what was changed here meanwhile is dropped. */
  readonly enrol: (url: string, code: string, caFile: string) => Promise<void>;
  readonly restart: () => Promise<void>;
}

/** The configuration of this installation as a form. */
function makeSettingsStore(host: HostClient): StoreApi<SettingsState> {
  return createStore<SettingsState>()((set, get) => ({
    path: '',
    saved: null,
    draft: null,
    ports: [],
    problems: {},
    saving: false,
    outcome: 'none',
    error: null,
    enrolling: false,
    enrolled: null,
    enrolError: null,
    attach: () => {
      let gone = false;
      void host.call('settings.read', null).then((answer) => {
        if (gone || get().draft !== null) return;
        if (answer.ok)
          set({ path: answer.value.path, saved: answer.value.config, draft: answer.value.config });
        else set({ error: answer.error });
      });
      void host.call('settings.serialPorts', null).then((answer) => {
        if (!gone && answer.ok) set({ ports: answer.value });
      });
      return () => {
        gone = true;
      };
    },
    change: (change) =>
      set(({ draft, problems }) => {
        if (draft === null) return {};
        const next = change(draft);
        // Once problems are shown they go as they are mended; before, nobody is told off while typing.
        const shown = Object.keys(problems).length > 0;
        return { draft: next, outcome: 'none', ...(shown ? { problems: configProblems(next) } : {}) };
      }),
    save: async () => {
      const { draft, saving } = get();
      if (draft === null || saving) return;
      const problems = configProblems(draft);
      set({ problems, error: null, outcome: 'none' });
      if (Object.keys(problems).length > 0) return;
      set({ saving: true });
      const answer = await host.call('settings.write', draft);
      set(
        answer.ok
          ? { saving: false, saved: draft, outcome: answer.value.restart ? 'restart' : 'saved' }
          : { saving: false, error: answer.error },
      );
    },
    addPrinter: async (printer, uses) => {
      const { saved, draft } = get();
      if (saved === null || draft === null) return appError('config-unreadable', { path: get().path });
      const entry = { ...printer, id: freshPrinterId(saved, draft) };
      const next = withPrinter(saved, entry, uses);
      const answer = await host.call('settings.write', next);
      if (!answer.ok) return answer.error;
      set({
        saved: next,
        draft: withPrinter(get().draft ?? draft, entry, uses),
        outcome: answer.value.restart ? 'restart' : 'saved',
        error: null,
      });
      return null;
    },
    enrol: async (url, code, caFile) => {
      if (get().enrolling) return;
      set({ enrolling: true, enrolError: null, enrolled: null });
      const answer = await host.call('access.enrol', { url, code, ...(caFile === '' ? {} : { caFile }) });
      if (!answer.ok) {
        set({ enrolling: false, enrolError: answer.error });
        return;
      }
      const { config, stationId, name } = answer.value;
      set({
        enrolling: false,
        enrolled: { stationId, name },
        saved: config,
        draft: config,
        problems: {},
        outcome: 'restart',
      });
    },
    restart: async () => {
      await host.call('settings.restart', null);
    },
  }));
}

export const Settings = storeContext('settings', makeSettingsStore);
