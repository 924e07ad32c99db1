import { z } from 'zod';

/**
 * A dossier with the names that the national portal and the systems of the ministries use. Values are texts there, numbers
 * too; an empty text is what is not known.
 */
const dateTime = 'yyyy-MM-dd HH:mm:ss at the centre';

export const NationalPaper = z
  .object({
    MaThanhPhanHoSo: z.string().describe('code of the paper as listed; empty: added by the officer'),
    TenThanhPhanHoSo: z.string().describe('name of the paper'),
    SoLuong: z.string().describe('how many'),
    LoaiBan: z.enum(['0', '1', '2']).describe('0 bản chính, 1 bản sao, 2 điện tử'),
  })
  .meta({ id: 'NationalPaper', description: 'ThanhPhanHoSo: a paper in one form of copy' });

export const NationalFee = z
  .object({
    TenPhiLePhi: z.string().describe('name of the fee'),
    MaPhiLePhi: z.string().describe('code of the fee; none is known here'),
    HinhThucThu: z.enum(['1', '2', '4']).describe('1 khi tiếp nhận, 2 khi bổ sung, 4 khi trả kết quả'),
    Gia: z.string().describe('amount in đồng, all of them'),
  })
  .meta({ id: 'NationalFee', description: 'A line of DanhSachLePhi' });

export const NationalSupplement = z
  .object({
    HoSoBoSungId: z.string().describe('which request, counted from 1 within the dossier'),
    NguoiYeuCauBoSung: z.string().describe('which station asked'),
    NoiDungBoSung: z.string().describe('what is missing'),
    NgayBoSung: z.string().describe(dateTime),
    NgayHenTraTruoc: z.string().describe(`the appointment before, ${dateTime}`),
    NgayHenTraMoi: z
      .string()
      .describe(`the appointment after, ${dateTime}; empty: the dossier is not complete yet`),
  })
  .meta({ id: 'NationalSupplement', description: 'A line of DanhSachHoSoBoSung' });

export const NationalProgress = z
  .object({
    MaHoSo: z.string().describe('dossier code'),
    NguoiXuLy: z.string().describe('which station did it'),
    ThoiDiemXuLy: z.string().describe(dateTime),
    NoiDungXuLy: z.string().describe('what was done, the name of the state'),
    TrangThai: z.string().describe('the state after it, 1–10'),
    NgayKetThucTheoQuyDinh: z.string().describe(`the appointment then, ${dateTime}`),
  })
  .meta({ id: 'NationalProgress', description: 'A step as CapNhatTienTrinh takes it' });

export const NationalPerson = z
  .object({
    LoaiDoiTuong: z.enum(['0', '1', '2']).describe('kind of applicant; 1: a citizen'),
    ThongTinChiTiet: z
      .object({
        TenNguoiNop: z.string().describe('who brought it'),
        SoDinhDanh: z.string().describe('their personal number'),
        NgaySinh: z.string().describe('day of birth, yyyyMMddHHmmss'),
        SoDienThoai: z.string().describe('telephone'),
        Email: z.string().describe('e-mail'),
        DiaChiChiTiet: z.string().describe('address'),
        TenChuHs: z.string().describe('whose dossier it is (chủ hồ sơ)'),
        SoDinhDanhChuHs: z.string().describe('their personal number'),
        DiaChiChiTietChuHs: z.string().describe('their address'),
      })
      .describe('who brought it and whose it is'),
  })
  .meta({ id: 'NationalPerson', description: 'ThongTinNguoiNop: personal data' });

/** A dossier in national names (rules.md §3.3). */
export const NationalDossier = z
  .object({
    MaHoSo: z.string().describe('dossier code'),
    MaTTHC: z.string().describe('code of the procedure'),
    TenTTHC: z.string().describe('name of the procedure'),
    MaLinhVuc: z.string().describe('code of the field, e.g. G15-TP07'),
    TenLinhVuc: z.string().describe('name of the field'),
    KenhThucHien: z.enum(['1', '2', '3']).describe('1 trực tiếp, 2 trực tuyến, 3 BCCI'),
    ChuHoSo: z.string().describe('whose dossier it is'),
    LoaiDoiTuong: z.enum(['0', '1', '2']).describe('kind of applicant; 1: a citizen'),
    MaDoiTuong: z.string().describe('their personal number'),
    Email: z.string().describe('their e-mail'),
    Fax: z.string().describe('none is kept here'),
    SoDienThoai: z.string().describe('their telephone'),
    TrichYeuHoSo: z.string().describe('what it is about'),
    NgayTiepNhan: z.string().describe(dateTime),
    NgayHenTra: z.string().describe(dateTime),
    TrangThaiHoSo: z.string().describe('state, 1–10'),
    NgayTra: z.string().describe(`when the result was handed over, ${dateTime}`),
    ThongTinTra: z.string().describe('who took the result'),
    HinhThuc: z.enum(['0', '1']).describe('0 at the counter, 1 by post'),
    NgayKetThucXuLy: z.string().describe(dateTime),
    DonViXuLy: z.string().describe('who decides'),
    GhiChu: z.string().describe('note'),
    ThanhPhanHoSo: z.array(NationalPaper).describe('the papers handed in'),
    TaiLieuNop: z.array(z.never()).describe('attached files: none are kept here'),
    DanhSachLePhi: z.array(NationalFee).describe('what was collected'),
    DanhSachTepDinhKemKhac: z.array(z.never()).describe('other attached files: none are kept here'),
    DanhSachHoSoBoSung: z.array(NationalSupplement).describe('requests for supplements'),
    DanhSachGiayToKetQua: z.array(z.never()).describe('result papers as files: none are kept here'),
    ThongTinNguoiNop: NationalPerson,
    TienTrinh: z.array(NationalProgress).describe('its history, oldest first'),
  })
  .meta({
    id: 'NationalDossier',
    description: 'A dossier in the names of the national portal: personal data',
  });
export type NationalDossier = z.infer<typeof NationalDossier>;
