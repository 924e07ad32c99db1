import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { Dossier } from '../../../shared/api/dossiers.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { useKeys } from '../../keyboard/keyboard.tsx';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { JobCard, jobsOf, Printing } from '../printing/index.ts';
import classes from './IntakePanel.module.css';
import { Intake } from './store.ts';

/** The code, large, and what became of the papers. */
export function Received(props: {
  readonly dossier: Dossier;
  readonly jobs: readonly PrintJob[];
  readonly onShowDossier: (code: string) => void;
}) {
  const { t, language } = useTexts();
  const { dossier, jobs: given } = props;
  const error = Intake.use((state) => state.error);
  const { close, another } = Intake.useApi().getState();
  const note = Printing.use((state) => state.note);
  const table = Printing.use((state) => state.table);
  const busy = Printing.use((state) => state.busy.has(dossier.code));
  const printError = Printing.use((state) => state.errors[dossier.code]);
  const printPapers = Printing.use((state) => state.printPapers);
  useEffect(() => note(given), [note, given]);
  useKeys({ close });
  const jobs = jobsOf(table, dossier.code);
  const receipt = jobs.some((job) => job.kind === 'receipt');
  const shown = printError ?? error;
  return (
    <section className={classes['panel']} aria-label={t('intake.received.title')}>
      <div className={classes['received']}>
        <h2>{t('intake.received.title')}</h2>
        <p className={classes['soft']}>{t('intake.received.code')}</p>
        <output className={classes['dossierCode']} aria-label={t('intake.received.code')}>
          {dossier.code}
        </output>
        <p>
          {t('intake.received.dueAt')}:{' '}
          <strong>
            {dossier.dueAt === null ? t('intake.received.noDue') : formatDateTime(dossier.dueAt, language)}
          </strong>
        </p>
        <section className={classes['jobs']} aria-label={t('intake.received.papers')}>
          {jobs.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
          {shown !== null && <ErrorNote error={shown} />}
          {!receipt && (
            <div className={classes['sectionFoot']}>
              {shown === null && <span>{t('intake.received.noReceipt')}</span>}
              <KeyButton
                command="print"
                variant="outline"
                loading={busy}
                onPress={() => void printPapers(dossier.code, ['receipt', 'label'])}
              >
                {t('intake.received.printReceipt')}
              </KeyButton>
            </div>
          )}
        </section>
        <div className={classes['sectionFoot']}>
          <KeyButton command="close" onPress={close}>
            {t('intake.received.done')}
          </KeyButton>
          <Button
            variant="outline"
            onClick={() => {
              close();
              props.onShowDossier(dossier.code);
            }}
          >
            {t('intake.received.open')}
          </Button>
          <Button variant="outline" onClick={another}>
            {t('intake.received.another')}
          </Button>
        </div>
      </div>
    </section>
  );
}
