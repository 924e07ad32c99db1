import { Button } from '@mantine/core';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './JobCard.module.css';
import { Printing } from './store.ts';

/** Nobody knows whether a slip came out: a person looks and says. */
export function JobAnswers(props: { readonly job: PrintJob }) {
  const { t } = useTexts();
  const { id } = props.job;
  const busy = Printing.use((state) => state.busy.has(id));
  const settle = Printing.use((state) => state.settle);
  return (
    <div className={classes['answers']}>
      <p className={classes['ask']}>{t('printing.unknownAsk')}</p>
      <Button loading={busy} onClick={() => void settle(id, true)}>
        {t('printing.didPrint')}
      </Button>
      <Button variant="outline" loading={busy} onClick={() => void settle(id, false)}>
        {t('printing.didNotPrint')}
      </Button>
    </div>
  );
}
