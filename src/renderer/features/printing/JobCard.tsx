import { Button, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote, errorNext, errorWhat } from '../../ui/ErrorNote.tsx';
import { StatusDot, type Tone } from '../../ui/StatusDot.tsx';
import classes from './JobCard.module.css';
import { JobPicture } from './JobPicture.tsx';
import { Printing } from './store.ts';

const tones: Readonly<Record<PrintJob['state'], Tone>> = {
  prepared: 'idle',
  sending: 'idle',
  printed: 'ok',
  notPrinted: 'bad',
  unknown: 'warn',
};

/** One printout with what a person can do about it: print again, say what came out, or print a marked copy. */
export function JobCard(props: { readonly job: PrintJob; readonly children?: ReactNode }) {
  const { t } = useTexts();
  const { job } = props;
  const busy = Printing.use((state) => state.busy.has(job.id));
  const error = Printing.use((state) => state.errors[job.id]);
  const retry = Printing.use((state) => state.retry);
  const settle = Printing.use((state) => state.settle);
  const [copying, setCopying] = useState(false);
  const name = t(`printing.kind.${job.kind}`);
  const told = job.state === 'printed' && !job.confirmed && job.settledBy === 'machine';
  return (
    <article className={classes['job']} data-state={job.state} aria-label={`${name} – ${job.title}`}>
      <header className={classes['head']}>
        <div>
          <strong>{name}</strong>
          {job.copy > 1 && <span> · {t('printing.copy', { number: String(job.copy - 1) })}</span>}
          {props.children}
        </div>
        <span role="status">
          <StatusDot
            tone={tones[job.state]}
            label={told ? t('printing.handed') : t(`printing.state.${job.state}`)}
          />
        </span>
        {job.state === 'printed' && job.kind !== 'ticket' && (
          <Button size="compact-sm" variant="outline" onClick={() => setCopying(true)}>
            {t('printing.reprint')}
          </Button>
        )}
      </header>
      {job.reason !== null && (job.state === 'notPrinted' || job.state === 'unknown') && (
        <p>
          {errorWhat(job.reason, t)} {job.state === 'notPrinted' && errorNext(job.reason, t)}
        </p>
      )}
      {job.state === 'unknown' && (
        <div className={classes['unknown']}>
          <JobPicture job={job} />
          <div className={classes['answers']}>
            <p className={classes['ask']}>{t('printing.unknownAsk')}</p>
            <Button loading={busy} onClick={() => void settle(job.id, true)}>
              {t('printing.didPrint')}
            </Button>
            <Button variant="outline" loading={busy} onClick={() => void settle(job.id, false)}>
              {t('printing.didNotPrint')}
            </Button>
          </div>
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

/** A further copy needs a reason: it says BẢN IN LẠI and the reason is kept. */
function ReprintDialog(props: { readonly job: PrintJob; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { job, onClose } = props;
  const reprint = Printing.use((state) => state.reprint);
  const busy = Printing.use((state) => state.busy.has(job.id));
  const error = Printing.use((state) => state.errors[job.id]);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const empty = reason.trim() === '';
  return (
    <Dialog title={t('printing.reprintTitle', { title: job.title })} onClose={onClose}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!empty)
            void reprint(job.id, reason.trim()).then((done) => {
              if (done) onClose();
            });
        }}
      >
        <TextInput
          label={t('printing.reprintReason')}
          description={t('printing.reprintHint')}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={asked && empty ? t('printing.reprintMissing') : undefined}
          required
          data-autofocus
        />
        {error !== undefined && <ErrorNote error={error} />}
        <Button type="submit" loading={busy}>
          {t('printing.reprintGo')}
        </Button>
      </form>
    </Dialog>
  );
}
