import { describe, expect, it } from 'vitest';
import { type Dossier, type DossierState, type DossierStep } from '../api/dossiers.ts';
import { Channel, type Procedure } from '../api/procedures.ts';
import { NationalDossier } from '../api/exchange.ts';
import {
  channelOfNational,
  nationalChannels,
  nationalCopies,
  nationalDateTime,
  nationalDay,
  nationalDossier,
  nationalStates,
  stateOfNational,
} from './national-names.ts';

const person = {
  number: '080090000001',
  name: 'Trần Thị Thử',
  birth: '1990-01-31',
  sex: 'female',
  address: 'Ấp Bịa Đặt',
  phone: '0900000001',
  email: 'thu@example.vn',
} as const;
const owner = { ...person, number: null, name: 'Lê Văn Chủ', birth: null, email: '' };

function step(from: DossierState | null, to: DossierState, at: string, more: object = {}): DossierStep {
  return { from, to, at: `2026-03-${at}+07:00`, stationId: 'may-1', reason: null, dueAt: null, ...more };
}

const dossier: Dossier = {
  id: '0b8f6c1e-5f0e-4c5e-9d55-3a6f3f1c2b7a',
  siteId: 's',
  code: 'H39.30-260302-0001',
  book: { year: 2026, volume: 1, number: 1 },
  procedureCode: '1.001193',
  procedureVersion: '1',
  procedureName: 'Đăng ký khai sinh',
  field: 'Hộ tịch',
  agency: 'Ủy ban nhân dân cấp xã',
  caseCode: '1.001193.01',
  caseName: 'Chung',
  channel: 'POSTAL',
  submitter: person,
  owner,
  papers: [
    { paperId: 'p1', name: 'Tờ khai', originals: 1, certified: 0, copies: 2 },
    { paperId: null, name: 'Giấy khác', originals: 0, certified: 1, copies: 0 },
  ],
  sets: 1,
  limit: { amount: 3, unit: 'WORKING_DAY' },
  receivedAt: '2026-03-02T09:20:30.000+07:00',
  dueAt: '2026-03-05T09:20:00+07:00',
  handOverBy: '2026-03-02T17:00:00+07:00',
  fees: [{ kind: 'fee', name: 'Lệ phí', quantity: 2, amount: 8000 }],
  totalFee: 16000,
  note: '',
  state: 10,
  steps: [
    step(null, 2, '02T09:20:30', { dueAt: '2026-03-05T09:20:00+07:00' }),
    step(2, 4, '02T10:00:00', { dueAt: '2026-03-05T09:20:00+07:00' }),
    step(4, 5, '03T10:00:00', { reason: 'Thiếu giấy', dueAt: '2026-03-05T09:20:00+07:00' }),
    step(5, 4, '06T08:00:00', { dueAt: '2026-03-11T08:00:00+07:00' }),
    step(4, 9, '10T08:00:00'),
    step(9, 10, '10T15:30:00', { receivedBy: 'Lê Văn Chủ' }),
  ],
  nextStates: [],
  deadline: 'early',
  ticketId: null,
  counterId: 'quay-1',
};

const procedure: Pick<Procedure, 'fieldCode' | 'cases'> = {
  fieldCode: 'G15-TP07',
  cases: [
    {
      code: '1.001193.01',
      name: 'Chung',
      limit: { amount: 3, unit: 'WORKING_DAY' },
      papers: [
        {
          id: 'p1',
          code: '000.00.00.G15-KQ003204',
          name: 'Tờ khai',
          originals: 1,
          copies: 0,
          required: true,
          note: false,
        },
      ],
    },
  ],
};

describe('the code lists', () => {
  it('have the ten states of the national list, by number and name', () => {
    expect(Object.entries(nationalStates)).toEqual([
      ['1', 'Mới đăng ký'],
      ['2', 'Được tiếp nhận'],
      ['3', 'Không được tiếp nhận'],
      ['4', 'Đang xử lý'],
      ['5', 'Yêu cầu bổ sung giấy tờ'],
      ['6', 'Yêu cầu thực hiện nghĩa vụ tài chính'],
      ['7', 'Công dân yêu cầu rút hồ sơ'],
      ['8', 'Dừng xử lý'],
      ['9', 'Đã xử lý xong'],
      ['10', 'Đã trả kết quả'],
    ]);
  });

  it('map one to one, there and back', () => {
    for (let state = 1; state <= 10; state += 1) expect(stateOfNational(String(state))).toBe(state);
    for (const channel of Channel.options) expect(channelOfNational(nationalChannels[channel])).toBe(channel);
    expect(new Set(Object.values(nationalChannels)).size).toBe(Channel.options.length);
    expect(nationalCopies).toEqual({ originals: '0', certified: '1', copies: '1' });
  });

  it.each(['0', '11', '', '4.0', '04x', '-1', 'toString'])('know no state "%s"', (code) => {
    expect(stateOfNational(code)).toBeNull();
  });

  it.each(['0', '4', '', 'DIRECT'])('know no channel "%s"', (code) => {
    expect(channelOfNational(code)).toBeNull();
  });
});

describe('dates', () => {
  it('are written as the adapters write them, at the centre', () => {
    expect(nationalDateTime('2026-03-02T02:20:05Z')).toBe('2026-03-02 09:20:05');
    expect(nationalDateTime('2026-03-01T17:00:00Z')).toBe('2026-03-02 00:00:00');
    expect([nationalDateTime(null), nationalDateTime('x')]).toEqual(['', '']);
    expect([nationalDay('1990-01-31'), nationalDay(null)]).toEqual(['19900131000000', '']);
  });
});

describe('a dossier in national names', () => {
  const national = nationalDossier(dossier, procedure);

  it('has the form that the API describes', () => {
    expect(NationalDossier.parse(national)).toEqual(national);
  });

  it('tells owner and applicant apart', () => {
    expect([national.ChuHoSo, national.MaDoiTuong, national.ThongTinNguoiNop.ThongTinChiTiet]).toEqual([
      'Lê Văn Chủ',
      '',
      {
        TenNguoiNop: 'Trần Thị Thử',
        SoDinhDanh: '080090000001',
        NgaySinh: '19900131000000',
        SoDienThoai: '0900000001',
        Email: 'thu@example.vn',
        DiaChiChiTiet: 'Ấp Bịa Đặt',
        TenChuHs: 'Lê Văn Chủ',
        SoDinhDanhChuHs: '',
        DiaChiChiTietChuHs: 'Ấp Bịa Đặt',
      },
    ]);
  });

  it('says when, where and in which state', () => {
    expect(national).toMatchObject({
      MaHoSo: 'H39.30-260302-0001',
      MaTTHC: '1.001193',
      MaLinhVuc: 'G15-TP07',
      KenhThucHien: '3',
      HinhThuc: '1',
      TrangThaiHoSo: '10',
      NgayTiepNhan: '2026-03-02 09:20:30',
      NgayHenTra: '2026-03-05 09:20:00',
      NgayKetThucXuLy: '2026-03-10 08:00:00',
      NgayTra: '2026-03-10 15:30:00',
      ThongTinTra: 'Lê Văn Chủ',
    });
    expect(national.TienTrinh.map((each) => each.TrangThai)).toEqual(['2', '4', '5', '4', '9', '10']);
  });

  it('lists papers by form of copy, and fees as sums', () => {
    expect(
      national.ThanhPhanHoSo.map((paper) => [paper.MaThanhPhanHoSo, paper.SoLuong, paper.LoaiBan]),
    ).toEqual([
      ['000.00.00.G15-KQ003204', '1', '0'],
      ['000.00.00.G15-KQ003204', '2', '1'],
      ['', '1', '1'],
    ]);
    expect(national.DanhSachLePhi).toEqual([
      { TenPhiLePhi: 'Lệ phí', MaPhiLePhi: '', HinhThucThu: '1', Gia: '16000' },
    ]);
  });

  it('lists requests for supplements with both appointments', () => {
    expect(national.DanhSachHoSoBoSung).toEqual([
      {
        HoSoBoSungId: '1',
        NguoiYeuCauBoSung: 'may-1',
        NoiDungBoSung: 'Thiếu giấy',
        NgayBoSung: '2026-03-03 10:00:00',
        NgayHenTraTruoc: '2026-03-05 09:20:00',
        NgayHenTraMoi: '2026-03-11 08:00:00',
      },
    ]);
    const waiting = nationalDossier(
      { ...dossier, steps: dossier.steps.slice(0, 3) },
      { fieldCode: null, cases: [] },
    );
    expect(waiting.DanhSachHoSoBoSung[0]?.NgayHenTraMoi).toBe('');
    expect([waiting.MaLinhVuc, waiting.NgayTra]).toEqual(['', '']);
  });
});
