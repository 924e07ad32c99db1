import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Dossier } from '../../../shared/api/dossiers.ts';
import { clockFromText, dayOfInstant } from '../../../shared/domain/centre-time.ts';
import { formatDateTime } from '../../texts/format.ts';
import { dayFromText } from '../../texts/day-text.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../queue/index.ts';
import classes from './DossierPanel.module.css';
import { Dossiers } from './store.ts';

/** Apology and new appointment (xin lỗi, hẹn lại): once for a dossier (NĐ 61/2018 Art 19.9). */
export function ReappointDialog(props: { readonly dossier: Dossier; readonly onClose: () => void }) {
  const { t, language } = useTexts();
  const { dossier, onClose } = props;
  const reappoint = Dossiers.use((state) => state.reappoint);
  const moving = Dossiers.use((state) => state.moving);
  const error = Dossiers.use((state) => state.error);
  const today = useToday();
  const [date, setDate] = useState('');
  const [time, setTime] = useState('16:30');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const dueAt = instantOf(date, time);
  const isLate = dueAt !== null && (dossier.dueAt === null || Date.parse(dueAt) > Date.parse(dossier.dueAt));
  const missing = reason.trim() === '';
  // Central knows the calendar: a day that nobody works on is found there.
  const refused = error?.code === 'bad-request' && error.detail?.['field'] === 'dueAt';
  const wrongDate = (asked && !isLate) || refused;
  const oldDay = dossier.dueAt === null ? null : dayOfInstant(dossier.dueAt);
  const first = [today, oldDay]
    .filter((day) => day != null)
    .sort()
    .at(-1);
  return (
    <Dialog title={t('dossier.reappoint.title')} onClose={onClose}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (dueAt === null || !isLate || missing) return;
          void reappoint(dueAt, reason.trim()).then((done) => {
            if (done) onClose();
          });
        }}
      >
        <p>{t('dossier.reappoint.note')}</p>
        {dossier.dueAt !== null && (
          <p>
            {t('dossier.dueAt')}: <strong>{formatDateTime(dossier.dueAt, language)}</strong>
          </p>
        )}
        <DateField
          label={t('dossier.reappoint.date')}
          required
          {...(first === undefined ? {} : { min: first, today: first })}
          value={date}
          onChange={setDate}
          error={wrongDate ? t('dossier.reappoint.invalid') : undefined}
        />
        <TextInput
          label={t('dossier.reappoint.time')}
          required
          maxLength={5}
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
        <Textarea
          label={t('dossier.reason')}
          description={t('dossier.reasonHint')}
          value={reason}
          maxLength={500}
          rows={3}
          required
          onChange={(event) => setReason(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
          error={asked && missing ? t('dossier.reasonMissing') : undefined}
        />
        {error !== null && !refused && <ErrorNote error={error} />}
        <Button type="submit" loading={moving}>
          {t('dossier.reappoint.confirm')}
        </Button>
      </form>
    </Dialog>
  );
}

/** Day and clock of the centre as an instant; null where one is none. */
function instantOf(date: string, time: string): string | null {
  const day = dayFromText(date);
  return day === null || clockFromText(time.trim()) === null ? null : `${day}T${time.trim()}:00+07:00`;
}
