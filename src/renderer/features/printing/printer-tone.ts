import type { TFunction } from 'i18next';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import type { Tone } from '../../ui/StatusDot.tsx';

/** How a printer stands, in one word and one colour. A printer that says nothing is not fine: it is unknown. */
export function printerTone(
  printer: PrinterView,
  t: TFunction,
): { readonly tone: Tone; readonly label: string } {
  const { status } = printer;
  const broken =
    printer.problem !== null ||
    status.online === 'no' ||
    status.paper === 'out' ||
    status.cover === 'open' ||
    status.cutter === 'error';
  if (broken) return { tone: 'bad', label: t('printing.status.problem') };
  if (printer.busy) return { tone: 'ok', label: t('printing.status.busy') };
  if (status.online === 'unknown') return { tone: 'idle', label: t('printing.status.unknown') };
  if (status.paper === 'nearEnd') return { tone: 'warn', label: t('printing.status.nearEnd') };
  return { tone: 'ok', label: t('printing.status.ready') };
}
