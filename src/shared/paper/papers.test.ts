import { describe, expect, it } from 'vitest';
import type { Dossier } from '../api/dossiers.ts';
import { PaperDocument, type PaperDocumentInput } from './document.ts';
import { labelPaper } from './label-paper.ts';
import { lettersPaper, vietnameseLetters } from './letters-paper.ts';
import { limitText } from './limit-text.ts';
import { receiptFormNote, receiptPaper } from './receipt-paper.ts';
import { markAsReprint } from './reprint.ts';
import { rulerPaper } from './ruler-paper.ts';
import { sampleDossier, samplePaper, sampleSite, sampleTicket } from './samples.ts';
import { ticketPaper } from './ticket-paper.ts';
import { trainingLine } from './training.ts';

/** Everything that a person or a scanner can read on the slip, with no-break spaces as spaces. */
function written(paper: PaperDocumentInput): string {
  return JSON.stringify(PaperDocument.parse(paper).elements).replaceAll('\u00a0', ' ');
}

function keys(paper: PaperDocumentInput): string[] {
  return PaperDocument.parse(paper).elements.flatMap((element) =>
    element.type === 'keyValue' ? element.rows.map((row) => row.key) : [],
  );
}

const other: Dossier['owner'] = { ...sampleDossier.owner, name: 'Công ty TNHH Mẫu Thử', number: null };

describe('ticketPaper', () => {
  it('says number, service, time, people waiting, estimate and counters, and carries the QR', () => {
    const text = written(ticketPaper(sampleTicket));
    for (const part of [
      'B-025',
      sampleTicket.groupName.vi,
      '08:05, ngày 02/03/2026',
      '6 người',
      'khoảng 25 phút',
      '2, 3',
    ])
      expect(text).toContain(part);
    expect(text).toContain(sampleTicket.qrPayload);
  });

  it('leaves out what nobody knows', () => {
    const rows = keys(ticketPaper({ ...sampleTicket, estimateMinutes: null, counters: [] }));
    expect(rows).toEqual(['Lấy số lúc:', 'Đang chờ trước:']);
  });

  it('says that a person has precedence, not why', () => {
    const slips = (['elderly', 'disabled', 'pregnant', 'withChild', 'meritorious'] as const).map((priority) =>
      written(ticketPaper({ ...sampleTicket, priority })),
    );
    expect(new Set(slips).size).toBe(1);
    expect(slips[0]).toContain('ƯU TIÊN');
    expect(written(ticketPaper(sampleTicket))).not.toContain('ƯU TIÊN');
  });

  it('speaks English to who asked for it', () => {
    const text = written(ticketPaper({ ...sampleTicket, language: 'en', waitingBefore: 1 }));
    for (const part of [sampleTicket.groupName.en, '1 person', '08:05, 02/03/2026'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/ngày|người|phút/);
  });
});

describe('receiptPaper', () => {
  it('has the labels of Mẫu 01, exactly and in order', () => {
    expect(keys(receiptPaper(sampleDossier, sampleSite))).toEqual([
      'Bộ phận tiếp nhận và trả kết quả:',
      'Tiếp nhận hồ sơ của:',
      'Người nộp:',
      'Địa chỉ:',
      'Số điện thoại:',
      'Email:',
      'Số CMND/Thẻ căn cước/Hộ chiếu:',
      'Nội dung yêu cầu giải quyết:',
      '2. Số lượng hồ sơ:',
      '3. Thời gian giải quyết hồ sơ theo quy định là:',
      '4. Thời gian nhận hồ sơ:',
      '5. Thời gian trả kết quả giải quyết hồ sơ:',
      'Tổng cộng:',
      'Bằng chữ:',
    ]);
    const text = written(receiptPaper(sampleDossier, sampleSite));
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH LONG AN',
      'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      '(Liên: Giao khách hàng)',
      'Quyển số: 1, Số thứ tự: 412',
      'Tân An, ngày 02 tháng 03 năm 2026',
      '1. Thành phần hồ sơ, số lượng mỗi loại giấy tờ:',
      '09 giờ 20 phút, ngày 09 tháng 03 năm 2026',
      'Một trăm mười lăm nghìn đồng.',
      'NGƯỜI NỘP HỒ SƠ',
    ])
      expect(text).toContain(part);
  });

  it('tells owner and submitter apart, and counts papers by kind', () => {
    const paper = PaperDocument.parse(receiptPaper({ ...sampleDossier, owner: other }, sampleSite));
    const people = paper.elements.find((element) => element.type === 'keyValue');
    expect(people?.rows.slice(1, 3).map((row) => row.value)).toEqual([
      other.name,
      sampleDossier.submitter.name,
    ]);
    const table = paper.elements.find((element) => element.type === 'table');
    expect(table?.columns.map((column) => column.title)).toEqual([
      'TT',
      'Thành phần hồ sơ',
      'Bản chính',
      'Chứng thực',
      'Bản photo',
    ]);
    expect(table?.rows.map((row) => [row[0], ...row.slice(2)])).toEqual([
      ['1', '1', '', ''],
      ['2', '1', '', '1'],
      ['3', '', '1', ''],
    ]);
  });

  it('carries the bare code in bars and the enquiry address in the QR', () => {
    const codes = PaperDocument.parse(receiptPaper(sampleDossier, sampleSite)).elements.flatMap((element) =>
      element.type === 'barcode' || element.type === 'qr' ? [element.text] : [],
    );
    expect(codes).toEqual([
      'H39.30-260302-0012',
      'https://dichvucong.longan.gov.vn/tra-cuu?ma=H39.30-260302-0012',
    ]);
  });

  it('can be drawn without fees, papers, a date or an identity number', () => {
    const bare = { ...sampleDossier, fees: [], totalFee: 0, papers: [], dueAt: null, submitter: other };
    const text = written(receiptPaper(bare, { ...sampleSite, phone: '', website: '', lookupUrl: '' }));
    expect(text).toContain('Không thu');
    expect(text).toContain('Theo thông báo của cơ quan giải quyết');
    expect(text).not.toMatch(/Điện thoại: "|null|undefined/);
  });

  it('multiplies fees by their quantity', () => {
    const fees = [{ kind: 'fee', name: 'Chứng thực bản sao', quantity: 12, amount: 2000 }] as const;
    const text = written(receiptPaper({ ...sampleDossier, fees: [...fees], totalFee: 24_000 }, sampleSite));
    expect(text).toContain('Chứng thực bản sao (12 × 2.000 đ)');
    expect(text).toContain('Hai mươi tư nghìn đồng.');
  });

  it('is signed by the officer alone when the dossier came online', () => {
    const text = written(receiptPaper({ ...sampleDossier, channel: 'ONLINE' }, sampleSite));
    expect(text).toContain('NGƯỜI TIẾP NHẬN HỒ SƠ');
    expect(text).not.toContain('NGƯỜI NỘP HỒ SƠ');
  });

  it.each([
    ['2018-12-31T23:59:00+07:00', ''],
    ['2019-01-06T00:00:00+07:00', '01/2018/TT-VPCP'],
    ['2025-09-14T23:59:00+07:00', '01/2018/TT-VPCP'],
    ['2025-09-14T17:00:00Z', '03/2025/TT-VPCP'],
  ])('names the circular in force on the day of receipt at the centre: %s', (receivedAt, circular) => {
    expect(receiptFormNote(receivedAt)).toContain(circular);
    expect(receiptFormNote(receivedAt) === '').toBe(circular === '');
  });
});

describe('labelPaper', () => {
  it('has the bare code twice for scanners, and who and until when', () => {
    const paper = labelPaper({ ...sampleDossier, owner: other });
    const codes = PaperDocument.parse(paper).elements.flatMap((element) =>
      element.type === 'barcode' || element.type === 'qr' ? [element.text] : [],
    );
    expect(codes).toEqual([sampleDossier.code, sampleDossier.code]);
    for (const part of [
      other.name,
      sampleDossier.procedureName,
      '09:20, ngày 09/03/2026',
      '09:20, ngày 02/03/2026',
    ])
      expect(written(paper)).toContain(part);
    expect(written(labelPaper({ ...sampleDossier, dueAt: null }))).toContain('Theo thông báo');
  });
});

describe('limitText', () => {
  it.each([
    [{ amount: 5, unit: 'WORKING_DAY' }, '5 ngày làm việc'],
    [{ amount: 2.5, unit: 'DAY' }, '2,5 ngày'],
    [{ amount: 8, unit: 'HOUR' }, '8 giờ'],
    [{ amount: 1, unit: 'MONTH' }, '1 tháng'],
    [{ amount: 0, unit: 'SAME_DAY' }, 'Giải quyết ngay trong ngày'],
    [{ amount: 0, unit: 'OTHER', text: 'Theo thỏa thuận' }, 'Theo thỏa thuận'],
    [{ amount: 0, unit: 'OTHER' }, 'Theo quy định của pháp luật chuyên ngành'],
  ] as const)('%j is %s', (limit, text) => {
    expect(limitText(limit)).toBe(text);
  });
});

describe('markAsReprint', () => {
  const reprint = {
    copy: 3,
    at: new Date('2026-03-02T02:45:00Z'),
    person: 'Lê Thị Ngọc Bích',
    station: 'Quầy 3',
    reason: 'Giấy rách',
  };

  it('marks head and foot with number, time, who and reason, inside the cut', () => {
    const paper = PaperDocument.parse(markAsReprint(ticketPaper(sampleTicket), reprint));
    const marks = paper.elements.flatMap((element, index) =>
      element.type === 'text' && element.text === 'BẢN IN LẠI LẦN 2' ? [index] : [],
    );
    expect(marks).toEqual([1, paper.elements.length - 5]);
    expect(paper.elements.at(-1)?.type).toBe('cut');
    expect(written(paper)).toContain(
      'Bản thứ 3, in lúc 09:45, ngày 02/03/2026, người in: Lê Thị Ngọc Bích, Quầy 3',
    );
    expect(written(paper)).toContain('Lý do: Giấy rách');
  });

  it('names the station alone where nobody is signed in', () => {
    const paper = PaperDocument.parse(markAsReprint(ticketPaper(sampleTicket), { ...reprint, person: null }));
    expect(written(paper)).toContain('Bản thứ 3, in lúc 09:45, ngày 02/03/2026, Quầy 3');
  });

  it('changes nothing else, but opens no drawer again', () => {
    const first = ticketPaper(sampleTicket);
    const withDrawer = { ...first, elements: [{ type: 'drawer' } as const, ...first.elements] };
    const marked = markAsReprint(withDrawer, reprint);
    expect(marked.elements.filter((element) => element.type === 'drawer')).toEqual([]);
    expect(marked.elements.slice(5, -6)).toEqual(first.elements.slice(0, -1));
    expect({ ...marked, elements: [] }).toEqual({ ...first, elements: [] });
  });

  it('marks a slip without a cut at its end', () => {
    const paper = { kind: 'other' as const, title: 'x', elements: [{ type: 'spacer' as const, mm: 1 }] };
    expect(markAsReprint(paper, reprint).elements).toHaveLength(11);
  });

  it('refuses to call the first copy a reprint', () => {
    expect(() => markAsReprint(ticketPaper(sampleTicket), { ...reprint, copy: 1 })).toThrow(RangeError);
  });
});

describe('samples', () => {
  it('look like the real thing, but say that they are worthless', () => {
    for (const sample of ['ticket', 'receipt', 'label'] as const) {
      expect(written(samplePaper(sample))).toContain(trainingLine);
      expect(PaperDocument.parse(samplePaper(sample)).kind).toBe(sample);
    }
    expect(written(receiptPaper(sampleDossier, sampleSite))).not.toContain(trainingLine);
  });

  it('name no person in their titles, which stand in lists and journals', () => {
    for (const paper of [
      receiptPaper(sampleDossier, sampleSite),
      labelPaper(sampleDossier),
      ticketPaper(sampleTicket),
    ])
      expect(paper.title).not.toMatch(/Oanh|0800|0900/);
  });

  it('of letters hold all 146 in one cut, after the ruler', () => {
    const text = written(lettersPaper());
    const letters = vietnameseLetters();
    expect(new Set(letters).size).toBe(73);
    for (const letter of letters) {
      expect(text).toContain(letter);
      expect(text).toContain(letter.toLocaleUpperCase('vi'));
    }
    const types = PaperDocument.parse(samplePaper('letters')).elements.map((element) => element.type);
    expect(types.filter((type) => type === 'cut')).toHaveLength(1);
    expect(types).toContain('ruler');
    expect(PaperDocument.safeParse(rulerPaper()).success).toBe(true);
  });
});
