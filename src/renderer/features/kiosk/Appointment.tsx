import { useState } from 'react';
import { readTypedAppointmentCode } from '../../../shared/domain/appointment-code.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { errorNext, errorWhat } from '../../ui/ErrorNote.tsx';
import { useCountdown } from '../../ui/use-countdown.ts';
import appointment from './Appointment.module.css';
import { Countdown } from './Countdown.tsx';
import classes from './KioskScreen.module.css';
import { Kiosk } from './store.ts';

/** How long the screen waits for the next touch or scan. */
export const appointmentSeconds = 60;

const rows = ['23456789', 'ABCDEFGH', 'JKMNPQRS', 'TUVWXYZ'] as const;
const codeLength = 7;

/** A number for an appointment: scan its code or the card, or type the code. */
export function Appointment(props: { readonly onLeave: () => void }) {
  const { t, language } = useTexts();
  const [typed, setTyped] = useState('');
  const issuing = Kiosk.use((state) => state.issuing);
  const error = Kiosk.use((state) => state.error);
  const checkIn = Kiosk.use((state) => state.checkIn);
  const clearError = Kiosk.use((state) => state.clearError);
  const { left, extend } = useCountdown(appointmentSeconds, props.onLeave);
  const code = readTypedAppointmentCode(typed);
  const isWhole = typed.length === codeLength;

  const type = (next: string): void => {
    clearError();
    extend();
    setTyped(next.slice(0, codeLength));
  };
  return (
    <section className={classes['confirm']} aria-label={t('kiosk.appointment.title')}>
      <h2 className={classes['ask']}>{t('kiosk.appointment.title')}</h2>
      <p className={classes['middle']}>{t('kiosk.appointment.how')}</p>
      <output className={appointment['code']} aria-label={t('kiosk.appointment.code')}>
        HEN-{typed.padEnd(codeLength, '·')}
      </output>
      <div role="alert">
        {isWhole && code === null && <p className={classes['failure']}>{t('kiosk.appointment.wrongCode')}</p>}
        {error !== null && (
          <p className={classes['failure']}>
            <strong>{t('kiosk.failed')}.</strong> {errorWhat(error, t)} {errorNext(error, t)}
          </p>
        )}
      </div>
      <div className={appointment['keys']} role="group" aria-label={t('kiosk.appointment.code')}>
        {rows.flatMap((row) =>
          Array.from(row, (key) => (
            <button
              key={key}
              type="button"
              className={appointment['key']}
              disabled={issuing || isWhole}
              onClick={() => type(typed + key)}
            >
              {key}
            </button>
          )),
        )}
        <button
          type="button"
          className={appointment['key']}
          aria-label={t('kiosk.appointment.erase')}
          disabled={issuing || typed === ''}
          onClick={() => type(typed.slice(0, -1))}
        >
          ⌫
        </button>
      </div>
      <button
        type="button"
        className={`${classes['take'] ?? ''} ${appointment['take'] ?? ''}`}
        disabled={issuing || code === null}
        onClick={() => code !== null && void checkIn({ kind: 'code', code }, language)}
      >
        {issuing ? t('kiosk.takingNumber') : t('kiosk.takeNumber')}
      </button>
      <div className={classes['foot']}>
        <button type="button" className={classes['plain']} disabled={issuing} onClick={props.onLeave}>
          {error === null ? t('common.back') : t('kiosk.appointment.ordinary')}
        </button>
        <Countdown left={left} onExtend={extend} />
      </div>
    </section>
  );
}
