import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Dossier } from '../../../shared/api/dossiers.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useScans } from '../scanning/index.ts';
import classes from './DossierPanel.module.css';
import { compareRecipient, type Recipient } from './recipient.ts';
import { Dossiers } from './store.ts';

/**
 * Handing over a result: who takes it. A card scanned here is compared with the dossier, against the wrong recipient
 * (rules: scan the slip and the card number).
 */
export function HandOverDialog(props: { readonly dossier: Dossier; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { dossier, onClose } = props;
  const move = Dossiers.use((state) => state.move);
  const moving = Dossiers.use((state) => state.moving);
  const error = Dossiers.use((state) => state.error);
  const [name, setName] = useState('');
  const [compared, setCompared] = useState<Recipient | null>(null);
  const [asked, setAsked] = useState(false);
  const missing = name.trim() === '';

  useScans(({ result }) => {
    if (result.meaning !== 'citizenCard') return false;
    const card = result.fields;
    const recipient = compareRecipient(dossier, card.number);
    const known =
      recipient === 'isSubmitter'
        ? dossier.submitter.name
        : recipient === 'isOwner'
          ? dossier.owner.name
          : '';
    setCompared(recipient);
    setName(card.name ?? known);
    return true;
  });

  return (
    <Dialog title={t('dossier.handOver.title', { code: dossier.code })} onClose={onClose}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!missing)
            void move(10, '', name.trim()).then((moved) => {
              if (moved) onClose();
            });
        }}
      >
        <p>
          {t('dossier.submitter')}: <strong>{dossier.submitter.name}</strong>
          {dossier.owner.name !== dossier.submitter.name && (
            <>
              {' · '}
              {t('dossier.owner')}: <strong>{dossier.owner.name}</strong>
            </>
          )}
        </p>
        <TextInput
          label={t('dossier.handOver.receivedBy')}
          description={t('dossier.handOver.hint')}
          value={name}
          maxLength={200}
          required
          onChange={(event) => setName(event.currentTarget.value)}
          error={asked && missing ? t('dossier.handOver.missing') : undefined}
          data-autofocus
        />
        {compared !== null && (
          <p
            className={classes['compared']}
            data-tone={compared === 'isSubmitter' || compared === 'isOwner' ? 'ok' : 'warn'}
            role="status"
          >
            {t(`dossier.handOver.${compared}`)}
          </p>
        )}
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" loading={moving}>
          {t('dossier.handOver.confirm')}
        </Button>
      </form>
    </Dialog>
  );
}
