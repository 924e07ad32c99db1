import type { Fee, Procedure, RequiredPaper, TimeLimit } from '../../../shared/api/procedures.ts';

/**
 * A small catalogue for the fake site: one procedure of each shape that the screens must handle (several cases, notes
 * among the papers, a fee that the province sets, settled at once, a limit that is only a text).
 */
function paper(id: string, name: string, originals: number, copies: number, required = true): RequiredPaper {
  return { id, code: null, name, originals, copies, required, note: false };
}

function note(id: string, name: string): RequiredPaper {
  return { id, code: null, name, originals: 0, copies: 0, required: false, note: true };
}

function fee(name: string, amount: number | null, kind: Fee['kind'] = 'fee', unit?: string): Fee {
  return {
    kind,
    name,
    amount,
    source: 'Biểu mức thu của đơn vị mẫu',
    ...(unit === undefined ? {} : { unit }),
  };
}

function procedure(
  code: string,
  name: string,
  field: string,
  limit: TimeLimit,
  cases: Procedure['cases'],
  rest: Partial<Procedure> = {},
): Procedure {
  return {
    code,
    version: '2026-07',
    validFrom: '2026-01-01',
    validTo: null,
    name,
    fieldCode: null,
    field,
    level: 'commune',
    agency: 'Ủy ban nhân dân cấp xã',
    results: ['Giấy chứng nhận'],
    channels: [{ channel: 'DIRECT', limit }],
    sameDay: false,
    cases,
    fees: [],
    source: 'Danh mục mẫu',
    warnings: [],
    ...rest,
  };
}

const oneDay: TimeLimit = { amount: 1, unit: 'WORKING_DAY' };
const threeDays: TimeLimit = { amount: 3, unit: 'WORKING_DAY' };
const sevenDays: TimeLimit = { amount: 7, unit: 'WORKING_DAY' };
const sameDay: TimeLimit = { amount: 0, unit: 'SAME_DAY' };
const byText: TimeLimit = {
  amount: 0,
  unit: 'OTHER',
  text: 'Theo thời gian công bố của đợt xét duyệt gần nhất',
};

export const fakeCatalogue: readonly Procedure[] = [
  procedure(
    '1.001193',
    'Thủ tục đăng ký khai sinh',
    'Hộ tịch',
    oneDay,
    [
      {
        code: '1.001193.01',
        name: 'Trẻ sinh tại Việt Nam, có giấy chứng sinh',
        limit: oneDay,
        papers: [
          paper('p1', 'Tờ khai đăng ký khai sinh theo mẫu', 1, 0),
          paper('p2', 'Giấy chứng sinh', 1, 0),
          paper('p3', 'Văn bản ủy quyền (trường hợp ủy quyền)', 1, 0, false),
          note(
            'n1',
            'Người yêu cầu xuất trình căn cước hoặc hộ chiếu để chứng minh nhân thân; cán bộ không giữ bản chính.',
          ),
        ],
      },
      {
        code: '1.001193.02',
        name: 'Trẻ sinh tại Việt Nam, không có giấy chứng sinh',
        limit: oneDay,
        papers: [
          paper('p1', 'Tờ khai đăng ký khai sinh theo mẫu', 1, 0),
          paper('p4', 'Văn bản của người làm chứng xác nhận việc sinh', 1, 0),
        ],
      },
    ],
    { fees: [fee('Lệ phí đăng ký khai sinh', 0)] },
  ),
  procedure('1.000894', 'Thủ tục đăng ký kết hôn', 'Hộ tịch', sameDay, [
    {
      code: '1.000894.01',
      name: 'Đăng ký kết hôn trong nước',
      limit: sameDay,
      papers: [
        paper('p1', 'Tờ khai đăng ký kết hôn theo mẫu', 1, 0),
        paper('p2', 'Giấy xác nhận tình trạng hôn nhân', 1, 0),
      ],
    },
  ]),
  procedure(
    '2.000815',
    'Thủ tục chứng thực bản sao từ bản chính giấy tờ, văn bản',
    'Chứng thực',
    sameDay,
    [
      {
        code: '2.000815.01',
        name: 'Chứng thực bản sao',
        limit: sameDay,
        papers: [paper('p1', 'Bản chính giấy tờ cần chứng thực', 1, 1)],
      },
    ],
    { sameDay: true, fees: [fee('Phí chứng thực bản sao', 2000, 'charge', 'trang')] },
  ),
  procedure(
    '1.001612',
    'Đăng ký thành lập hộ kinh doanh',
    'Thành lập và hoạt động của hộ kinh doanh',
    threeDays,
    [
      {
        code: '1.001612.01',
        name: 'Đăng ký lần đầu',
        limit: threeDays,
        papers: [
          paper('p1', 'Giấy đề nghị đăng ký hộ kinh doanh', 1, 0),
          paper('p2', 'Giấy tờ pháp lý của cá nhân chủ hộ kinh doanh', 0, 1),
          paper('p3', 'Bản sao biên bản họp thành viên hộ gia đình (nếu có)', 0, 1, false),
        ],
      },
    ],
    {
      fees: [fee('Lệ phí đăng ký hộ kinh doanh', null)],
      warnings: ['Mức lệ phí do Hội đồng nhân dân tỉnh quy định, danh mục không nêu số tiền.'],
    },
  ),
  procedure(
    '1.012783',
    'Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất',
    'Đất đai',
    sevenDays,
    [
      {
        code: '1.012783.01',
        name: 'Cấp đổi do rách, hư hỏng',
        limit: sevenDays,
        papers: [
          paper('p1', 'Đơn đăng ký biến động đất đai theo mẫu', 1, 0),
          paper('p2', 'Giấy chứng nhận đã cấp', 1, 0),
        ],
      },
    ],
    { agency: 'Chi nhánh Văn phòng Đăng ký đất đai', fees: [fee('Lệ phí cấp giấy chứng nhận', null)] },
  ),
  procedure('2.002307', 'Giải quyết chế độ mai táng phí đối với cựu chiến binh', 'Người có công', byText, [
    {
      code: '2.002307.01',
      name: 'Hồ sơ của thân nhân',
      limit: byText,
      papers: [paper('p1', 'Bản khai của thân nhân', 1, 0), paper('p2', 'Trích lục khai tử', 0, 1)],
    },
  ]),
];
