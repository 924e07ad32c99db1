import { describe, expect, it } from 'vitest';
import type { EnrolledStation } from '../../../shared/api/access.ts';
import { StationConfig } from '../../../shared/contract/config.ts';
import { withEnrolled } from './enrolled-config.ts';

const central = { mode: 'enrolled', url: 'https://central.example' } as const;

const counter: EnrolledStation = {
  siteId: 'hcc-long-an',
  stationId: 'may-quay-7',
  role: 'counter',
  name: 'Quầy 7',
  counterId: 'quay-07',
  key: 'never in the configuration',
};

function before(change: object = {}): StationConfig {
  return StationConfig.parse({
    version: 2,
    siteId: 'tan-an',
    central: { mode: 'embedded' },
    printers: [{ id: 'p', name: 'Máy in', address: 'tcp://10.0.0.9' }],
    stations: [
      { id: 'kiosk', role: 'kiosk', name: 'Máy lấy số' },
      {
        id: 'counter-1',
        role: 'counter',
        name: 'Quầy 1',
        counterId: 'quay-01',
        printers: { receipt: 'p' },
        screen: 2,
      },
    ],
    ...change,
  });
}

describe('the configuration with a station that was just enrolled', () => {
  it('belongs to the new centre alone, and keeps the devices of the one in the same role', () => {
    const after = withEnrolled(before(), central, counter);
    expect(StationConfig.safeParse(after).success).toBe(true);
    expect(after).toMatchObject({ siteId: 'hcc-long-an', central, printers: [{ id: 'p' }] });
    expect(after.stations).toEqual([
      {
        id: 'may-quay-7',
        role: 'counter',
        name: 'Quầy 7',
        counterId: 'quay-07',
        printers: { receipt: 'p' },
        scanners: [],
        screen: 2,
        fullScreen: false,
        open: true,
      },
    ]);
    expect(JSON.stringify(after)).not.toContain(counter.key);
  });

  it('has the new one beside those of the same centre, and a station enrolled again once', () => {
    const first = withEnrolled(before(), central, counter);
    const display: EnrolledStation = {
      ...counter,
      stationId: 'man-hinh',
      role: 'display',
      name: 'Bảng gọi số',
      counterId: null,
    };
    const second = withEnrolled(first, central, display);
    const third = withEnrolled(second, central, { ...counter, name: 'Quầy số 7' });
    expect(third.stations.map(({ id, name }) => [id, name])).toEqual([
      ['man-hinh', 'Bảng gọi số'],
      ['may-quay-7', 'Quầy số 7'],
    ]);
    expect(StationConfig.safeParse(third).success).toBe(true);
  });
});
