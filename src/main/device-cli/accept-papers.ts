import { PaperDocument, type PaperElement } from '../../shared/paper/document.ts';
import { lettersPaper } from '../../shared/paper/letters-paper.ts';
import { markAsReprint } from '../../shared/paper/reprint.ts';
import { rulerPaper } from '../../shared/paper/ruler-paper.ts';
import { samplePaper } from '../../shared/paper/samples.ts';

/** What the bar code of the list holds: of the length of a dossier code. */
export const barcodeText = 'H39.30-260302-0012';
/** What the QR of the list holds: Vietnamese letters show whether a scanner sends UTF-8. */
export const qrText = 'Một cửa số 25';

/** Slips of the acceptance list. */
export type AcceptPaper = 'ruler' | 'letters' | 'barcode' | 'qr' | 'ticket' | 'long' | 'reprint';

/** The document of a step; `now` stands on the reprint. */
export function acceptPaper(paper: AcceptPaper, now: Date): PaperDocument {
  switch (paper) {
    case 'ruler':
      return PaperDocument.parse(rulerPaper());
    case 'letters':
      return PaperDocument.parse(lettersPaper());
    case 'ticket':
      return PaperDocument.parse(samplePaper('ticket'));
    case 'barcode':
      return PaperDocument.parse({
        kind: 'other',
        title: 'Thử mã vạch',
        elements: [{ type: 'barcode', text: barcodeText, symbology: 'code128' }, { type: 'cut' }],
      });
    case 'qr':
      return PaperDocument.parse({
        kind: 'other',
        title: 'Thử mã QR',
        elements: [
          { type: 'qr', text: qrText },
          { type: 'text', text: qrText, align: 'center' },
          { type: 'cut' },
        ],
      });
    case 'reprint':
      return PaperDocument.parse(
        markAsReprint(samplePaper('ticket'), {
          copy: 2,
          at: now,
          person: null,
          station: 'nghiệm thu máy in',
          reason: 'In thử bản thứ hai',
        }),
      );
    case 'long':
      return longPaper();
  }
}

/** Over a metre: long enough to pull a cable while it is printed, and longer than what a printer holds in its memory. */
function longPaper(): PaperDocument {
  const letters = PaperDocument.parse(lettersPaper());
  const body = letters.elements.filter((element) => element.type !== 'cut');
  const numbered = [1, 2, 3, 4, 5].flatMap((part): PaperElement[] => [
    { type: 'heading', text: `${part}/5`, level: 1, align: 'center' },
    ...body,
  ]);
  return { ...letters, title: 'Phiếu dài', elements: [...numbered, { type: 'cut', mode: 'partial' }] };
}
