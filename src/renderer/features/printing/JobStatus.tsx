import type { PrintJob } from '../../../shared/contract/printing.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { StatusDot, type Tone } from '../../ui/StatusDot.tsx';

const tones: Readonly<Record<PrintJob['state'], Tone>> = {
  prepared: 'idle',
  sending: 'idle',
  printed: 'ok',
  notPrinted: 'bad',
  unknown: 'warn',
};

/** How a printout stands; one that was handed to a printer which reports nothing says so. */
export function JobStatus(props: { readonly job: PrintJob }) {
  const { t } = useTexts();
  const { job } = props;
  const told = job.state === 'printed' && !job.confirmed && job.settledBy === 'machine';
  return (
    <StatusDot
      tone={tones[job.state]}
      label={told ? t('printing.handed') : t(`printing.state.${job.state}`)}
    />
  );
}
