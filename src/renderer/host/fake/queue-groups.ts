/** A service group of the fake site. */
export interface FakeGroup {
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly description: { readonly vi: string; readonly en: string };
  readonly fields: readonly string[];
  /** Procedures of other groups' fields that are handled here. */
  readonly procedureCodes: readonly string[];
  open: boolean;
  /** Closed by the hours: when it opens again; null: closed by hand. */
  opensAt: string | null;
}

/** The groups, by letter. */
export const fakeGroups: Readonly<Record<string, FakeGroup>> = {
  A: {
    code: 'A',
    name: { vi: 'Hộ tịch, chứng thực', en: 'Civil status, certification' },
    description: {
      vi: 'Khai sinh, kết hôn, khai tử, chứng thực bản sao',
      en: 'Births, marriages, deaths, certified copies',
    },
    fields: ['Hộ tịch', 'Chứng thực'],
    procedureCodes: [],
    open: true,
    opensAt: null,
  },
  B: {
    code: 'B',
    name: { vi: 'Đất đai, xây dựng', en: 'Land and construction' },
    description: {
      vi: 'Giấy chứng nhận, tách thửa, giấy phép xây dựng',
      en: 'Certificates, parcels, building permits',
    },
    fields: ['Đất đai'],
    procedureCodes: [],
    open: true,
    opensAt: null,
  },
  C: {
    code: 'C',
    name: { vi: 'Đăng ký kinh doanh', en: 'Business registration' },
    description: {
      vi: 'Hộ kinh doanh, doanh nghiệp, hợp tác xã',
      en: 'Household businesses, companies, co-operatives',
    },
    fields: ['Thành lập và hoạt động của hộ kinh doanh'],
    procedureCodes: [],
    open: true,
    opensAt: null,
  },
  D: {
    code: 'D',
    name: { vi: 'Người có công, bảo trợ xã hội', en: 'Social protection' },
    description: { vi: 'Trợ cấp, mai táng phí, chính sách', en: 'Allowances, funeral costs, benefits' },
    fields: ['Người có công'],
    procedureCodes: [],
    open: true,
    opensAt: null,
  },
  E: {
    code: 'E',
    name: { vi: 'Trả kết quả', en: 'Collecting results' },
    description: { vi: 'Nhận kết quả theo giấy hẹn', en: 'Results by appointment slip' },
    fields: [],
    procedureCodes: [],
    open: true,
    opensAt: null,
  },
};

/** The groups of each counter, in order. */
export const counterGroups: readonly (readonly string[])[] = [['A', 'E'], ['B'], ['C', 'D']];
