import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import classes from './JobCard.module.css';
import { Printing } from './store.ts';

/** A further copy needs a reason: it says BẢN IN LẠI and the reason is kept. */
export function ReprintDialog(props: { readonly job: PrintJob; readonly onClose: () => void }) {
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
