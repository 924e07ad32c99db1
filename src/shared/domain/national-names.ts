import type { Dossier, DossierState, DossierStep, ShownPerson } from '../api/dossiers.ts';
import type { Channel, Procedure } from '../api/procedures.ts';
import type { NationalDossier } from '../api/exchange.ts';
import { clockOf, clockText, dayNumberOf, dayText, localMinuteOf, twoDigits } from './centre-time.ts';

/**
 * The names and codes of the national portal and of the ministries' adapters, one to one with ours (practice: three
 * independent systems agree on the list of states; the fields are those of a public integration of the portal).
 */

/** TrangThaiHoSo: our numbers are the national ones; these are their names. */
export const nationalStates: Readonly<Record<DossierState, string>> = {
  1: 'Mới đăng ký',
  2: 'Được tiếp nhận',
  3: 'Không được tiếp nhận',
  4: 'Đang xử lý',
  5: 'Yêu cầu bổ sung giấy tờ',
  6: 'Yêu cầu thực hiện nghĩa vụ tài chính',
  7: 'Công dân yêu cầu rút hồ sơ',
  8: 'Dừng xử lý',
  9: 'Đã xử lý xong',
  10: 'Đã trả kết quả',
};

/** KenhThucHien: 1 trực tiếp, 2 trực tuyến, 3 BCCI. */
export const nationalChannels = { DIRECT: '1', ONLINE: '2', POSTAL: '3' } as const satisfies Record<
  Channel,
  string
>;

/** LoaiBan of the forms in which a paper is taken in. A certified copy (bản chứng thực) is a copy there. */
export const nationalCopies = { originals: '0', certified: '1', copies: '1' } as const;

/** HinhThucThu: what the counter collects, it collects when it takes the dossier in. */
const collectedAtReceipt = '1';

/** LoaiDoiTuong of a citizen (practice; the official meaning of 0, 1 and 2 is not verified). */
const citizen = '1';

/** The state of a national code; null where it is none. */
export function stateOfNational(code: string): DossierState | null {
  const state = Number(code);
  return /^\d{1,2}$/.test(code) && state in nationalStates ? (state as DossierState) : null;
}

/** The channel of a national code; null where it is none. */
export function channelOfNational(code: string): Channel | null {
  const channels = Object.keys(nationalChannels) as Channel[];
  return channels.find((channel) => nationalChannels[channel] === code) ?? null;
}

/** An instant as the adapters write it, `yyyy-MM-dd HH:mm:ss` at the centre; empty for none. */
export function nationalDateTime(instant: string | null): string {
  const minute = instant === null ? null : localMinuteOf(instant);
  if (instant === null || minute === null) return '';
  const seconds = Math.floor(Date.parse(instant) / 1000) % 60;
  return `${dayText(dayNumberOf(minute))} ${clockText(clockOf(minute))}:${twoDigits(seconds)}`;
}

/** A day as the adapters write a date of birth, `yyyyMMddHHmmss`; empty for none. */
export function nationalDay(day: string | null): string {
  return day === null ? '' : `${day.replaceAll('-', '')}000000`;
}

/**
 * A dossier in national names. Codes of field and papers are those of the procedure that it was received under: the dossier
 * itself has their names alone.
 */
export function nationalDossier(
  dossier: Dossier,
  procedure: Pick<Procedure, 'fieldCode' | 'cases'>,
): NationalDossier {
  const papers = procedure.cases.find((each) => each.code === dossier.caseCode)?.papers ?? [];
  const codeOf = (paperId: string | null): string => papers.find(({ id }) => id === paperId)?.code ?? '';
  const { owner, submitter, steps } = dossier;
  const stepTo = (state: DossierState): DossierStep | undefined =>
    [...steps].reverse().find((step) => step.to === state);
  return {
    MaHoSo: dossier.code,
    MaTTHC: dossier.procedureCode,
    TenTTHC: dossier.procedureName,
    MaLinhVuc: procedure.fieldCode ?? '',
    TenLinhVuc: dossier.field,
    KenhThucHien: nationalChannels[dossier.channel],
    ChuHoSo: owner.name,
    LoaiDoiTuong: citizen,
    MaDoiTuong: owner.number ?? '',
    Email: owner.email,
    Fax: '',
    SoDienThoai: owner.phone,
    TrichYeuHoSo: dossier.procedureName,
    NgayTiepNhan: nationalDateTime(dossier.receivedAt),
    NgayHenTra: nationalDateTime(dossier.dueAt),
    TrangThaiHoSo: String(dossier.state),
    NgayTra: nationalDateTime(stepTo(10)?.at ?? null),
    ThongTinTra: stepTo(10)?.receivedBy ?? '',
    HinhThuc: dossier.channel === 'POSTAL' ? '1' : '0',
    NgayKetThucXuLy: nationalDateTime(stepTo(9)?.at ?? null),
    DonViXuLy: dossier.agency,
    GhiChu: dossier.note,
    ThanhPhanHoSo: dossier.papers.flatMap((paper) =>
      (['originals', 'certified', 'copies'] as const)
        .filter((form) => paper[form] > 0)
        .map((form) => ({
          MaThanhPhanHoSo: codeOf(paper.paperId),
          TenThanhPhanHoSo: paper.name,
          SoLuong: String(paper[form]),
          LoaiBan: nationalCopies[form],
        })),
    ),
    TaiLieuNop: [],
    DanhSachLePhi: dossier.fees.map((fee) => ({
      TenPhiLePhi: fee.name,
      MaPhiLePhi: '',
      HinhThucThu: collectedAtReceipt,
      Gia: String(fee.quantity * fee.amount),
    })),
    DanhSachTepDinhKemKhac: [],
    DanhSachHoSoBoSung: supplements(steps),
    DanhSachGiayToKetQua: [],
    ThongTinNguoiNop: { LoaiDoiTuong: citizen, ThongTinChiTiet: applicant(submitter, owner) },
    TienTrinh: steps.map((step) => ({
      MaHoSo: dossier.code,
      NguoiXuLy: step.stationId,
      ThoiDiemXuLy: nationalDateTime(step.at),
      NoiDungXuLy: nationalStates[step.to],
      TrangThai: String(step.to),
      NgayKetThucTheoQuyDinh: nationalDateTime(step.dueAt),
    })),
  };
}

function applicant(
  submitter: ShownPerson,
  owner: ShownPerson,
): NationalDossier['ThongTinNguoiNop']['ThongTinChiTiet'] {
  return {
    TenNguoiNop: submitter.name,
    SoDinhDanh: submitter.number ?? '',
    NgaySinh: nationalDay(submitter.birth),
    SoDienThoai: submitter.phone,
    Email: submitter.email,
    DiaChiChiTiet: submitter.address,
    TenChuHs: owner.name,
    SoDinhDanhChuHs: owner.number ?? '',
    DiaChiChiTietChuHs: owner.address,
  };
}

/** The requests for supplements: the step to 5 asks, the step out of it brings the new appointment. */
function supplements(steps: readonly DossierStep[]): NationalDossier['DanhSachHoSoBoSung'] {
  return steps
    .map((step, index) => ({ step, before: steps[index - 1], after: steps[index + 1] }))
    .filter(({ step }) => step.to === 5)
    .map(({ step, before, after }, index) => ({
      HoSoBoSungId: String(index + 1),
      NguoiYeuCauBoSung: step.stationId,
      NoiDungBoSung: step.reason ?? '',
      NgayBoSung: nationalDateTime(step.at),
      NgayHenTraTruoc: nationalDateTime(before?.dueAt ?? null),
      NgayHenTraMoi: after?.to === 2 || after?.to === 4 ? nationalDateTime(after.dueAt) : '',
    }));
}
