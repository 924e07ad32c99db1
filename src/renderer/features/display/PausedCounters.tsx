import type { Counter } from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './DisplayScreen.module.css';

/** The counters to which nobody is called now, in one line; nothing where there are none. */
export function PausedCounters(props: { readonly counters: readonly Counter[] }) {
  const { t } = useTexts();
  const paused = props.counters.filter((counter) => counter.paused !== null);
  if (paused.length === 0) return null;
  const counters = paused
    .map(({ number }) => t('desk.displayCounter', { number: String(number) }))
    .join(', ');
  return <p className={classes['paused']}>{t('desk.displayPaused', { counters })}</p>;
}
