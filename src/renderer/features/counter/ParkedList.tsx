import { Button } from '@mantine/core';
import type { Counter, SiteSnapshot } from '../../../shared/api/queue.ts';
import { formatWait } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { parkedFor, secondsSince, useServerNow } from '../queue/index.ts';
import classes from './CounterScreen.module.css';
import { CounterCommands } from './store.ts';

/** Visits put aside; each can be called back here, or go back into the queue. Nothing where there are none. */
export function ParkedList(props: {
  readonly snapshot: SiteSnapshot;
  readonly counter: Counter;
  readonly selected: string | null;
}) {
  const { t } = useTexts();
  const now = useServerNow(5000);
  const { counter } = props;
  const acting = CounterCommands.use((state) => state.acting);
  const { callChosen, unpark } = CounterCommands.useApi().getState().more;
  const parked = parkedFor(props.snapshot, counter);
  if (parked.length === 0) return null;
  const free = acting === null && counter.current === null && counter.paused === null;
  return (
    <section className={classes['list']} aria-label={t('desk.parked')}>
      <h2>{t('desk.parked')}</h2>
      <div className={classes['scroll']}>
        <ul>
          {parked.map(({ id, number, parked: why }) => (
            <li key={id} className={classes['absent']} data-selected={props.selected === id}>
              <span>
                <span className={classes['ticketNumber']}>{number}</span>
                {why !== null && (
                  <span className={classes['misses']}>
                    {t('desk.parkedSince', {
                      reason: t(`desk.parkReason.${why.reason}`),
                      wait: formatWait(secondsSince(why.since, now), t),
                    })}
                  </span>
                )}
              </span>
              <span className={classes['parkedActions']}>
                <Button
                  size="compact-sm"
                  disabled={!free}
                  aria-label={t('desk.callBackNamed', { number })}
                  onClick={() => void callChosen({ ticketId: id })}
                >
                  {t('desk.callBack')}
                </Button>
                <Button
                  size="compact-sm"
                  variant="light"
                  disabled={acting !== null}
                  aria-label={t('desk.unparkNamed', { number })}
                  onClick={() => void unpark({ ticketId: id })}
                >
                  {t('desk.unpark')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
