import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { PrintCopy, PrintJob } from '../../../shared/contract/printing.ts';
import { useHost } from '../../host/context.tsx';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useStationName } from '../stations/index.ts';
import classes from './HistoryScreen.module.css';
import { History } from './history-store.ts';
import { JobAnswers } from './JobAnswers.tsx';
import { JobPicture } from './JobPicture.tsx';
import { JobReason } from './JobReason.tsx';
import { JobStatus } from './JobStatus.tsx';
import { ReprintDialog } from './ReprintDialog.tsx';
import { Printing } from './store.ts';

/** The chosen printout: how it stands and why, what can be done about it, its copies, and how it looks. */
export function HistoryDetail() {
  const { t } = useTexts();
  const found = History.use(({ jobs, selectedId }) => jobs.find((job) => job.id === selectedId));
  const told = Printing.use((state) => (found === undefined ? undefined : state.table.jobs[found.id]));
  const job = told ?? found;
  return (
    <section className={classes['detail']} aria-label={t('printing.history.detail')}>
      {job !== undefined && <Detail key={job.id} job={job} />}
    </section>
  );
}

function Detail(props: { readonly job: PrintJob }) {
  const { t } = useTexts();
  const { job } = props;
  return (
    <>
      <div className={classes['facts']}>
        <h3>{t(`printing.kind.${job.kind}`)}</h3>
        <p>{job.title}</p>
        <p role="status">
          <JobStatus job={job} />
        </p>
        <JobReason job={job} />
        {job.settledBy === 'person' && <p>{t('printing.history.settledByPerson')}</p>}
        <Actions job={job} />
        <Facts job={job} />
        <Copies job={job} />
      </div>
      <JobPicture job={job} />
    </>
  );
}

function Actions(props: { readonly job: PrintJob }) {
  const { t } = useTexts();
  const { job } = props;
  const busy = Printing.use((state) => state.busy.has(job.id));
  const error = Printing.use((state) => state.errors[job.id]);
  const retry = Printing.use((state) => state.retry);
  const [copying, setCopying] = useState(false);
  return (
    <>
      {job.state === 'unknown' && <JobAnswers job={job} />}
      {job.state === 'notPrinted' && (
        <Button loading={busy} onClick={() => void retry(job.id)}>
          {t('printing.retry')}
        </Button>
      )}
      {job.state === 'printed' && (
        <Button variant="outline" onClick={() => setCopying(true)}>
          {t('printing.reprint')}
        </Button>
      )}
      {error !== undefined && !copying && <ErrorNote error={error} />}
      {copying && <ReprintDialog job={job} onClose={() => setCopying(false)} />}
    </>
  );
}

function Facts(props: { readonly job: PrintJob }) {
  const { t, language } = useTexts();
  const { job } = props;
  const stationName = useStationName();
  const printer = Printing.use((state) => state.printers.find(({ id }) => id === job.printerId)?.name);
  const facts: readonly (readonly [string, string])[] = [
    [t('printing.history.createdAt'), formatDateTime(job.createdAt, language)],
    [t('printing.history.endedAt'), job.endedAt === null ? '–' : formatDateTime(job.endedAt, language)],
    [t('printing.history.printer'), printer ?? job.printerId],
    [t('printing.history.station'), stationName(job.stationId)],
    [t('printing.history.reference'), job.reference],
  ];
  return (
    <dl className={classes['factList']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Original and copies, once there is a copy; asked again when one of them changes. */
function Copies(props: { readonly job: PrintJob }) {
  const { t, language } = useTexts();
  const host = useHost();
  const { id } = props.job;
  const originalId = props.job.copyOf ?? id;
  const changes = Printing.use(({ table }) =>
    Object.values(table.jobs)
      .filter((job) => job.id === originalId || job.copyOf === originalId)
      .map((job) => `${job.id} ${job.state}`)
      .join(),
  );
  const [copies, setCopies] = useState<readonly PrintCopy[]>([]);
  useEffect(() => {
    let gone = false;
    void host.call('printing.copies', { jobId: id }).then((answer) => {
      if (!gone && answer.ok) setCopies(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [host, id, changes]);
  if (copies.length < 2) return null;
  return (
    <section aria-label={t('printing.history.copies')}>
      <h4>{t('printing.history.copies')}</h4>
      <ol className={classes['copies']}>
        {copies.map((copy) => (
          <li key={copy.id}>
            {copy.copy === 1
              ? t('printing.history.original')
              : t('printing.copy', { number: String(copy.copy - 1) })}{' '}
            · {formatDateTime(copy.createdAt, language)} · <JobStatus job={copy} />
            {copy.copyReason !== null && (
              <p className={classes['soft']}>
                {t('printing.history.copyReason', { reason: copy.copyReason })}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
