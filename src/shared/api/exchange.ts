import { z } from 'zod';

/**
 * A dossier with the names that the national portal and the systems of the ministries use. Values are texts there, numbers
 * too; an empty text is what is not known.
 */
function text(example: string, description: string): z.ZodString {
  return z.string().meta({ description, examples: [example] });
}

const dateTime = 'yyyy-MM-dd HH:mm:ss at the centre';

/** Files are not kept here: the lists of them are empty. */
const noFiles = z.array(z.string().meta({ examples: [''] }));

export const NationalPaper = z
  .object({
    MaThanhPhanHoSo: text(
      '000.00.00.G15-KQ003204',
      'code of the paper as listed; empty: added by the officer',
    ),
    TenThanhPhanHoSo: text('Tờ khai đăng ký khai sinh', 'name of the paper'),
    SoLuong: text('1', 'how many'),
    LoaiBan: z.enum(['0', '1', '2']).describe('0 bản chính, 1 bản sao, 2 điện tử'),
  })
  .meta({ id: 'NationalPaper', description: 'ThanhPhanHoSo: a paper in one form of copy' });

export const NationalFee = z
  .object({
    TenPhiLePhi: text('Lệ phí hộ tịch', 'name of the fee'),
    MaPhiLePhi: text('', 'code of the fee; none is known here'),
    HinhThucThu: z.enum(['1', '2', '4']).describe('1 khi tiếp nhận, 2 khi bổ sung, 4 khi trả kết quả'),
    Gia: text('8000', 'amount in đồng, all of them'),
  })
  .meta({ id: 'NationalFee', description: 'A line of DanhSachLePhi' });

export const NationalSupplement = z
  .object({
    HoSoBoSungId: text('1', 'which request, counted from 1 within the dossier'),
    NguoiYeuCauBoSung: text('may-quay-1', 'which station asked'),
    NoiDungBoSung: text('Còn thiếu giấy chứng sinh', 'what is missing'),
    NgayBoSung: text('2026-03-03 10:00:00', dateTime),
    NgayHenTraTruoc: text('2026-03-05 09:20:00', `the appointment before, ${dateTime}`),
    NgayHenTraMoi: text(
      '2026-03-11 08:00:00',
      `the appointment after, ${dateTime}; empty: the dossier is not complete yet`,
    ),
  })
  .meta({ id: 'NationalSupplement', description: 'A line of DanhSachHoSoBoSung' });

export const NationalProgress = z
  .object({
    MaHoSo: text('H39.30-260302-0001', 'dossier code'),
    NguoiXuLy: text('may-quay-1', 'which station did it'),
    ThoiDiemXuLy: text('2026-03-02 10:00:00', dateTime),
    NoiDungXuLy: text('Đang xử lý', 'what was done, the name of the state'),
    TrangThai: text('4', 'the state after it, 1–10'),
    NgayKetThucTheoQuyDinh: text('2026-03-05 09:20:00', `the appointment then, ${dateTime}`),
  })
  .meta({ id: 'NationalProgress', description: 'A step as CapNhatTienTrinh takes it' });

export const NationalPerson = z
  .object({
    LoaiDoiTuong: z.enum(['0', '1', '2']).describe('kind of applicant; 1: a citizen'),
    ThongTinChiTiet: z
      .object({
        TenNguoiNop: text('Trần Thị Thử Nghiệm', 'who brought it'),
        SoDinhDanh: text('080090000001', 'their personal number'),
        NgaySinh: text('19900101000000', 'day of birth, yyyyMMddHHmmss'),
        SoDienThoai: text('0900000001', 'telephone'),
        Email: text('thu.nghiem@example.vn', 'e-mail'),
        DiaChiChiTiet: text('Ấp Bịa Đặt, Xã Không Có', 'address'),
        TenChuHs: text('Trần Thị Thử Nghiệm', 'whose dossier it is (chủ hồ sơ)'),
        SoDinhDanhChuHs: text('080090000001', 'their personal number'),
        DiaChiChiTietChuHs: text('Ấp Bịa Đặt, Xã Không Có', 'their address'),
      })
      .describe('who brought it and whose it is'),
  })
  .meta({ id: 'NationalPerson', description: 'ThongTinNguoiNop: personal data' });

/** A dossier in national names (rules.md §3.3). */
export const NationalDossier = z
  .object({
    MaHoSo: text('H39.30-260302-0001', 'dossier code'),
    MaTTHC: text('1.001193', 'code of the procedure'),
    TenTTHC: text('Đăng ký khai sinh', 'name of the procedure'),
    MaLinhVuc: text('G15-TP07', 'code of the field, e.g. G15-TP07'),
    TenLinhVuc: text('Hộ tịch', 'name of the field'),
    KenhThucHien: z.enum(['1', '2', '3']).describe('1 trực tiếp, 2 trực tuyến, 3 BCCI'),
    ChuHoSo: text('Trần Thị Thử Nghiệm', 'whose dossier it is'),
    LoaiDoiTuong: z.enum(['0', '1', '2']).describe('kind of applicant; 1: a citizen'),
    MaDoiTuong: text('080090000001', 'their personal number'),
    Email: text('thu.nghiem@example.vn', 'their e-mail'),
    Fax: text('', 'none is kept here'),
    SoDienThoai: text('0900000001', 'their telephone'),
    TrichYeuHoSo: text('Đăng ký khai sinh', 'what it is about'),
    NgayTiepNhan: text('2026-03-02 09:20:30', dateTime),
    NgayHenTra: text('2026-03-05 09:20:00', dateTime),
    TrangThaiHoSo: text('4', 'state, 1–10'),
    NgayTra: text('', `when the result was handed over, ${dateTime}`),
    ThongTinTra: text('', 'who took the result'),
    HinhThuc: z.enum(['0', '1']).describe('0 at the counter, 1 by post'),
    NgayKetThucXuLy: text('', dateTime),
    DonViXuLy: text('Ủy ban nhân dân cấp xã', 'who decides'),
    GhiChu: text('', 'note'),
    ThanhPhanHoSo: z.array(NationalPaper).describe('the papers handed in'),
    TaiLieuNop: noFiles.describe('attached files: none are kept here'),
    DanhSachLePhi: z.array(NationalFee).describe('what was collected'),
    DanhSachTepDinhKemKhac: noFiles.describe('other attached files: none are kept here'),
    DanhSachHoSoBoSung: z.array(NationalSupplement).describe('requests for supplements'),
    DanhSachGiayToKetQua: noFiles.describe('result papers as files: none are kept here'),
    ThongTinNguoiNop: NationalPerson,
    TienTrinh: z.array(NationalProgress).describe('its history, oldest first'),
  })
  .meta({
    id: 'NationalDossier',
    description: 'A dossier in the names of the national portal: personal data',
  });
export type NationalDossier = z.infer<typeof NationalDossier>;
