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
