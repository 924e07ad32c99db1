import { formatDateTime } from '../domain/vietnamese-format.ts';
import type { PaperDocumentInput } from './document.ts';
import { unbrokenDates } from './unbroken.ts';

/** Which further copy of a slip this is. */
export interface Reprint {
  /** Number of the copy: 2 is the first reprint. */
  readonly copy: number;
  readonly at: Date;
  /** Who asked for it; null: nobody is signed in at that station, so only the station is known. */
  readonly person: string | null;
  /** Name of the station that asked. */
  readonly station: string;
  readonly reason: string;
}

/**
 * The same slip as a marked further copy: BẢN IN LẠI at its head and again at its foot, before the cut, so that neither half
 * of a torn slip passes for the first copy (design D8; rules.md §9.2). A drawer that the first copy opened stays shut.
 * Throws when `copy` is below 2: the first copy is no reprint.
 */
export function markAsReprint(document: PaperDocumentInput, reprint: Reprint): PaperDocumentInput {
  if (reprint.copy < 2) throw new RangeError(`copy ${reprint.copy} is no reprint`);
  const at = unbrokenDates(formatDateTime(reprint.at.toISOString()));
  const who = reprint.person === null ? reprint.station : `người in: ${reprint.person}, ${reprint.station}`;
  const banner: PaperDocumentInput['elements'] = [
    { type: 'rule', style: 'double' },
    { type: 'text', text: `BẢN IN LẠI LẦN ${reprint.copy - 1}`, align: 'center', size: 'large', bold: true },
    {
      type: 'text',
      text: `Bản thứ ${reprint.copy}, in lúc ${at}, ${who}`,
      align: 'center',
      size: 'small',
    },
    { type: 'text', text: `Lý do: ${reprint.reason}`, align: 'center', size: 'small' },
    { type: 'rule', style: 'double' },
  ];
  const elements = document.elements.filter((element) => element.type !== 'drawer');
  const lastCut = elements.map((element) => element.type).lastIndexOf('cut');
  const foot = lastCut < 0 ? elements.length : lastCut;
  return {
    ...document,
    elements: [...banner, ...elements.slice(0, foot), ...banner, ...elements.slice(foot)],
  };
}
