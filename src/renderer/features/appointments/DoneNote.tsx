import { useEffect, useRef, type ReactNode } from 'react';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { JobCard, Printing } from '../printing/index.ts';
import classes from './AppointmentsDialog.module.css';
import type { AppointmentDone } from './store.ts';

/** What was done last. Codes and numbers stand large: they are read out or written down. */
export function DoneNote(props: { readonly done: AppointmentDone }) {
  const { t } = useTexts();
  const { done } = props;
  switch (done.kind) {
    case 'booked': {
      const { code, day, from, groupCode } = done.appointment;
      return (
        <Told name={t('appointments.booked')}>
          <p>{t('appointments.booked')}</p>
          <output className={classes['large']}>{code}</output>
          <p>
            {t('appointments.bookedFor', { time: formatTime(from), day: formatDay(day), group: groupCode })}
          </p>
        </Told>
      );
    }
    case 'cancelled':
      return (
        <p className={classes['done']} role="status">
          {t('appointments.cancelled', { code: done.code })}
        </p>
      );
    case 'arrived':
      return <Arrived {...done} />;
  }
}

function Arrived(props: Extract<AppointmentDone, { kind: 'arrived' }>) {
  const { t } = useTexts();
  const jobId = props.job?.id;
  const job =
    Printing.use((state) => (jobId === undefined ? undefined : state.table.jobs[jobId])) ?? props.job;
  return (
    <Told name={t('appointments.arrived')}>
      <p>{t('appointments.arrived')}</p>
      <output className={classes['large']}>{props.ticket.number}</output>
      {props.late && <p>{t('appointments.late')}</p>}
      {job === null ? <p>{t('appointments.noSlip')}</p> : <JobCard job={job} />}
    </Told>
  );
}

/** Takes the focus: the button that did it may be gone, and what was done is read first. */
function Told(props: { readonly name: string; readonly children: ReactNode }) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);
  return (
    <section ref={section} tabIndex={-1} className={classes['done']} aria-label={props.name}>
      {props.children}
    </section>
  );
}
