import type { Dossier } from '../api/dossiers.ts';
import { formatDateTime } from '../domain/vietnamese-format.ts';
import type { PaperDocumentInput } from './document.ts';
import { trainingHead } from './training.ts';
import { unbrokenDates } from './unbroken.ts';

/**
 * The label of a folder, for the shelf: who and until when in letters that are read from a step away, and the bare code for
 * the scanner (bar code and QR). It stays inside the office. Holds personal data.
 */
export function labelPaper(
  dossier: Dossier,
  options: { readonly training?: boolean } = {},
): PaperDocumentInput {
  return {
    kind: 'label',
    title: `Nhãn hồ sơ ${dossier.code}`,
    elements: [
      ...trainingHead(options.training ?? false),
      { type: 'text', text: dossier.code, align: 'center', size: 'large', bold: true },
      { type: 'barcode', symbology: 'code128', text: dossier.code, heightMm: 12, caption: false },
      { type: 'text', text: dossier.owner.name, align: 'center', size: 'large', bold: true },
      { type: 'text', text: dossier.procedureName, align: 'center' },
      { type: 'rule' },
      {
        type: 'keyValue',
        rows: [
          { key: 'Ngày nhận:', value: unbrokenDates(formatDateTime(dossier.receivedAt)) },
          {
            key: 'Hẹn trả:',
            value: dossier.dueAt === null ? 'Theo thông báo' : unbrokenDates(formatDateTime(dossier.dueAt)),
            bold: true,
          },
        ],
      },
      { type: 'qr', text: dossier.code, sizeMm: 22 },
      { type: 'cut' },
    ],
  };
}
