import type { StationList } from '../../../shared/api/access.ts';
import type { StationView } from '../../../shared/contract/station.ts';
import type { z } from 'zod';

type EnrolledOne = z.output<typeof StationList>['items'][number];

/** How long a code waits for its station, as at central. */
const codeMs = 15 * 60_000;

/** The stations of the fake site as its administrator sees them: all enrolled and just heard of. */
export class FakeEnrolment {
  readonly stations: EnrolledOne[];
  /** The codes made, newest last. */
  readonly codes: { readonly code: string; readonly stationId: string }[] = [];
  readonly #now: () => number;

  constructor(stations: readonly StationView[], now: () => number) {
    this.#now = now;
    this.stations = stations.map(({ id, role, name, counterId }) => ({
      stationId: id,
      role,
      name,
      counterId,
      appVersion: '0.1.0',
      seenAt: this.#instant(0),
      enrolledAt: '2026-02-02T01:00:00Z',
      isRevoked: false,
    }));
  }

  makeCode(stationId: string): { code: string; validUntil: string } {
    const code = `7K${this.codes.length}MQ-9XDRA`;
    this.codes.push({ code, stationId });
    return { code, validUntil: this.#instant(codeMs) };
  }

  /** The station of a code enrols, as the computer at which it was typed in does. */
  enrol(station: Pick<EnrolledOne, 'stationId' | 'role' | 'name' | 'counterId'>): void {
    const at = this.stations.findIndex((one) => one.stationId === station.stationId);
    const now = this.#instant(0);
    const one = { ...station, appVersion: '0.1.0', seenAt: now, enrolledAt: now, isRevoked: false };
    if (at >= 0) this.stations[at] = one;
    else this.stations.push(one);
  }

  /** @returns whether there is such a station */
  revoke(stationId: string): boolean {
    const station = this.stations.find((one) => one.stationId === stationId);
    if (station !== undefined) station.isRevoked = true;
    return station !== undefined;
  }

  #instant(later: number): string {
    return new Date(this.#now() + later).toISOString();
  }
}
