import type { EnrolledStation } from '../../../shared/api/access.ts';
import type { CentralConfig, StationConfig, StationEntry } from '../../../shared/contract/config.ts';

/**
 * The configuration with a station that was just enrolled. At the same central of the same site it comes to the stations that
 * are there; otherwise those belonged to another centre, or to none, and it takes their place, with the devices and the screen
 * of the first one in the same role.
 */
export function withEnrolled(
  config: StationConfig,
  central: Extract<CentralConfig, { mode: 'enrolled' }>,
  station: EnrolledStation,
): StationConfig {
  const isSameCentre =
    config.central.mode === 'enrolled' &&
    config.central.url === central.url &&
    config.siteId === station.siteId;
  const before =
    config.stations.find((entry) => entry.id === station.stationId) ??
    config.stations.find((entry) => entry.role === station.role);
  const entry: StationEntry = {
    printers: before?.printers ?? {},
    scanners: before?.scanners ?? [],
    fullScreen: before?.fullScreen ?? false,
    open: true,
    ...(before?.screen === undefined ? {} : { screen: before.screen }),
    id: station.stationId,
    role: station.role,
    name: station.name,
    ...(station.counterId === null ? {} : { counterId: station.counterId }),
  };
  const others = isSameCentre ? config.stations.filter(({ id }) => id !== entry.id) : [];
  return { ...config, siteId: station.siteId, central, stations: [...others, entry] };
}
