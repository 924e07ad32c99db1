import { Button } from '@mantine/core';
import type { Counter, SiteSnapshot } from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { absentFor } from '../queue/index.ts';
import classes from './CounterScreen.module.css';
import { CounterCommands } from './store.ts';

/** Numbers that were called in vain today; each can go back into the queue. */
export function AbsentList(props: {
  readonly snapshot: SiteSnapshot;
  readonly counter: Counter;
  readonly selected: string | null;
}) {
  const { t } = useTexts();
  const absent = absentFor(props.snapshot, props.counter);
  const acting = CounterCommands.use((state) => state.acting);
  const restore = CounterCommands.use((state) => state.restore);
  return (
    <section className={classes['list']} aria-label={t('counter.absent')}>
      <h2>{t('counter.absent')}</h2>
      <div className={classes['scroll']}>
        {absent.length === 0 && <p className={classes['empty']}>{t('counter.absentEmpty')}</p>}
        <ul>
          {absent.map((ticket) => (
            <li key={ticket.id} className={classes['absent']} data-selected={props.selected === ticket.id}>
              <span>
                <span className={classes['ticketNumber']}>{ticket.number}</span>{' '}
                <span className={classes['misses']}>{t('counter.misses', { count: ticket.misses })}</span>
              </span>
              <Button
                size="compact-sm"
                variant="light"
                disabled={acting !== null}
                aria-label={t('counter.restoreNamed', { number: ticket.number })}
                onClick={() => void restore(ticket.id)}
              >
                {t('counter.restore')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
