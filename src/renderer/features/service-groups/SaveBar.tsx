import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GroupSetting } from '../../../shared/api/service-groups.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { faultsOf } from './draft.ts';
import classes from './ServiceGroups.module.css';
import { Groups, isChanged } from './store.ts';

/** Saves all groups with the reason, and says what came of it. */
export function SaveBar(props: { readonly isTried: boolean; readonly onTried: (isTried: boolean) => void }) {
  const { t } = useTexts();
  const { isTried, onTried } = props;
  const draft = Groups.use((state) => state.draft);
  const acting = Groups.use((state) => state.acting);
  const changed = Groups.use(isChanged);
  const { save, giveUp } = Groups.useApi().getState();
  const [note, setNote] = useState('');
  const removed = Groups.use((state) => state.inForce)
    ?.groups.map(({ code }) => code)
    .filter((code) => !draft.some((group) => group.code === code));
  const faulty = draft.filter((group) => faultsOf(group).length > 0).map(({ code }) => code);
  const isReady = changed && faulty.length === 0 && note.trim() !== '';
  const submit = (): void => {
    onTried(true);
    if (!isReady) return;
    void save(note.trim()).then((done) => {
      if (!done) return;
      setNote('');
      onTried(false);
    });
  };
  return (
    <form
      className={classes['save']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Outcome />
      {changed && (
        <p className={classes['soft']} role="status">
          {t('serviceGroups.unsavedMark')}{' '}
          {removed !== undefined &&
            removed.length > 0 &&
            t('serviceGroups.removed', { codes: removed.join(', ') })}
        </p>
      )}
      {isTried && !changed && <p role="status">{t('serviceGroups.unchanged')}</p>}
      {isTried && faulty.length > 0 && (
        <p className={classes['wrong']} role="alert">
          {t('serviceGroups.faulty', { codes: faulty.join(', ') })}
        </p>
      )}
      <div className={classes['saveLine']}>
        <TextInput
          className={classes['find'] ?? ''}
          label={t('serviceGroups.why')}
          value={note}
          maxLength={200}
          required
          error={isTried && changed && note.trim() === '' ? t('siteAdmin.whyMissing') : undefined}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <KeyButton command="save" loading={acting} onPress={submit}>
          {t('serviceGroups.save')}
        </KeyButton>
        {changed && (
          <Button
            variant="default"
            disabled={acting}
            onClick={() => {
              giveUp();
              onTried(false);
            }}
          >
            {t('serviceGroups.giveUp')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What came of the last saving, and the way back. */
function Outcome() {
  const { t, language } = useTexts();
  const said = Groups.use((state) => state.said);
  const before = Groups.use((state) => state.before);
  const refusal = Groups.use((state) => state.refusal);
  const theirs = Groups.use((state) => state.theirs);
  const acting = Groups.use((state) => state.acting);
  const { takeBack, useTheirs } = Groups.useApi().getState();
  const nameOf = ({ code, name }: GroupSetting): string =>
    t('serviceGroups.line', { code, name: name[language] });
  return (
    <>
      <div className={classes['said']} role="status" data-empty={said === null}>
        {said !== null && <span>{t(`serviceGroups.${said}`)}</span>}
        {said === 'saved' && before !== null && (
          <Button
            size="compact-sm"
            variant="light"
            loading={acting}
            onClick={() => void takeBack(t('serviceGroups.takeBackNote'))}
          >
            {t('serviceGroups.takeBack')}
          </Button>
        )}
      </div>
      {refusal !== null && <ErrorNote error={refusal} />}
      {theirs !== null && (
        <div className={classes['note']}>
          <p>{t('serviceGroups.theirs', { groups: theirs.groups.map(nameOf).join('; ') })}</p>
          <Button size="compact-sm" variant="outline" onClick={useTheirs}>
            {t('serviceGroups.useTheirs')}
          </Button>
        </div>
      )}
    </>
  );
}
