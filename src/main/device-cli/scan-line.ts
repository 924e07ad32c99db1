import { assertNever } from '../../shared/assert-never.ts';
import { maskCitizenNumber, maskName } from '../../shared/domain/masking.ts';
import type { CitizenCard } from '../../shared/domain/scan-meaning.ts';
import { formatDay } from '../../shared/domain/vietnamese-format.ts';
import type { ScanReading } from '../features/scanning/read-scan.ts';
import type { ScanTexts } from './scan-texts.ts';

/** A scan for another program: one line of JSON with every field. */
export function scanAsJson({ result, symbology }: ScanReading): string {
  return JSON.stringify({ meaning: result.meaning, fields: result.fields, symbology });
}

/** A scan for a person: one line. A terminal is seen by others, so a card is masked unless `isShown`. */
export function scanAsLine({ result }: ScanReading, texts: ScanTexts, isShown: boolean): string {
  switch (result.meaning) {
    case 'ticket':
      return texts.ticket(result.fields.number);
    case 'appointment':
      return texts.appointment(result.fields.code);
    case 'dossier':
      return texts.dossier(result.fields.code);
    case 'citizenCard':
      return cardLine(result.fields, texts, isShown);
    case 'testCode':
      return texts.testCode[result.fields.letters];
    case 'refused':
      return texts.refused[result.fields.kind];
    default:
      return assertNever(result);
  }
}

function cardLine(card: CitizenCard, texts: ScanTexts, isShown: boolean): string {
  const parts = isShown ? fullParts(card, texts) : maskedParts(card);
  const line = [`${texts.card} ${parts[0] ?? ''}`, ...parts.slice(1)]
    .filter((part) => part !== '')
    .join(', ');
  const warnings = card.warnings.map((warning) => texts.warning[warning]).join('; ');
  return warnings === '' ? line : `${line} [${warnings}]`;
}

function maskedParts(card: CitizenCard): readonly string[] {
  return [maskCitizenNumber(card.number), card.name === null ? '' : maskName(card.name)];
}

function fullParts(card: CitizenCard, texts: ScanTexts): readonly string[] {
  return [
    card.number,
    card.name ?? '',
    card.birth === null ? '' : `${texts.born} ${formatDay(card.birth)}`,
    card.sex === null ? '' : texts.sex[card.sex],
    card.address,
    card.issued === null ? '' : `${texts.issued} ${formatDay(card.issued)}`,
    card.oldNumber === null ? '' : `${texts.oldNumber} ${card.oldNumber}`,
  ];
}
