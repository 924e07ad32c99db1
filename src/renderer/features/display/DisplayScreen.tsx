import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useSounds } from '../../sound/context.tsx';
import type { Sounds } from '../../sound/sounds.ts';
import type { Language } from '../../texts/i18n.ts';
import { formatLongDate, formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Queue, useServerNow } from '../queue/index.ts';
import classes from './DisplayScreen.module.css';
import { PausedCounters } from './PausedCounters.tsx';
import { history } from './play-queue.ts';
import { makePlayer } from './player.ts';
import { spokenNumber } from './spoken-number.ts';

/** Each call has the screen at least this long; sound may take this much before the next call goes on without it. */
const minimumShownMs = 6_000;
const announceLimitMs = 12_000;

/** Rings and then says it, where the machine can; whether anything could be heard. */
async function announce(text: string, language: Language, sounds: Sounds): Promise<boolean> {
  const rang = await sounds.chime();
  const said = await sounds.say(text, language);
  return rang || said;
}

/** The waiting room: who is called, to which counter, and who was called before. No personal data. */
export function DisplayScreen(props: { readonly siteName: string }) {
  const { t, language } = useTexts();
  const sounds = useSounds();
  const view = Queue.use((state) => state.view);
  const now = useServerNow();
  const [player] = useState(() =>
    makePlayer({
      announce: ({ number, counterNumber }) =>
        announce(
          t('display.spoken', { number: spokenNumber(number, language), counter: String(counterNumber) }),
          language,
          sounds,
        ),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      minimumMs: minimumShownMs,
      announceLimitMs,
    }),
  );
  const queue = useStore(player, (state) => state.queue);
  const announcing = useStore(player, (state) => state.announcing);
  const silent = useStore(player, (state) => state.silent);

  useEffect(() => {
    if (view?.snapshot == null) return;
    const { calls, counters } = view.snapshot;
    const beingCalled = new Set(
      counters.flatMap(({ current }) => (current?.state === 'called' ? [current.id] : [])),
    );
    player.getState().take(calls, Date.now() + view.clockOffsetMs, beingCalled);
  }, [view, player]);

  const { showing } = queue;
  const lines = history(queue, view?.snapshot?.calls ?? [], 5);
  const away = view?.central.state === 'away';
  return (
    <div className={classes['display']}>
      <header className={classes['header']}>
        <h1>{props.siteName}</h1>
        <time dateTime={new Date(now).toISOString()}>
          {formatLongDate(now, language)} <strong>{formatTime(now)}</strong>
        </time>
      </header>
      {away && (
        <div className={classes['away']} role="alert">
          <strong>{t('display.away')}</strong> {t('display.awayNext')}
        </div>
      )}
      <main className={classes['main']}>
        <section
          className={classes['call']}
          aria-label={t('display.region')}
          aria-live="assertive"
          data-announcing={showing !== null && announcing === showing.id}
        >
          {showing === null ? (
            <p className={classes['idle']}>{t('display.idle')}</p>
          ) : (
            // A new element per call, so that the flashing begins anew for a recall of the same number.
            <div key={showing.id} className={classes['card']}>
              <p className={classes['inviting']}>
                {t('display.calling')}
                {showing.recall && <span className={classes['again']}>{t('display.again')}</span>}
              </p>
              <output className={classes['number']}>{showing.number}</output>
              <p className={classes['counter']}>
                {t('display.toCounter')} <strong>{showing.counterNumber}</strong>
              </p>
            </div>
          )}
        </section>
        <section className={classes['last']} aria-label={t('display.last')}>
          <h2>{t('display.last')}</h2>
          <ol>
            {lines.map((call) => (
              <li key={call.id}>
                <strong>{call.number}</strong>
                <span>
                  {t('display.counter')} {call.counterNumber}
                </span>
              </li>
            ))}
          </ol>
          <p className={classes['waiting']}>
            {view?.snapshot != null && !away && t('display.waiting', { count: view.snapshot.waiting.length })}
          </p>
          <PausedCounters counters={view?.snapshot?.counters ?? []} />
          {silent && <p className={classes['silent']}>{t('display.soundFailed')}</p>}
        </section>
      </main>
    </div>
  );
}
