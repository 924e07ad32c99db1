import { Button, CloseButton } from '@mantine/core';
import { useRef, useState } from 'react';
import { useKeys } from '../../keyboard/keyboard.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { useServerNow } from '../queue/index.ts';
import { isTouched } from './draft.ts';
import { DueAndFees } from './DueAndFees.tsx';
import classes from './IntakePanel.module.css';
import { Papers } from './Papers.tsx';
import { Persons } from './Persons.tsx';
import { ProcedureChoice } from './ProcedureChoice.tsx';
import { Received } from './Received.tsx';
import { Intake } from './store.ts';

interface Props {
  readonly visit: { readonly id: string; readonly number: string } | null;
  readonly onShowDossier: (code: string) => void;
}

/** Taking in a dossier. What is typed outlives the panel; leaving it asks first. */
export function IntakePanel(props: Props) {
  const received = Intake.use((state) => state.received);
  return received === null ? (
    <Form visit={props.visit} />
  ) : (
    <Received {...received} onShowDossier={props.onShowDossier} />
  );
}

function Form(props: Pick<Props, 'visit'>) {
  const { t } = useTexts();
  const now = useServerNow();
  const draft = Intake.use((state) => state.draft);
  const problems = Intake.use((state) => state.problems);
  const error = Intake.use((state) => state.error);
  const receiving = Intake.use((state) => state.receiving);
  const { close, discard, receive, open } = Intake.useApi().getState();
  const [leaving, setLeaving] = useState(false);
  const leave = (): void => {
    if (isTouched(draft)) setLeaving(true);
    else close();
  };
  useKeys({ close: leave });
  const count = Object.keys(problems).length;
  const otherVisit =
    props.visit !== null && draft.ticketId !== null && draft.ticketId !== props.visit.id ? props.visit : null;
  const panel = useRef<HTMLElement>(null);
  const tryToReceive = (): void => {
    void receive(now).then(() => {
      // After the fields have been marked: the first of them, also where it had been scrolled away.
      requestAnimationFrame(() =>
        panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
    });
  };
  return (
    <section ref={panel} className={classes['panel']} aria-label={t('intake.title')}>
      <header className={classes['head']}>
        <h2>{t('intake.title')}</h2>
        <span className={classes['soft']}>
          {draft.ticketNumber === null
            ? t('intake.noTicket')
            : t('intake.forTicket', { number: draft.ticketNumber })}
        </span>
        <span className={classes['fill']} />
        <CloseButton aria-label={t('common.close')} onClick={leave} />
      </header>
      <div className={classes['body']}>
        {otherVisit !== null && (
          <div className={classes['other']} role="alert">
            <span>
              {t('intake.otherVisit', {
                old: draft.ticketNumber ?? '',
                now: otherVisit.number,
              })}
            </span>
            <Button
              size="compact-sm"
              onClick={() => {
                discard();
                open(otherVisit);
              }}
            >
              {t('intake.otherVisitNew')}
            </Button>
          </div>
        )}
        <div className={classes['column']}>
          <Persons />
          <DueAndFees />
        </div>
        <div className={classes['column']}>
          <ProcedureChoice />
          <Papers />
        </div>
      </div>
      <footer className={classes['foot']}>
        <div className={classes['problems']} role="alert">
          {count > 0 && (
            <p>
              <strong>{t('intake.problem.title')}</strong>{' '}
              {[...new Set(Object.values(problems))].map((text) => t(`intake.problem.${text}`)).join('; ')}.
            </p>
          )}
          {error !== null && <ErrorNote error={error} />}
        </div>
        <KeyButton command="receive" size="md" loading={receiving} onPress={tryToReceive}>
          {t('intake.receive')}
        </KeyButton>
      </footer>
      {leaving && (
        <Dialog title={t('intake.closeAsk.title')} onClose={() => setLeaving(false)}>
          <div className={classes['leave']}>
            <p>{t('intake.closeAsk.text')}</p>
            <Button
              data-autofocus
              onClick={() => {
                setLeaving(false);
                close();
              }}
            >
              {t('intake.closeAsk.keep')}
            </Button>
            <Button variant="outline" onClick={() => setLeaving(false)}>
              {t('intake.closeAsk.stay')}
            </Button>
            <Button variant="outline" color="red" onClick={discard}>
              {t('intake.closeAsk.discard')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
