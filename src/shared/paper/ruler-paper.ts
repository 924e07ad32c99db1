import type { PaperDocumentInput } from './document.ts';

/**
 * A ruler across the paper, to prove the width in a printer's profile: both ends must be on the paper, and its millimetres
 * must agree with a real ruler (another dpi shows at once).
 */
export function rulerPaper(): PaperDocumentInput {
  return {
    kind: 'other',
    title: 'Thước kiểm tra khổ giấy',
    elements: [
      { type: 'heading', text: 'THƯỚC KIỂM TRA KHỔ GIẤY', level: 2 },
      { type: 'ruler' },
      { type: 'spacer', mm: 1 },
      {
        type: 'text',
        text: 'Hai vạch đứng ở hai đầu phải in đủ trên giấy. Nếu mất một vạch, khổ giấy trong cấu hình máy in lớn hơn khổ thật.',
      },
      {
        type: 'text',
        text: 'Đặt thước thật lên: 10 mm in ra phải đúng 10 mm. Nếu lệch, số điểm trên inch (dpi) trong cấu hình chưa đúng.',
      },
      { type: 'cut' },
    ],
  };
}

/** Widths that print heads have, in dots: a printer is one of these. */
export const rulerWidths: readonly number[] = [384, 416, 512, 576, 640, 832];

/** The letter by which the ruler of a width is called on the paper and on the screen. */
export function rulerName(widthDots: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + rulerWidths.indexOf(widthDots));
}

/** One ruler of several: drawn at its own width, so that it is whole only where the paper is as wide. */
export function rulerStripPaper(widthDots: number): PaperDocumentInput {
  return {
    kind: 'other',
    title: 'Thước kiểm tra khổ giấy',
    elements: [
      { type: 'text', text: `THƯỚC ${rulerName(widthDots)}`, size: 'large', bold: true },
      { type: 'ruler' },
      { type: 'spacer', mm: 3 },
    ],
  };
}

/** What stands below several rulers; drawn at the narrowest width, so that it can be read on any paper. */
export function rulerChoicePaper(): PaperDocumentInput {
  return {
    kind: 'other',
    title: 'Thước kiểm tra khổ giấy',
    elements: [
      {
        type: 'text',
        text: 'Chọn thước dài nhất còn đủ hai vạch đứng ở hai đầu, không bị xuống dòng hay mất chữ.',
      },
      {
        type: 'text',
        text: 'Đặt thước thật lên: 10 mm in ra phải đúng 10 mm. Nếu lệch, chọn kiểu máy in có số dpi khác.',
      },
      { type: 'cut' },
    ],
  };
}
