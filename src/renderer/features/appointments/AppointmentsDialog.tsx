import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Appointment } from '../../../shared/api/appointments.ts';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { formatLongDate, formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../access/index.ts';
import { useScans } from '../scanning/index.ts';
import classes from './AppointmentsDialog.module.css';
import { AppointmentTable } from './AppointmentTable.tsx';
import { BookForm } from './BookForm.tsx';
import { DoneNote } from './DoneNote.tsx';
import { Appointments, dayAfter } from './store.ts';

type Asking = { readonly kind: 'book' } | { readonly kind: 'cancel'; readonly appointment: Appointment };

/** The appointments of a day with what staff do about them; nothing while it is closed. */
export function AppointmentsDialog() {
  return Appointments.use((state) => state.isOpen) ? <OpenDialog /> : null;
}

function OpenDialog() {
  const { t } = useTexts();
  const close = Appointments.use((state) => state.close);
  const store = Appointments.useApi();
  const { cancel, clear, find } = store.getState();
  const acting = Appointments.use((state) => state.acting);
  const [asking, setAsking] = useState<Asking | null>(null);
  useScans(({ result }) => {
    if (result.meaning !== 'appointment' || acting) return false;
    setAsking(null);
    void find(result.fields.code);
    return true;
  });
  const back = (): void => setAsking(null);
  return (
    <Dialog title={t('appointments.title')} onClose={close} size="min(1000px, 94vw)">
      {asking === null && (
        <DayView
          onBook={() => {
            clear();
            const { today, day, show } = store.getState();
            // What is over cannot be booked.
            if (today !== null && day !== null && day < today) void show(null);
            setAsking({ kind: 'book' });
          }}
          onCancel={(appointment) => {
            clear();
            setAsking({ kind: 'cancel', appointment });
          }}
        />
      )}
      {asking?.kind === 'book' && <BookForm onBack={back} />}
      {asking?.kind === 'cancel' && (
        <CancelQuestion
          appointment={asking.appointment}
          onYes={() => void cancel(asking.appointment).then(back)}
          onNo={back}
        />
      )}
    </Dialog>
  );
}

function DayView(props: {
  readonly onBook: () => void;
  readonly onCancel: (appointment: Appointment) => void;
}) {
  const { t, language } = useTexts();
  const mayBook = useMay('appointment.book');
  const state = Appointments.use((store) => store);
  const { today, shown, loading, loadError, acting, error, done, missing, show, clear } = state;
  const day = state.day ?? today;
  const go = (to: string | null): void => {
    clear();
    void show(to);
  };
  return (
    <div className={classes['day']}>
      <div className={classes['head']} role="group" aria-label={t('appointments.day')}>
        <Button
          variant="default"
          disabled={acting || day === null}
          onClick={() => day !== null && go(dayAfter(day, -1))}
        >
          {t('appointments.previous')}
        </Button>
        <h3 className={classes['date']} aria-live="polite">
          {day !== null && formatLongDate(`${day}T12:00:00+07:00`, language)}
          {day !== null && day === today && ` · ${t('appointments.today')}`}
        </h3>
        <Button
          variant="default"
          disabled={acting || day === null}
          onClick={() => day !== null && go(dayAfter(day, 1))}
        >
          {t('appointments.next')}
        </Button>
        {day !== today && (
          <Button variant="subtle" disabled={acting} onClick={() => go(null)}>
            {t('appointments.toToday')}
          </Button>
        )}
        {mayBook && (
          <Button
            className={classes['book'] ?? ''}
            data-autofocus
            autoFocus
            disabled={acting}
            onClick={props.onBook}
          >
            {t('appointments.book')}
          </Button>
        )}
      </div>
      {missing !== null && (
        <p className={classes['missing']} role="alert">
          {t('appointments.missing', { code: missing })}
        </p>
      )}
      {done !== null && <DoneNote done={done} />}
      {error !== null && <ErrorNote error={error} />}
      {loadError !== null && (
        <div className={classes['failed']}>
          <ErrorNote error={loadError} />
          <Button variant="outline" onClick={() => void show(state.day)}>
            {t('common.start.retry')}
          </Button>
        </div>
      )}
      {loading && shown === null && <p role="status">{t('common.loading')}</p>}
      {shown?.list.items.length === 0 && <p role="status">{t('appointments.empty')}</p>}
      {shown !== null && shown.list.items.length > 0 && (
        <AppointmentTable items={shown.list.items} onCancel={props.onCancel} />
      )}
    </div>
  );
}

function CancelQuestion(props: {
  readonly appointment: Appointment;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { t } = useTexts();
  const { code, day, from, maskedName } = props.appointment;
  const acting = Appointments.use((state) => state.acting);
  return (
    <div className={classes['day']}>
      <p>
        {t('appointments.cancelAsk', { code, name: maskedName, time: formatTime(from), day: formatDay(day) })}
      </p>
      <div className={classes['head']}>
        <Button color="red" loading={acting} onClick={props.onYes}>
          {t('appointments.cancelYes')}
        </Button>
        <Button variant="outline" autoFocus disabled={acting} onClick={props.onNo}>
          {t('appointments.back')}
        </Button>
      </div>
    </div>
  );
}
