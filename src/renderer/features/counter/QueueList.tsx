import type { Counter, SiteSnapshot, WaitingTicket } from '../../../shared/api/queue.ts';
import { formatWait } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { secondsSince, useServerNow, waitingFor } from '../queue/index.ts';
import classes from './CounterScreen.module.css';
import { reasonText } from './reason-text.ts';

/** Who waits for this counter, by service group; the next one first, with why it is next. */
export function QueueList(props: {
  readonly snapshot: SiteSnapshot;
  readonly counter: Counter;
  readonly selected: string | null;
}) {
  const { t, language } = useTexts();
  const now = useServerNow();
  const waiting = waitingFor(props.snapshot, props.counter);
  const [next] = waiting;
  const groups = props.snapshot.groups.filter((group) => props.counter.groupCodes.includes(group.code));
  return (
    <section className={classes['list']} aria-label={t('counter.queue')}>
      <h2>
        {t('counter.queue')}
        <span className={classes['count']}>{t('counter.waitingCount', { count: waiting.length })}</span>
      </h2>
      <div className={classes['scroll']} tabIndex={0} role="group" aria-label={t('counter.queue')}>
        {next === undefined && <p className={classes['empty']}>{t('counter.queueEmpty')}</p>}
        {next !== undefined && (
          <ul aria-label={t('counter.nextIs')}>
            <Line ticket={next} now={now} next selected={props.selected === next.id} />
          </ul>
        )}
        {groups.map((group) => {
          const inGroup = waiting.filter(
            (ticket) => ticket.groupCode === group.code && ticket.id !== next?.id,
          );
          return inGroup.length === 0 ? null : (
            <div key={group.code}>
              <h3>
                {group.code} · {group.name[language]}
              </h3>
              <ul aria-label={group.name[language]}>
                {inGroup.map((ticket) => (
                  <Line key={ticket.id} ticket={ticket} now={now} selected={props.selected === ticket.id} />
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </section>
  );
}

function Line(props: {
  readonly ticket: WaitingTicket;
  readonly now: number;
  readonly next?: boolean;
  readonly selected: boolean;
}) {
  const { t } = useTexts();
  const { ticket, next = false } = props;
  return (
    <li className={classes['ticket']} data-next={next} data-selected={props.selected}>
      <span className={classes['ticketNumber']}>{ticket.number}</span>
      <span className={classes['badge']}>
        {ticket.priority !== 'normal' && t(`common.priority.${ticket.priority}`)}
        {ticket.reason.cameBy !== 'issue' && ` ${t(`desk.cameBy.${ticket.reason.cameBy}`)}`}
      </span>
      <span className={classes['ticketWait']}>
        {formatWait(secondsSince(ticket.waitingSince ?? ticket.issuedAt, props.now), t)}
      </span>
      {next && (
        <span className={classes['ticketWhy']}>
          {t('counter.nextIs')}: {reasonText(ticket.reason, t)}
        </span>
      )}
    </li>
  );
}
