import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { DossierState } from '../../../shared/api/dossiers.ts';
import { isReasonRequired } from '../../../shared/domain/dossier-state.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import classes from './DossierPanel.module.css';
import { Dossiers } from './store.ts';

/** Moves a dossier on; refusal, supplement, withdrawal and stop need a reason. */
export function MoveDialog(props: { readonly to: DossierState; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { to, onClose } = props;
  const move = Dossiers.use((state) => state.move);
  const moving = Dossiers.use((state) => state.moving);
  const error = Dossiers.use((state) => state.error);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const needed = isReasonRequired(to);
  const missing = needed && reason.trim() === '';
  return (
    <Dialog title={t(`dossier.move.s${to}`)} onClose={onClose}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!missing)
            void move(to, reason.trim(), null).then((moved) => {
              if (moved) onClose();
            });
        }}
      >
        <Textarea
          label={needed ? t('dossier.reason') : t('dossier.reasonOptional')}
          {...(needed ? { description: t('dossier.reasonHint') } : {})}
          value={reason}
          maxLength={500}
          rows={3}
          required={needed}
          onChange={(event) => setReason(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
          error={asked && missing ? t('dossier.reasonMissing') : undefined}
          data-autofocus
        />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" loading={moving}>
          {t('dossier.confirmMove', { step: t(`dossier.move.s${to}`) })}
        </Button>
      </form>
    </Dialog>
  );
}
