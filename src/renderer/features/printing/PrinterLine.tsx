import { Button } from '@mantine/core';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { errorNext, errorWhat } from '../../ui/ErrorNote.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import classes from './JobCard.module.css';
import { printerTone } from './printer-tone.ts';
import { Printing } from './store.ts';

/** One printer: how it stands, since when that is known, and a button that asks it now. */
export function PrinterLine(props: { readonly printer: PrinterView }) {
  const { t } = useTexts();
  const { printer } = props;
  const check = Printing.use((state) => state.check);
  const busy = Printing.use((state) => state.busy.has(printer.id));
  const { tone, label } = printerTone(printer, t);
  return (
    <li className={classes['printer']}>
      <div className={classes['printerName']}>
        <strong>{printer.name}</strong> <StatusDot tone={tone} label={label} />
        {printer.problem !== null && (
          <p>
            {errorWhat(printer.problem, t)} {errorNext(printer.problem, t)}
          </p>
        )}
        <p className={classes['small']}>
          {printer.address} ·{' '}
          {printer.checkedAt === null
            ? t('printing.never')
            : t('printing.checkedAt', { time: formatTime(printer.checkedAt, true) })}
        </p>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={busy}
        aria-label={t('printing.checkNamed', { name: printer.name })}
        onClick={() => void check(printer.id)}
      >
        {t('printing.check')}
      </Button>
    </li>
  );
}
