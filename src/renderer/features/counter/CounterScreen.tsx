import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { formatTime } from '../../texts/format.ts';
import { appError } from '../../../shared/errors.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { AppointmentsDialog } from '../appointments/index.ts';
import { DossierPanel, Dossiers, RecentDossiers } from '../dossiers/index.ts';
import { Intake, IntakePanel, isTouched } from '../intake/index.ts';
import { counterOf, Queue } from '../queue/index.ts';
import { AbsentList } from './AbsentList.tsx';
import classes from './CounterScreen.module.css';
import { CurrentTicket } from './CurrentTicket.tsx';
import { OpenDossierDialog } from './OpenDossierDialog.tsx';
import { DeskNotes } from './DeskNotes.tsx';
import { ParkedList } from './ParkedList.tsx';
import { QueueList } from './QueueList.tsx';
import { ScanLine } from './ScanLine.tsx';
import { CounterCommands } from './store.ts';
import { useCounterScans } from './use-counter-scans.ts';

/** The officer's screen: the queue on the left, the visit above, the work below. */
export function CounterScreen(props: { readonly counterId: string | null }) {
  const { t } = useTexts();
  const view = Queue.use((state) => state.view);
  const queueError = Queue.use((state) => state.error);
  const snapshot = view?.snapshot ?? null;
  const counter = counterOf(snapshot, props.counterId);
  const current = counter?.current ?? null;
  const commandError = CounterCommands.use((state) => state.error);
  const intakeOpen = Intake.use((state) => state.isOpen);
  const draft = Intake.use((state) => state.draft);
  const openIntake = Intake.use((state) => state.open);
  const dossier = Dossiers.use((state) => state.dossier);
  const openDossier = Dossiers.use((state) => state.open);
  const [askingCode, setAskingCode] = useState(false);
  const visit = current === null ? null : { id: current.id, number: current.number };
  const { line, selected, dismiss } = useCounterScans(visit);
  const working = intakeOpen || dossier !== null;

  if (snapshot === null)
    return (
      <div className={classes['wait']}>
        {queueError === null ? <p role="status">{t('common.loading')}</p> : <ErrorNote error={queueError} />}
      </div>
    );
  if (counter === null)
    return (
      <div className={classes['wait']}>
        <ErrorNote error={appError('permission-denied', undefined, `counter ${props.counterId ?? '–'}`)} />
      </div>
    );

  return (
    <div className={classes['counter']}>
      <aside className={classes['side']}>
        <QueueList snapshot={snapshot} counter={counter} selected={selected} />
        <ParkedList snapshot={snapshot} counter={counter} selected={selected} />
        <AbsentList snapshot={snapshot} counter={counter} selected={selected} />
      </aside>
      <div className={classes['desk']}>
        <ScanLine line={line} onDismiss={dismiss} />
        {view?.central.state === 'away' && (
          <p className={classes['stale']}>{t('counter.stale', { time: formatTime(snapshot.at) })}</p>
        )}
        <DeskNotes counter={counter} />
        <CurrentTicket counter={counter} compact={working} />
        {commandError !== null && <ErrorNote error={commandError} />}
        <div className={classes['work']} data-open={working}>
          {intakeOpen ? (
            <IntakePanel
              visit={visit}
              onShowDossier={(code) => {
                void openDossier(code);
              }}
            />
          ) : dossier !== null ? (
            <DossierPanel dossier={dossier} />
          ) : (
            <>
              <div className={classes['start']}>
                <KeyButton command="intake" size="md" onPress={() => openIntake(visit)}>
                  {t('counter.intake')}
                </KeyButton>
                <KeyButton
                  command="openDossier"
                  size="md"
                  variant="outline"
                  onPress={() => setAskingCode(true)}
                >
                  {t('counter.openDossier')}
                </KeyButton>
                {isTouched(draft) && (
                  <p className={classes['kept']} role="status">
                    {t('counter.draftKept')}
                    <Button size="compact-sm" variant="light" onClick={() => openIntake(visit)}>
                      {t('counter.draftResume')}
                    </Button>
                  </p>
                )}
              </div>
              <RecentDossiers
                onOpen={(code) => {
                  void openDossier(code);
                }}
              />
            </>
          )}
        </div>
      </div>
      <AppointmentsDialog />
      {askingCode && <OpenDossierDialog onClose={() => setAskingCode(false)} />}
    </div>
  );
}
