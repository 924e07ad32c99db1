import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { errorNext, errorWhat } from '../../ui/ErrorNote.tsx';

const stops = ['printer-paper-out', 'printer-cover-open', 'printer-cutter-error'] as const;
type Stop = (typeof stops)[number];

function isStop(code: AppError['code']): code is Stop {
  return (stops as readonly string[]).includes(code);
}

/**
 * Why a slip was not printed, or why nobody knows, and what to do. A printer that stopped in the middle of a slip goes on by
 * itself when it is put right; pressing for another copy then would make two.
 */
export function JobReason(props: { readonly job: PrintJob }) {
  const { t } = useTexts();
  const { reason, state } = props.job;
  if (reason === null || (state !== 'notPrinted' && state !== 'unknown')) return null;
  if (state === 'unknown' && isStop(reason.code))
    return (
      <p>
        {t(`printing.stopped.${reason.code}`)} {t('printing.stoppedNext')}
      </p>
    );
  return (
    <p>
      {errorWhat(reason, t)} {state === 'notPrinted' && errorNext(reason, t)}
    </p>
  );
}
