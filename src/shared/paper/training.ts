import type { PaperDocumentInput } from './document.ts';

/** The line that keeps a slip made in training from being taken for a real one. */
export const trainingLine = 'PHIẾU TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ';

/** The head of a slip made in training; nothing otherwise. */
export function trainingHead(training: boolean): PaperDocumentInput['elements'] {
  if (!training) return [];
  return [
    { type: 'rule', style: 'double' },
    { type: 'text', text: trainingLine, align: 'center', bold: true },
    { type: 'rule', style: 'double' },
  ];
}
