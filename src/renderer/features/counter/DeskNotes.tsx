import type { Counter } from '../../../shared/api/queue.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './CounterScreen.module.css';
import { CounterCommands } from './store.ts';

/** What stands in the way of calling: the counter is paused, or somebody else has it. */
export function DeskNotes(props: { readonly counter: Counter }) {
  const { t } = useTexts();
  const isTaken = CounterCommands.use((state) => state.isTaken);
  const { paused } = props.counter;
  return (
    <>
      {isTaken && (
        <p className={classes['stale']} role="alert">
          {t('desk.taken')}
        </p>
      )}
      {paused !== null && (
        <p className={classes['paused']} role="status">
          {t('desk.pausedNow', {
            reason: t(`desk.pauseReason.${paused.reason}`),
            time: formatTime(paused.since),
          })}
        </p>
      )}
    </>
  );
}
