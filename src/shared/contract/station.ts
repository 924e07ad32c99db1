import { z } from 'zod';
import { Site, StationRole } from '../api/site.ts';
import { CounterId, StationId } from '../api/primitives.ts';
import { AppError } from '../errors.ts';
import { call, event } from './define.ts';
import { StationConfig } from './config.ts';

export const StationView = z.object({
  id: StationId,
  role: StationRole,
  name: z.string(),
  counterId: CounterId.nullable(),
});
export type StationView = z.infer<typeof StationView>;

/** A lasting message to the administrator, e.g. that this machine has no key store. */
export const Notice = z.object({
  code: z.enum(['no-key-store', 'old-electron', 'config-default', 'clock-off', 'store-recovered']),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Notice = z.infer<typeof Notice>;

export const stationCalls = {
  /** What this window is. `station` is null in the launcher, the settings and the lab window. */
  'station.self': call(
    z.null(),
    z.object({
      window: z.enum(['launcher', 'station', 'lab', 'settings']),
      station: StationView.nullable(),
      stations: z.array(StationView),
      site: Site.nullable().describe('null while central was never reached'),
      language: z.enum(['vi', 'en']),
      training: z.boolean().describe('the lab can be opened, papers say they are for training'),
      version: z.string(),
      notices: z.array(Notice),
      problem: AppError.nullable().describe(
        'why the app could not start (broken configuration, database folder…): nothing else works, the window says what to do',
      ),
    }),
  ),
  /** Opens (or brings to the front) the window of a station, the lab or the settings. */
  'station.open': call(
    z.discriminatedUnion('window', [
      z.object({ window: z.literal('station'), stationId: StationId }),
      z.object({ window: z.literal('lab') }),
      z.object({ window: z.literal('settings') }),
      z.object({ window: z.literal('launcher') }),
    ]),
    z.null(),
  ),
  /** Full screen on and off, of the window that asks. */
  'station.fullScreen': call(z.object({ on: z.boolean() }), z.null()),
  /** The configuration as it stands in the file, with the path of the file. */
  'settings.read': call(z.null(), z.object({ path: z.string(), config: StationConfig })),
  /** Checks and writes the configuration. It takes effect at once where it can; `restart` says that it needs a restart. */
  'settings.write': call(StationConfig, z.object({ restart: z.boolean() })),
  /** Serial ports that this machine has, for the settings screen. */
  'settings.serialPorts': call(
    z.null(),
    z.array(z.object({ path: z.string(), label: z.string(), address: z.string() })),
  ),
  /** Starts the whole app anew. */
  'settings.restart': call(z.null(), z.null()),
  /** A line for the log from a window: technical, no personal data. */
  'station.log': call(
    z.object({ level: z.enum(['info', 'warn', 'error']), message: z.string().max(4000) }),
    z.null(),
  ),
};

export const stationEvents = {
  'station.noticesChanged': event(z.array(Notice)),
};
