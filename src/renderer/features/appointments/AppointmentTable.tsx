import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Appointment } from '../../../shared/api/appointments.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useMay } from '../access/index.ts';
import classes from './AppointmentsDialog.module.css';
import { Appointments } from './store.ts';

/** The appointments of a day, people masked, with what can be done about each. */
export function AppointmentTable(props: {
  readonly items: readonly Appointment[];
  readonly onCancel: (appointment: Appointment) => void;
}) {
  const { t } = useTexts();
  return (
    <div className={classes['scroll']} tabIndex={0} role="group" aria-label={t('appointments.list')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('appointments.slot')}</th>
            <th scope="col">{t('appointments.group')}</th>
            <th scope="col">{t('appointments.person')}</th>
            <th scope="col">{t('appointments.code')}</th>
            <th scope="col">{t('appointments.state')}</th>
            <th scope="col">{t('appointments.what')}</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map((appointment) => (
            <Row key={appointment.id} appointment={appointment} onCancel={props.onCancel} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  readonly appointment: Appointment;
  readonly onCancel: (appointment: Appointment) => void;
}) {
  const { t, language } = useTexts();
  const { appointment } = props;
  const { code, day, state } = appointment;
  const isSelected = Appointments.use((store) => store.selected === appointment.id);
  const acting = Appointments.use((store) => store.acting);
  const checkIn = Appointments.use((store) => store.checkIn);
  const mayBook = useMay('appointment.book');
  const mayIssue = useMay('ticket.issue');
  const today = Appointments.use((store) => store.today);
  const row = useRef<HTMLTableRowElement>(null);
  // The one in hand: its first button, else the row itself is where Tab goes on from.
  useEffect(() => {
    if (isSelected) (row.current?.querySelector('button') ?? row.current)?.focus();
  }, [isSelected]);
  const person = [appointment.maskedName, appointment.maskedNumber, appointment.maskedPhone]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
  // A person who came too late gets an ordinary number.
  const mayArrive = mayIssue && day === today && (state === 'booked' || state === 'missed');
  return (
    <tr ref={row} tabIndex={-1} data-selected={isSelected} {...(isSelected ? { 'aria-current': true } : {})}>
      <td>
        {formatTime(appointment.from)}–{formatTime(appointment.to)}
      </td>
      <td>{appointment.groupCode}</td>
      <td>
        {person === '' ? '–' : person}
        {appointment.priority !== 'normal' && (
          <>
            <br />
            {t(`common.priority.${appointment.priority}`)}
          </>
        )}
      </td>
      <th scope="row">{code}</th>
      <td>{t(`appointments.states.${state}`)}</td>
      <td>
        {mayArrive && (
          <Button
            size="compact-sm"
            disabled={acting}
            aria-label={t('appointments.arriveNamed', { code })}
            onClick={() => void checkIn(code, language)}
          >
            {t('appointments.arrive')}
          </Button>
        )}
        {mayBook && state === 'booked' && (
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={acting}
            aria-label={t('appointments.cancelNamed', { code })}
            onClick={() => props.onCancel(appointment)}
          >
            {t('appointments.cancel')}
          </Button>
        )}
      </td>
    </tr>
  );
}
