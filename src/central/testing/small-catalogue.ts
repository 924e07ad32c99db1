import type { Procedure, RequiredPaper } from '../../shared/api/procedures.ts';
import type { SiteSeed } from '../../shared/catalogue/schema.ts';
import type { CatalogueFiles } from '../catalogue/read-catalogue.ts';

/** An invented catalogue, small enough to know by heart. Its site works Monday to Friday, 07:00–11:30 and 13:30–17:00. */
export function smallCatalogue(siteIds: readonly string[]): CatalogueFiles {
  return {
    catalogue: {
      procedureFiles: [
        {
          field: 'Hộ tịch',
          fieldCode: 'G15-TP07',
          asOf: '2026-07-01',
          procedures: [birth(), history(), copies()],
        },
      ],
      organisation: {
        province: { code: 'H39', name: 'Long An', source: 'test' },
        notVerified: [],
        units: [
          {
            code: 'H39.30',
            name: 'Trung tâm thử nghiệm',
            kind: 'department',
            validFrom: '2020-01-01',
            validTo: null,
            source: 'test',
          },
        ],
      },
      sites: { sites: siteIds.map(siteSeed) },
    },
    calendar: {
      years: [2026, 2027],
      weeklyRest: [0, 6],
      blocks: [
        { from: '07:00', to: '11:30' },
        { from: '13:30', to: '17:00' },
      ],
      holidays: [{ day: '2026-03-04', name: 'Ngày nghỉ thử', source: 'test' }],
      makeUpDays: [],
    },
  };
}

function siteSeed(id: string): SiteSeed {
  return {
    site: {
      id,
      name: 'Trung tâm thử nghiệm',
      shortName: 'TTTN',
      parent: 'ỦY BAN NHÂN DÂN',
      place: 'Tân An',
      address: 'Số 1',
      phone: '',
      website: '',
      unitCode: 'H39.30',
      lookupUrl: 'https://tra-cuu.example.vn/?ma={code}',
      openings: [],
    },
    groups: [
      { code: 'A', name: text('Hộ tịch'), description: text('Khai sinh'), fields: ['Hộ tịch'] },
      { code: 'B', name: text('Trả kết quả'), description: text('Nhận kết quả'), fields: [] },
    ],
    counters: [1, 2, 3, 4].map((number) => ({
      id: `quay-${number}`,
      number,
      name: text(`Quầy ${number}`),
      groupCodes: number === 4 ? ['A', 'B'] : ['A'],
    })),
    notVerified: [],
  };
}

const base: Omit<Procedure, 'code' | 'name' | 'channels' | 'cases'> = {
  version: '1',
  validFrom: '2025-01-01',
  validTo: null,
  fieldCode: 'G15-TP07',
  field: 'Hộ tịch',
  level: 'commune',
  agency: 'Ủy ban nhân dân cấp xã',
  results: [],
  sameDay: false,
  fees: [],
  source: 'test',
  warnings: [],
};

/** Three working days; two papers required. */
function birth(): Procedure {
  const limit = { amount: 3, unit: 'WORKING_DAY' } as const;
  return {
    ...base,
    results: ['Giấy khai sinh'],
    code: '1.000001',
    name: 'Đăng ký khai sinh',
    channels: [
      { channel: 'DIRECT', limit },
      { channel: 'ONLINE', limit: { amount: 1, unit: 'WORKING_DAY' } },
    ],
    cases: [
      {
        code: '1.000001.01',
        name: 'Trường hợp chung',
        limit,
        papers: [
          paper('p1', 'Tờ khai', true),
          paper('p2', 'Giấy chứng sinh', true),
          paper('p3', 'Giấy ủy quyền', false),
        ],
      },
    ],
    fees: [{ kind: 'fee', name: 'Lệ phí hộ tịch', amount: 8000, source: 'test' }],
  };
}

/** The limit is only a text: the officer says the date. */
function history(): Procedure {
  const limit = { amount: 0, unit: 'OTHER', text: 'theo từng trường hợp' } as const;
  return {
    ...base,
    code: '1.000002',
    name: 'Xác nhận thông tin hộ tịch',
    channels: [{ channel: 'DIRECT', limit }],
    cases: [{ code: '1.000002.01', name: 'Chung', limit, papers: [] }],
  };
}

/** Decided while the citizen waits; no longer in force from April 2026. */
function copies(): Procedure {
  const limit = { amount: 0, unit: 'SAME_DAY' } as const;
  return {
    ...base,
    validTo: '2026-03-31',
    code: '1.000003',
    name: 'Cấp bản sao trích lục',
    sameDay: true,
    channels: [{ channel: 'DIRECT', limit }],
    cases: [
      { code: '1.000003.01', name: 'Một bản', limit, papers: [] },
      { code: '1.000003.02', name: 'Nhiều bản', limit: { amount: 2, unit: 'WORKING_DAY' }, papers: [] },
    ],
  };
}

function paper(id: string, name: string, required: boolean): RequiredPaper {
  return { id, code: null, name, originals: 1, copies: 0, required, note: false };
}

function text(vi: string): { vi: string; en: string } {
  return { vi, en: vi };
}
