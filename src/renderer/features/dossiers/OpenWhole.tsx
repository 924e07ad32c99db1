import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Dossier } from '../../../shared/api/dossiers.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../access/index.ts';
import classes from './DossierPanel.module.css';
import { Dossiers } from './store.ts';

/** Says that people are shown masked, and shows them whole to whoever may and says why. */
export function OpenWhole(props: { readonly dossier: Dossier }) {
  const { t } = useTexts();
  const { code } = props.dossier;
  const [isAsking, setAsking] = useState(false);
  const mayOpen = useMay('dossier.open-whole');
  return (
    <p className={classes['soft']}>
      {t('dossier.masked')}{' '}
      {mayOpen && (
        <Button size="compact-sm" variant="light" onClick={() => setAsking(true)}>
          {t('siteAdmin.whole.open')}
        </Button>
      )}
      {isAsking && <AskWhy code={code} onClose={() => setAsking(false)} />}
    </p>
  );
}

function AskWhy(props: { readonly code: string; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { code, onClose } = props;
  const openWhole = Dossiers.use((state) => state.openWhole);
  const error = Dossiers.use((state) => state.error);
  const opening = Dossiers.use((state) => state.opening !== null);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';
  return (
    <Dialog title={t('siteAdmin.whole.title', { code })} onClose={onClose}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (missing) return;
          void openWhole(code, reason.trim()).then((opened) => {
            if (opened) onClose();
          });
        }}
      >
        <TextInput
          label={t('siteAdmin.why')}
          description={t('siteAdmin.whole.hint')}
          value={reason}
          maxLength={500}
          required
          data-autofocus
          error={asked && missing ? t('siteAdmin.whyMissing') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" loading={opening}>
          {t('siteAdmin.whole.confirm')}
        </Button>
      </form>
    </Dialog>
  );
}
