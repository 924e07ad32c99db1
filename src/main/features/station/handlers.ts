import type { Site } from '../../../shared/api/site.ts';
import type { StationConfig, StationEntry } from '../../../shared/contract/config.ts';
import type { Notice, StationView } from '../../../shared/contract/station.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { saveConfig } from '../../config/config-file.ts';
import type { CallContext, Handlers } from '../../host/handlers.ts';
import type { Log } from '../../log.ts';

/** What the station's calls need of the app around them. */
export interface StationServices {
  readonly config: () => StationConfig;
  readonly configPath: string;
  readonly site: () => Site | null;
  readonly notices: () => readonly Notice[];
  readonly version: string;
  readonly openWindow: (window: CallContext['window'], station: StationEntry | null) => void;
  /** Takes a new configuration into use where that needs no restart. */
  readonly reconfigure: (config: StationConfig) => Promise<void>;
  readonly serialPorts: () => Promise<
    Result<readonly { path: string; label: string; address: string }[], AppError>
  >;
  readonly restart: () => void;
  readonly log: Log;
}

type StationHandlers = Pick<
  Handlers,
  | 'station.self'
  | 'station.open'
  | 'station.fullScreen'
  | 'station.log'
  | 'settings.read'
  | 'settings.write'
  | 'settings.serialPorts'
  | 'settings.restart'
>;

function viewOf(station: StationEntry): StationView {
  return { id: station.id, role: station.role, name: station.name, counterId: station.counterId ?? null };
}

/** A kiosk stands in the hall: it opens no other window, and the settings are not for whoever taps on it. */
function mayOpenWindows(config: StationConfig, context: CallContext): boolean {
  const role = config.stations.find((station) => station.id === context.stationId)?.role;
  return role !== 'kiosk' && role !== 'display' && role !== 'rating';
}

/** Whether a change of the configuration waits for the next start: what was built around it at this one. */
export function needsRestart(before: StationConfig, after: StationConfig): boolean {
  const kept = ({ siteId, central, language, training }: StationConfig): string =>
    JSON.stringify({ siteId, central, language, training });
  return kept(before) !== kept(after);
}

/** Calls about the station itself: what a window is, which windows there are, the settings. */
export function stationHandlers(services: StationServices): StationHandlers {
  const { config } = services;
  const refused = (): Result<never, AppError> => err(appError('permission-denied'));
  return {
    'station.self': (_, context) => {
      const now = config();
      const station = now.stations.find((entry) => entry.id === context.stationId) ?? null;
      return Promise.resolve(
        ok({
          window: context.window,
          station: station ? viewOf(station) : null,
          stations: now.stations.map(viewOf),
          site: services.site(),
          language: now.language,
          training: now.training,
          version: services.version,
          notices: [...services.notices()],
          problem: null,
        }),
      );
    },

    'station.open': (target, context) => {
      if (!mayOpenWindows(config(), context)) return Promise.resolve(refused());
      if (target.window === 'lab' && !config().training) return Promise.resolve(refused());
      if (target.window !== 'station') {
        services.openWindow(target.window, null);
        return Promise.resolve(ok(null));
      }
      const station = config().stations.find((entry) => entry.id === target.stationId);
      if (!station) return Promise.resolve(err(appError('not-found', { what: target.stationId })));
      services.openWindow('station', station);
      return Promise.resolve(ok(null));
    },

    // The window itself is handled where it is known (electron/ipc.ts).
    'station.fullScreen': () => Promise.resolve(ok(null)),

    'station.log': ({ level, message }, context) => {
      services.log.child(context.stationId ?? context.window)[level](message);
      return Promise.resolve(ok(null));
    },

    'settings.read': (_, context) => {
      if (context.window !== 'settings') return Promise.resolve(refused());
      return Promise.resolve(ok({ path: services.configPath, config: config() }));
    },

    'settings.write': async (after, context) => {
      if (context.window !== 'settings') return refused();
      const restart = needsRestart(config(), after);
      const saved = await saveConfig(services.configPath, after);
      if (!saved.ok) return saved;
      if (!restart) await services.reconfigure(after);
      return ok({ restart });
    },

    'settings.serialPorts': async () => {
      const ports = await services.serialPorts();
      return ports.ok ? ok([...ports.value]) : ports;
    },

    'settings.restart': (_, context) => {
      if (!mayOpenWindows(config(), context)) return Promise.resolve(refused());
      services.restart();
      return Promise.resolve(ok(null));
    },
  };
}
