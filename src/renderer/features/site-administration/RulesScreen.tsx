import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { QueueRules } from '../../../shared/domain/queue-order.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { useUnsaved } from '../../ui/leave-guard.tsx';
import { ClassOrder } from './ClassOrder.tsx';
import { IssueHours } from './IssueHours.tsx';
import { exampleOrder, exampleTickets, isHours, ruleWords, type ExampleTicket } from './rule-words.ts';
import { Rules } from './rules-store.ts';
import classes from './SiteAdministration.module.css';

/** The rules of the queue and the hours of giving out numbers. */
export function RulesScreen() {
  return (
    <Rules.Provider>
      <Screen />
    </Rules.Provider>
  );
}

function Screen() {
  const { t } = useTexts();
  const draft = Rules.use((state) => state.draft);
  const error = Rules.use((state) => state.error);
  return (
    <section className={classes['screen']} aria-label={t('siteAdmin.rules.title')}>
      {error !== null && <ErrorNote error={error} />}
      {draft === null ? (
        error === null && <p role="status">{t('common.loading')}</p>
      ) : (
        <Form key={JSON.stringify(Object.keys(draft))} draft={draft} />
      )}
    </section>
  );
}

const places = ['keepWait', 'front', 'back'] as const;

function Form(props: { readonly draft: QueueRules }) {
  const { t } = useTexts();
  const { draft } = props;
  const { edit, save } = Rules.useApi().getState();
  const acting = Rules.use((state) => state.acting);
  const inForce = Rules.use((state) => state.inForce);
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const { priority, of } = draft.priorityRatio;
  const isRatio = isWhole(priority, 0) && isWhole(of, 1);
  const hoursOk = draft.issueHours === null || draft.issueHours.every(isHours);
  const isSame = JSON.stringify(draft) === JSON.stringify(inForce);
  useUnsaved(!isSame);
  const isReady = isRatio && hoursOk && !isSame && note.trim() !== '';
  const submit = (): void => {
    setAsked(true);
    if (!isReady) return;
    void save(note.trim()).then((done) => {
      if (!done) return;
      setNote('');
      setAsked(false);
    });
  };
  const setPlace = (field: 'transferred' | 'nextService') => (
    <NativeSelect
      label={t(`siteAdmin.rules.${field}`)}
      value={draft[field]}
      data={places.map((value) => ({ value, label: t(`siteAdmin.rules.place.${value}`) }))}
      onChange={(event) => {
        const chosen = places.find((place) => place === event.currentTarget.value);
        if (chosen !== undefined) edit({ [field]: chosen });
      }}
    />
  );
  return (
    <div className={classes['two']}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <fieldset className={classes['choice']}>
          <legend>{t('siteAdmin.rules.ratio')}</legend>
          <div className={classes['line']}>
            <NumberField
              label={t('siteAdmin.rules.ratioPriority')}
              value={priority}
              onChange={(value) => edit({ priorityRatio: { priority: value, of } })}
            />
            <NumberField
              label={t('siteAdmin.rules.ratioOf')}
              value={of}
              onChange={(value) => edit({ priorityRatio: { priority, of: value } })}
            />
          </div>
          {!isRatio && (
            <p className={classes['wrong']} role="alert">
              {t('siteAdmin.rules.ratioWrong')}
            </p>
          )}
        </fieldset>
        <ClassOrder chosen={draft.orderOfClasses} onChange={(orderOfClasses) => edit({ orderOfClasses })} />
        <div className={classes['line']}>
          {setPlace('transferred')}
          {setPlace('nextService')}
        </div>
        <IssueHours hours={draft.issueHours} onChange={(issueHours) => edit({ issueHours })} />
        <TextInput
          label={t('siteAdmin.why')}
          description={t('siteAdmin.rules.noteHint')}
          value={note}
          maxLength={200}
          required
          error={asked && note.trim() === '' ? t('siteAdmin.whyMissing') : undefined}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {asked && isSame && <p role="status">{t('siteAdmin.rules.unchanged')}</p>}
        <div className={classes['line']}>
          <KeyButton command="save" loading={acting} onPress={submit}>
            {t('siteAdmin.rules.save')}
          </KeyButton>
        </div>
        <Outcome />
      </form>
      <Explained rules={isRatio && hoursOk ? draft : inForce} />
    </div>
  );
}

/** What came of the last saving, and the way back. */
function Outcome() {
  const { t } = useTexts();
  const { takeBack, useTheirs } = Rules.useApi().getState();
  const said = Rules.use((state) => state.said);
  const before = Rules.use((state) => state.before);
  const refusal = Rules.use((state) => state.refusal);
  const theirs = Rules.use((state) => state.theirs);
  const acting = Rules.use((state) => state.acting);
  return (
    <>
      <div className={classes['said']} role="status" data-empty={said === null}>
        {said !== null && <span>{t(`siteAdmin.rules.${said}`)}</span>}
        {said === 'saved' && before !== null && (
          <Button
            size="compact-sm"
            variant="light"
            loading={acting}
            onClick={() => void takeBack(t('siteAdmin.rules.takeBackNote'))}
          >
            {t('siteAdmin.rules.takeBack')}
          </Button>
        )}
      </div>
      {refusal !== null && <ErrorNote error={refusal} />}
      {theirs !== null && (
        <div className={classes['note']}>
          <p>{t('siteAdmin.rules.theirs', { rules: ruleWords(theirs, t).join(' ') })}</p>
          <Button size="compact-sm" variant="outline" onClick={useTheirs}>
            {t('siteAdmin.rules.useTheirs')}
          </Button>
        </div>
      )}
    </>
  );
}

function Explained(props: { readonly rules: QueueRules | null }) {
  const { t } = useTexts();
  const { rules } = props;
  if (rules === null) return null;
  const line = (ticket: ExampleTicket) => (
    <li key={ticket.number}>
      <strong>{ticket.number}</strong>{' '}
      {ticket.priority !== 'normal' && <span>{t(`common.priority.${ticket.priority}`)} </span>}
      <span className={classes['soft']}>{t('siteAdmin.rules.arrived', { time: ticket.at })}</span>
    </li>
  );
  return (
    <div className={classes['form']}>
      <section className={classes['note']} aria-label={t('siteAdmin.rules.inWords')}>
        <h3>{t('siteAdmin.rules.inWords')}</h3>
        {ruleWords(rules, t).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      <section aria-label={t('siteAdmin.rules.preview')}>
        <h3>{t('siteAdmin.rules.preview')}</h3>
        <p className={classes['soft']}>{t('siteAdmin.rules.previewHint')}</p>
        <div className={classes['example']}>
          <ol>{exampleTickets.map(line)}</ol>
          <span aria-hidden="true">→</span>
          <ol>{exampleOrder(rules).map(line)}</ol>
        </div>
      </section>
    </div>
  );
}

function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <TextInput
      label={props.label}
      inputMode="numeric"
      maxLength={2}
      value={Number.isNaN(props.value) ? '' : String(props.value)}
      onChange={(event) => {
        const text = event.currentTarget.value.replace(/\D/g, '');
        props.onChange(text === '' ? Number.NaN : Number(text));
      }}
    />
  );
}

function isWhole(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= 20;
}
