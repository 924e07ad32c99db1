import type { Dossier } from '../api/dossiers.ts';
import type { Site } from '../api/site.ts';
import { ticketQrPayload } from '../domain/qr-payload.ts';
import type { PaperDocumentInput } from './document.ts';
import { labelPaper } from './label-paper.ts';
import { lettersPaper } from './letters-paper.ts';
import { receiptPaper } from './receipt-paper.ts';
import { rulerPaper } from './ruler-paper.ts';
import { scannerTestPaper } from './scanner-test-paper.ts';
import { ticketPaper, type TicketPaper } from './ticket-paper.ts';

/** Everything here is invented: people, numbers and dossiers that do not exist. For samples, training and tests. */
export const sampleSite: Site = {
  id: 'mau',
  name: 'Trung tâm Phục vụ hành chính công tỉnh Long An',
  shortName: 'TTPVHCC Long An',
  parent: 'ỦY BAN NHÂN DÂN TỈNH LONG AN',
  place: 'Tân An',
  address: 'Số 1 đường Mẫu, Tân An, Long An',
  phone: '0272 000 0000',
  website: 'https://dichvucong.longan.gov.vn',
  unitCode: 'H39.30',
  lookupUrl: 'https://dichvucong.longan.gov.vn/tra-cuu?ma={code}',
  openings: [
    { from: '07:00', to: '11:30' },
    { from: '13:30', to: '17:00' },
  ],
};

const person = {
  number: '080000000000',
  name: 'Nguyễn Thị Kiều Oanh',
  birth: '1958-04-12',
  sex: 'female',
  address: 'Số 27/5B đường Huỳnh Việt Thanh, Khu phố Bình Đông 3, Phường 2, Thành phố Tân An, tỉnh Long An',
  phone: '0900 000 000',
  email: '',
} as const;

export const sampleDossier: Dossier = {
  id: '00000000-0000-4000-8000-000000000001',
  siteId: 'mau',
  code: 'H39.30-260302-0012',
  book: { year: 2026, volume: 1, number: 412 },
  procedureCode: '1.012817',
  procedureVersion: '2026-01',
  procedureName: 'Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất',
  field: 'Đất đai',
  agency: 'Chi nhánh Văn phòng Đăng ký đất đai',
  caseCode: '1.012817.01',
  caseName: 'Cấp đổi do Giấy chứng nhận bị ố, nhòe, rách',
  channel: 'DIRECT',
  submitter: person,
  owner: person,
  papers: [
    {
      paperId: 'don',
      name: 'Đơn đăng ký biến động đất đai, tài sản gắn liền với đất theo Mẫu số 18',
      originals: 1,
      certified: 0,
      copies: 0,
    },
    { paperId: 'gcn', name: 'Bản gốc Giấy chứng nhận đã cấp', originals: 1, certified: 0, copies: 1 },
    {
      paperId: 'uyquyen',
      name: 'Văn bản về việc đại diện theo quy định của pháp luật về dân sự',
      originals: 0,
      certified: 1,
      copies: 0,
    },
  ],
  sets: 1,
  limit: { amount: 5, unit: 'WORKING_DAY' },
  receivedAt: '2026-03-02T09:20:00+07:00',
  dueAt: '2026-03-09T09:20:00+07:00',
  handOverBy: '2026-03-02T17:00:00+07:00',
  fees: [
    { kind: 'charge', name: 'Phí thẩm định hồ sơ cấp Giấy chứng nhận', quantity: 1, amount: 80_000 },
    { kind: 'fee', name: 'Lệ phí cấp đổi Giấy chứng nhận', quantity: 1, amount: 35_000 },
  ],
  totalFee: 115_000,
  note: '',
  state: 2,
  steps: [],
  nextStates: [4, 7, 8],
  deadline: 'early',
  ticketId: null,
  counterId: null,
};

export const sampleTicket: TicketPaper = {
  site: sampleSite,
  groupName: { vi: 'Đất đai, tài nguyên và môi trường', en: 'Land, resources and environment' },
  number: 'B-025',
  issuedAt: '2026-03-02T08:05:00+07:00',
  waitingBefore: 6,
  estimateMinutes: 25,
  qrPayload: ticketQrPayload({ ticketId: '00000000-0000-4000-8000-000000000025', number: 'B-025' }),
  priority: 'normal',
  counters: [2, 3],
};

/** A sample to print on a printer. What looks like the real thing is marked as worthless. */
export function samplePaper(
  sample: 'ticket' | 'receipt' | 'label' | 'letters' | 'scannerTest',
): PaperDocumentInput {
  switch (sample) {
    case 'scannerTest':
      return scannerTestPaper();
    case 'ticket':
      return ticketPaper({ ...sampleTicket, training: true });
    case 'receipt':
      return receiptPaper(sampleDossier, sampleSite, { training: true });
    case 'label':
      return labelPaper(sampleDossier, { training: true });
    case 'letters': {
      const [ruler, letters] = [rulerPaper(), lettersPaper()];
      return {
        ...letters,
        elements: [...ruler.elements.filter((element) => element.type !== 'cut'), ...letters.elements],
      };
    }
  }
}
