import type { StationConfig } from '../../../shared/contract/config.ts';
import { appError } from '../../../shared/errors.ts';
import { err } from '../../../shared/result.ts';
import type { CentralClient } from '../../central-client/client.ts';
import type { SiteFeed } from '../../central-client/site-feed.ts';
import type { Handlers } from '../../host/handlers.ts';
import { callingCounter, callingStation } from '../station/stations.ts';
import type { DossierSlips } from './dossier-slips.ts';

type DossierHandlers = Pick<
  Handlers,
  | 'procedures.search'
  | 'procedures.get'
  | 'dossiers.preview'
  | 'dossiers.receive'
  | 'dossiers.open'
  | 'dossiers.recent'
  | 'dossiers.search'
  | 'dossiers.reappoint'
  | 'dossiers.move'
  | 'dossiers.print'
  | 'citizens.lookUp'
>;

/** Dossiers and the catalogue. Only counters and supervisors open dossiers; a kiosk or a display holds no personal data. */
export function dossierHandlers(
  config: () => StationConfig,
  client: CentralClient,
  feed: SiteFeed,
  slips: DossierSlips,
): DossierHandlers {
  return {
    'procedures.search': ({ text, limit }) => client.searchProcedures(text, limit),
    'procedures.get': ({ code }) => client.procedure(code),
    'dossiers.preview': (input) => client.preview(input),

    'dossiers.receive': async (input, context) => {
      const at = callingCounter(config(), context);
      if (!at.ok) return at;
      const { station, counterId } = at.value;
      const dossier = await client.receive({ ...input, counterId, stationId: station.id });
      if (dossier.ok) await feed.refresh();
      return dossier;
    },

    'dossiers.open': async ({ code }, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      return station.ok ? client.dossier(code, station.value.id) : station;
    },

    'dossiers.recent': async (_, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      if (!station.ok) return station;
      const list = await client.recentDossiers();
      return list.ok ? { ok: true, value: list.value.items } : list;
    },

    'dossiers.move': async ({ code, ...step }, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      return station.ok ? client.move(code, { ...step, stationId: station.value.id }) : station;
    },

    'dossiers.search': async (input, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      return station.ok ? client.searchDossiers({ ...input, stationId: station.value.id }) : station;
    },

    'dossiers.reappoint': async ({ code, ...appointment }, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      return station.ok ? client.reappoint(code, { ...appointment, stationId: station.value.id }) : station;
    },

    'dossiers.print': async ({ code, papers }, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      if (!station.ok) return station;
      const dossier = await client.dossier(code, station.value.id);
      if (!dossier.ok) return dossier;
      // Whoever sees people masked would print a receipt of nobody.
      if (dossier.value.sight !== undefined) return err(appError('permission-denied'));
      return slips.print(dossier.value, papers, station.value);
    },

    'citizens.lookUp': async ({ number }, context) => {
      const station = callingStation(config(), context, 'counter');
      return station.ok ? client.lookUpCitizen(number, station.value.id) : station;
    },
  };
}
