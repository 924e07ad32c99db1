import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import classes from './JobCard.module.css';
import { JobAnswers } from './JobAnswers.tsx';
import { JobPicture } from './JobPicture.tsx';
import { JobReason } from './JobReason.tsx';
import { JobStatus } from './JobStatus.tsx';
import { ReprintDialog } from './ReprintDialog.tsx';
import { Printing } from './store.ts';

/** One printout with what a person can do about it: print again, say what came out, or print a marked copy. */
export function JobCard(props: { readonly job: PrintJob; readonly children?: ReactNode }) {
  const { t } = useTexts();
  const { job } = props;
  const busy = Printing.use((state) => state.busy.has(job.id));
  const error = Printing.use((state) => state.errors[job.id]);
  const retry = Printing.use((state) => state.retry);
  const [copying, setCopying] = useState(false);
  const name = t(`printing.kind.${job.kind}`);
  return (
    <article className={classes['job']} data-state={job.state} aria-label={`${name} – ${job.title}`}>
      <header className={classes['head']}>
        <div>
          <strong>{name}</strong>
          {job.copy > 1 && <span> · {t('printing.copy', { number: String(job.copy - 1) })}</span>}
          {props.children}
        </div>
        <span role="status">
          <JobStatus job={job} />
        </span>
        {job.state === 'printed' && job.kind !== 'ticket' && (
          <Button size="compact-sm" variant="outline" onClick={() => setCopying(true)}>
            {t('printing.reprint')}
          </Button>
        )}
      </header>
      <JobReason job={job} />
      {job.state === 'unknown' && (
        <div className={classes['unknown']}>
          <JobPicture job={job} />
          <JobAnswers job={job} />
        </div>
      )}
      {job.state === 'notPrinted' && (
        <Button className={classes['action']} loading={busy} onClick={() => void retry(job.id)}>
          {t('printing.retry')}
        </Button>
      )}
      {error !== undefined && <ErrorNote error={error} />}
      {copying && <ReprintDialog job={job} onClose={() => setCopying(false)} />}
    </article>
  );
}
