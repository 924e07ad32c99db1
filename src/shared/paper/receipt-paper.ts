import type { Dossier, ReceivedPaper } from '../api/dossiers.ts';
import type { Site } from '../api/site.ts';
import { amountInWords } from '../domain/amount-in-words.ts';
import { dayOfInstant } from '../domain/centre-time.ts';
import { receiptQrPayload } from '../domain/qr-payload.ts';
import { formatDong, formatLongDateTime, formatLongDay, formatNumber } from '../domain/vietnamese-format.ts';
import type { PaperDocumentInput } from './document.ts';
import { limitText } from './limit-text.ts';
import { trainingHead } from './training.ts';
import { unbroken, unbrokenDates } from './unbroken.ts';

type Elements = PaperDocumentInput['elements'];

/**
 * The circulars that carry the form "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", and from which day (rules.md §1.1, 1.3). It is
 * Mẫu số 01 of each. A dossier keeps the form of the day on which it was received.
 */
const circulars = [
  { from: '2025-09-15', name: 'Thông tư số\u00a003/2025/TT-VPCP ngày\u00a015/09/2025' },
  { from: '2019-01-06', name: 'Thông tư số\u00a001/2018/TT-VPCP ngày\u00a023/11/2018' },
] as const;

/** The note below the title: form and circular, never the number of the form alone (rules.md §1.3). */
export function receiptFormNote(receivedAt: string): string {
  const day = dayOfInstant(receivedAt) ?? '';
  const circular = circulars.find(({ from }) => day >= from);
  return circular === undefined
    ? ''
    : `(Mẫu số 01, ban hành kèm theo ${circular.name} của Văn phòng Chính phủ)`;
}

function papersTable(papers: readonly ReceivedPaper[]): Elements {
  if (papers.length === 0) return [];
  const count = (number: number): string => (number === 0 ? '' : String(number));
  return [
    {
      type: 'table',
      columns: [
        { title: 'TT', weight: 1, align: 'center' },
        { title: 'Thành phần hồ sơ', weight: 10 },
        { title: 'Bản chính', weight: 2, align: 'center' },
        { title: 'Chứng thực', weight: 2, align: 'center' },
        { title: 'Bản photo', weight: 2, align: 'center' },
      ],
      rows: papers.map((paper, index) => [
        String(index + 1),
        paper.name,
        count(paper.originals),
        count(paper.certified),
        count(paper.copies),
      ]),
    },
  ];
}

/** Fees in figures and in words (NĐ 254/2026 Art 23.2). This is no fee receipt: those are numbered by their own system. */
function feeElements(dossier: Dossier): Elements {
  if (dossier.fees.length === 0)
    return [{ type: 'keyValue', rows: [{ key: 'Phí, lệ phí:', value: 'Không thu' }] }];
  return [
    { type: 'text', text: 'Phí, lệ phí:' },
    {
      type: 'table',
      columns: [{ weight: 3 }, { weight: 1, align: 'right' }],
      rows: dossier.fees.map((fee) => [
        fee.quantity === 1
          ? fee.name
          : `${fee.name} (${formatNumber(fee.quantity)} × ${formatDong(fee.amount)})`,
        formatDong(fee.amount * fee.quantity),
      ]),
    },
    { type: 'spacer', mm: 1 },
    {
      type: 'keyValue',
      rows: [
        { key: 'Tổng cộng:', value: formatDong(dossier.totalFee), bold: true },
        { key: 'Bằng chữ:', value: `${amountInWords(dossier.totalFee)}.` },
      ],
    },
  ];
}

/** Where to ask, a line each; a telephone number is not broken. */
function contactLines(site: Site): string {
  const phone = site.phone === '' ? '' : unbroken(`Điện thoại: ${site.phone}`);
  return [site.address, phone, site.website].filter((line) => line !== '').join('\n');
}

/**
 * The receipt that the citizen takes home: Mẫu 01, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" (labels and order: rules.md
 * §1.4), for narrow paper: the two blocks of its head stand below each other, national name first (NĐ 30/2020 Art 8). Items
 * 6 and 7, a second stage, are left out: the form has them "nếu có". Holds personal data.
 */
export function receiptPaper(
  dossier: Dossier,
  site: Site,
  options: { readonly training?: boolean } = {},
): PaperDocumentInput {
  const { submitter, owner } = dossier;
  const person = (label: string, value: string, bold = false) => ({ key: label, value, bold }) as const;
  const note = receiptFormNote(dossier.receivedAt);
  const receivedOn = dayOfInstant(dossier.receivedAt) ?? '';
  return {
    kind: 'receipt',
    title: `Giấy tiếp nhận ${dossier.code}`,
    elements: [
      ...trainingHead(options.training ?? false),
      { type: 'text', text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', align: 'center', bold: true },
      { type: 'text', text: 'Độc lập - Tự do - Hạnh phúc', align: 'center', bold: true },
      { type: 'rule' },
      { type: 'text', text: site.parent, align: 'center' },
      { type: 'text', text: site.name.toLocaleUpperCase('vi'), align: 'center', bold: true },
      { type: 'spacer', mm: 2 },
      { type: 'barcode', symbology: 'code128', text: dossier.code, heightMm: 10 },
      { type: 'spacer', mm: 1 },
      {
        type: 'text',
        text: unbrokenDates(`${site.place}, ${formatLongDay(receivedOn)}`),
        align: 'right',
        size: 'small',
        italic: true,
      },
      {
        type: 'text',
        text: `Quyển số: ${dossier.book.volume}, Số thứ tự: ${dossier.book.number}`,
        align: 'right',
        size: 'small',
      },
      { type: 'spacer', mm: 1 },
      { type: 'heading', text: 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ' },
      ...(note === '' ? [] : ([{ type: 'text', text: note, align: 'center', size: 'small' }] as const)),
      { type: 'text', text: '(Liên: Giao khách hàng)', align: 'center' },
      { type: 'spacer', mm: 2 },
      {
        type: 'keyValue',
        rows: [
          person('Bộ phận tiếp nhận và trả kết quả:', site.name),
          person('Tiếp nhận hồ sơ của:', owner.name, true),
          person('Người nộp:', submitter.name, true),
          person('Địa chỉ:', submitter.address),
          person('Số điện thoại:', submitter.phone),
          person('Email:', submitter.email),
          person('Số CMND/Thẻ căn cước/Hộ chiếu:', submitter.number ?? ''),
          person('Nội dung yêu cầu giải quyết:', dossier.procedureName, true),
        ],
      },
      { type: 'spacer', mm: 1 },
      { type: 'text', text: '1. Thành phần hồ sơ, số lượng mỗi loại giấy tờ:' },
      { type: 'spacer', mm: 1 },
      ...papersTable(dossier.papers),
      { type: 'spacer', mm: 1 },
      {
        type: 'keyValue',
        rows: [
          { key: '2. Số lượng hồ sơ:', value: `${dossier.sets} (bộ)` },
          { key: '3. Thời gian giải quyết hồ sơ theo quy định là:', value: limitText(dossier.limit) },
          { key: '4. Thời gian nhận hồ sơ:', value: unbrokenDates(formatLongDateTime(dossier.receivedAt)) },
          {
            key: '5. Thời gian trả kết quả giải quyết hồ sơ:',
            value:
              dossier.dueAt === null
                ? 'Theo thông báo của cơ quan giải quyết'
                : unbrokenDates(formatLongDateTime(dossier.dueAt)),
            bold: true,
          },
        ],
      },
      { type: 'rule', style: 'dashed' },
      ...feeElements(dossier),
      { type: 'rule', style: 'dashed' },
      { type: 'spacer', mm: 2 },
      {
        type: 'signatures',
        blocks: [
          // An online dossier is signed by the officer alone (rules.md §1.4, variants).
          ...(dossier.channel === 'ONLINE'
            ? []
            : [{ title: 'NGƯỜI NỘP HỒ SƠ', note: '(Ký và ghi rõ họ tên)' }]),
          { title: 'NGƯỜI TIẾP NHẬN HỒ SƠ', note: '(Ký và ghi rõ họ tên)' },
        ],
        roomMm: 18,
      },
      { type: 'rule' },
      { type: 'qr', text: receiptQrPayload(site.lookupUrl, dossier.code), sizeMm: 30 },
      { type: 'text', text: 'Quét mã để tra cứu hồ sơ', align: 'center', bold: true },
      { type: 'text', text: contactLines(site), align: 'center', size: 'small' },
      { type: 'spacer', mm: 1 },
      {
        // NĐ 61/2018 Art 6.2b: what the one who collects the result brings.
        type: 'text',
        text: 'Khi nhận kết quả, xin mang theo giấy này; người nhận thay mang thêm giấy ủy quyền.',
        align: 'center',
        size: 'small',
      },
      { type: 'cut' },
    ],
  };
}
