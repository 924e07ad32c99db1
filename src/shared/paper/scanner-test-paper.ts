import { scannerTestBarText, scannerTestText } from '../domain/scanner-test-code.ts';
import type { PaperDocumentInput } from './document.ts';

/** The test code of scanners on paper: the QR with Vietnamese letters, and bars for what a scanner does with those. */
export function scannerTestPaper(): PaperDocumentInput {
  return {
    kind: 'other',
    title: 'Mã thử máy quét',
    elements: [
      { type: 'heading', text: 'MÃ THỬ MÁY QUÉT' },
      {
        type: 'text',
        text: 'Mở Thiết lập, mục Máy quét, bấm “Kiểm tra máy quét”, rồi quét từng mã.',
        align: 'center',
      },
      { type: 'spacer', mm: 2 },
      { type: 'text', text: 'Mã QR: có chữ tiếng Việt', align: 'center', bold: true },
      { type: 'qr', text: scannerTestText, sizeMm: 30 },
      { type: 'spacer', mm: 2 },
      { type: 'text', text: 'Mã vạch: như trên giấy tiếp nhận', align: 'center', bold: true },
      { type: 'barcode', symbology: 'code128', text: scannerTestBarText, heightMm: 12, caption: false },
      { type: 'cut' },
    ],
  };
}
