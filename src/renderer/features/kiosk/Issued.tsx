import type { Ticket } from '../../../shared/api/queue.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { errorWhat } from '../../ui/ErrorNote.tsx';
import { useCountdown } from '../../ui/use-countdown.ts';
import { Queue } from '../queue/index.ts';
import { Countdown } from './Countdown.tsx';
import classes from './KioskScreen.module.css';
import { Kiosk } from './store.ts';

/** How long a number stays on the screen; longer where the paper failed and it must be remembered. */
export const issuedSeconds = 20;
export const unprintedSeconds = 60;

/** Whether the visitor has (or will have) a slip in hand. */
function paperFailed(job: PrintJob | null): boolean {
  return job === null || job.state === 'notPrinted' || job.state === 'unknown';
}

/** The number, huge, for as long as it takes; below it what became of the slip. */
export function Issued(props: { readonly ticket: Ticket; readonly onLeave: () => void }) {
  const job = Kiosk.use((state) => state.job);
  const failed = paperFailed(job);
  // A new limit for a new situation: the countdown starts again when the paper fails.
  return <IssuedUntil key={failed ? 'failed' : 'fine'} {...props} job={job} failed={failed} />;
}

function IssuedUntil(props: {
  readonly ticket: Ticket;
  readonly job: PrintJob | null;
  readonly failed: boolean;
  readonly onLeave: () => void;
}) {
  const { t, language } = useTexts();
  const { ticket, job, onLeave } = props;
  const { left, extend } = useCountdown(props.failed ? unprintedSeconds : issuedSeconds, onLeave);
  const waiting = Queue.use((state) => state.view?.snapshot?.waiting ?? null);
  const group = Queue.use(
    (state) => state.view?.snapshot?.groups.find((found) => found.code === ticket.groupCode) ?? null,
  );
  const appointment = Kiosk.use((state) => state.appointment);
  const estimateMinutes = Kiosk.use((state) => state.estimateMinutes);
  const sameGroup = (waiting ?? []).filter((found) => found.groupCode === ticket.groupCode);
  const place = sameGroup.findIndex((found) => found.id === ticket.id);
  return (
    <section className={classes['issued']} aria-label={t('kiosk.yourNumber')}>
      <p className={classes['middle']}>
        {t('kiosk.yourNumber')}
        {group !== null && ` · ${group.name[language]}`}
        {ticket.priority !== 'normal' &&
          ` · ${t('kiosk.priorityChosen', { name: t(`common.priority.${ticket.priority}`) })}`}
      </p>
      <output className={classes['number']}>{ticket.number}</output>
      {place >= 0 && (
        <p className={classes['middle']}>
          {place === 0 ? t('kiosk.aheadNone') : t('kiosk.ahead', { count: place })}
          {estimateMinutes !== null && place > 0 && (
            <> · {t('kiosk.estimate', { minutes: String(estimateMinutes) })}</>
          )}
        </p>
      )}
      {appointment !== null && (
        <p className={classes['middle']}>
          {appointment.late
            ? t('kiosk.appointment.late')
            : t('kiosk.appointment.inTime', { time: formatTime(Date.parse(appointment.from)) })}
        </p>
      )}
      <PaperState job={job} number={ticket.number} />
      <div className={classes['foot']}>
        <button type="button" className={classes['plain']} onClick={onLeave}>
          {t('kiosk.done')}
        </button>
        <Countdown left={left} onExtend={extend} />
      </div>
    </section>
  );
}

/** What became of the slip. It cannot change the number: the button prints the slip of the same one. */
function PaperState(props: { readonly job: PrintJob | null; readonly number: string }) {
  const { t, language } = useTexts();
  const { job, number } = props;
  const printAgain = Kiosk.use((state) => state.printAgain);
  const reprinting = Kiosk.use((state) => state.reprinting);
  const error = Kiosk.use((state) => state.error);
  const state = job?.state ?? null;
  const tone = state === 'printed' ? 'ok' : paperFailed(job) ? 'bad' : 'wait';
  const lines = ((): readonly [string, string | null] => {
    switch (state) {
      case null:
        return [t('kiosk.noPrinter'), null];
      case 'prepared':
      case 'sending':
        return [t('kiosk.printing'), null];
      case 'printed':
        return [job?.confirmed === true ? t('kiosk.printed') : t('kiosk.handed'), null];
      case 'notPrinted':
        return [t('kiosk.notPrinted', { number }), t('kiosk.notPrintedNext')];
      case 'unknown':
        return [t('kiosk.unknown', { number }), t('kiosk.unknownNext')];
    }
  })();
  return (
    <div className={classes['paper']} data-tone={tone} role="status">
      <p className={classes['paperLine']}>{lines[0]}</p>
      {lines[1] !== null && <p>{lines[1]}</p>}
      {job?.reason && state === 'notPrinted' && (
        <p className={classes['reason']}>{errorWhat(job.reason, t)}</p>
      )}
      {error !== null && <p className={classes['reason']}>{errorWhat(error, t)}</p>}
      {state === 'notPrinted' && (
        <button
          type="button"
          className={classes['again']}
          disabled={reprinting}
          onClick={() => void printAgain(language)}
        >
          {reprinting ? t('kiosk.printingAgain') : t('kiosk.printAgain')}
        </button>
      )}
    </div>
  );
}
