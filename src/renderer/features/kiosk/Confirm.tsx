import type { PriorityClass, ServiceGroup } from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { errorNext, errorWhat } from '../../ui/ErrorNote.tsx';
import { useCountdown } from '../../ui/use-countdown.ts';
import { Countdown } from './Countdown.tsx';
import classes from './KioskScreen.module.css';
import { Kiosk } from './store.ts';

const classesOfPriority: readonly Exclude<PriorityClass, 'normal'>[] = [
  'elderly',
  'disabled',
  'pregnant',
  'withChild',
  'meritorious',
];

/** How long a screen waits for an answer before the kiosk is free for the next visitor. */
export const confirmSeconds = 40;

/** One service: take the number, and, if it applies, say so beforehand. */
export function Confirm(props: { readonly group: ServiceGroup; readonly onLeave: () => void }) {
  const { t, language } = useTexts();
  const { group, onLeave } = props;
  const priority = Kiosk.use((state) => state.priority);
  const issuing = Kiosk.use((state) => state.issuing);
  const error = Kiosk.use((state) => state.error);
  const takeNumber = Kiosk.use((state) => state.takeNumber);
  const choosePriority = Kiosk.use((state) => state.choosePriority);
  const { left, extend } = useCountdown(confirmSeconds, onLeave);
  return (
    <section className={classes['confirm']} aria-label={group.name[language]}>
      <div className={classes['chosen']}>
        <span className={classes['letter']} aria-hidden="true">
          {group.code}
        </span>
        <div>
          <h2 className={classes['chosenName']}>{group.name[language]}</h2>
          <p className={classes['middle']}>
            {group.waiting === 0 ? t('kiosk.nobodyWaiting') : t('kiosk.waiting', { count: group.waiting })}
            {' · '}
            {group.estimateMinutes === null
              ? t('kiosk.estimateUnknown')
              : t('kiosk.estimate', { minutes: String(group.estimateMinutes) })}
          </p>
        </div>
      </div>
      {error !== null && (
        <div className={classes['failure']} role="alert">
          <strong>{t('kiosk.failed')}</strong> {errorWhat(error, t)} {errorNext(error, t)}
        </div>
      )}
      <button
        type="button"
        className={classes['take']}
        disabled={issuing || !group.open}
        onClick={() => void takeNumber(group.estimateMinutes, language)}
      >
        {issuing ? t('kiosk.takingNumber') : t('kiosk.takeNumber')}
      </button>
      <fieldset className={classes['priority']} disabled={issuing}>
        <legend>
          {t('kiosk.priorityAsk')} <small>{t('kiosk.priorityNote')}</small>
        </legend>
        {classesOfPriority.map((choice) => (
          <button
            key={choice}
            type="button"
            className={classes['priorityChoice']}
            aria-pressed={priority === choice}
            onClick={() => choosePriority(choice)}
          >
            {t(`common.priority.${choice}`)}
          </button>
        ))}
      </fieldset>
      <div className={classes['foot']}>
        <button type="button" className={classes['plain']} disabled={issuing} onClick={onLeave}>
          {t('common.back')}
        </button>
        <Countdown left={left} onExtend={extend} />
      </div>
    </section>
  );
}
