import { useEffect } from 'react';
import type { RatingScore } from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { errorNext, errorWhat } from '../../ui/ErrorNote.tsx';
import { useTick } from '../../ui/use-tick.ts';
import { counterOf, Queue } from '../queue/index.ts';
import { Face } from './Face.tsx';
import { rateable } from './rateable.ts';
import classes from './RatingScreen.module.css';
import { Rating } from './store.ts';

const scores: readonly RatingScore[] = ['good', 'fair', 'poor'];

/** How long the thanks stay. */
const thanksMs = 6_000;

/** The panel in front of the citizen: three faces for the visit that has just ended. */
export function RatingScreen(props: { readonly counterId: string | null; readonly siteName: string }) {
  const { t } = useTexts();
  const view = Queue.use((state) => state.view);
  const counter = counterOf(view?.snapshot ?? null, props.counterId);
  const { look, rate, thanked } = Rating.useApi().getState();
  const visit = Rating.use((state) => state.visit);
  const rated = Rating.use((state) => state.rated);
  const thanking = Rating.use((state) => state.thanking);
  const sending = Rating.use((state) => state.sending);
  const error = Rating.use((state) => state.error);
  const now = useTick();
  const away = view?.central.state === 'away';

  // When the visit was first seen matters to the second, so the ticking time will do.
  useEffect(() => look(counter, now), [look, counter, now]);
  useEffect(() => {
    if (!thanking) return undefined;
    const timer = setTimeout(thanked, thanksMs);
    return () => clearTimeout(timer);
  }, [thanking, thanked]);

  const ticket = rateable(counter, visit, rated, now);
  return (
    <div className={classes['rating']}>
      <header className={classes['header']}>
        <h1>{props.siteName}</h1>
      </header>
      <main className={classes['main']}>
        {thanking ? (
          <div className={classes['center']} role="status">
            <p className={classes['big']}>{t('rating.thanks')}</p>
            <p>{t('rating.thanksNote')}</p>
          </div>
        ) : ticket === null || away ? (
          <div className={classes['center']} role="status">
            <p className={classes['big']}>{t('rating.idle')}</p>
            <p>{away ? t('rating.away') : t('rating.idleNote')}</p>
          </div>
        ) : (
          <>
            <h2 className={classes['ask']}>{t('rating.ask')}</h2>
            <p>
              {t('rating.forNumber', {
                number: ticket.number,
                counter: String(counter?.number ?? ''),
              })}
            </p>
            <div className={classes['faces']}>
              {scores.map((score) => (
                <button
                  key={score}
                  type="button"
                  className={classes['face']}
                  data-score={score}
                  disabled={sending}
                  onClick={() => void rate(ticket.id, score)}
                >
                  <Face score={score} />
                  {t(`rating.${score}`)}
                </button>
              ))}
            </div>
            <p className={classes['line']} role="status">
              {sending && t('rating.sending')}
              {error !== null && `${errorWhat(error, t)} ${errorNext(error, t)}`}
            </p>
          </>
        )}
      </main>
    </div>
  );
}
