import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Dossiers } from '../dossiers/index.ts';
import { Intake } from '../intake/index.ts';
import { useScans } from '../scanning/index.ts';
import classes from './CounterScreen.module.css';

/** Opens a dossier by a typed code; a scan while it is open does the same. */
export function OpenDossierDialog(props: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  const open = Dossiers.use((state) => state.open);
  const opening = Dossiers.use((state) => state.opening);
  const error = Dossiers.use((state) => state.error);
  const closeIntake = Intake.use((state) => state.close);
  const go = (wanted: string): void => {
    void open(wanted).then((opened) => {
      if (!opened) return;
      closeIntake();
      props.onClose();
    });
  };
  useScans(({ result }) => {
    if (result.meaning !== 'dossier') return false;
    setCode(result.fields.code);
    go(result.fields.code);
    return true;
  });
  return (
    <Dialog title={t('counter.openTitle')} onClose={props.onClose}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '') go(code.trim().toUpperCase());
        }}
      >
        <TextInput
          label={t('counter.openLabel')}
          description={t('counter.openHint')}
          value={code}
          maxLength={80}
          onChange={(event) => setCode(event.currentTarget.value)}
          data-autofocus
          spellCheck={false}
          autoComplete="off"
        />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" loading={opening !== null} disabled={code.trim() === ''}>
          {t('counter.openGo')}
        </Button>
      </form>
    </Dialog>
  );
}
