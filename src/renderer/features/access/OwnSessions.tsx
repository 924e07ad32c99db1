import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useHost } from '../../host/context.tsx';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useStationName } from '../stations/index.ts';
import classes from './SignedIn.module.css';
import { useCall } from './use-call.ts';

/** Where one is signed in, and the way to end all but this. */
export function OwnSessions() {
  const { t, language } = useTexts();
  const host = useHost();
  const stationName = useStationName();
  const { busy, error, call } = useCall();
  const [sessions, setSessions] = useState<CallOutput<'access.sessions'>['items'] | null>(null);
  const [loadError, setLoadError] = useState<AppError | null>(null);
  const [isDone, setIsDone] = useState(false);
  const load = useCallback(
    () =>
      host.call('access.sessions', null).then((answer) => {
        if (answer.ok) setSessions(answer.value.items);
        setLoadError(answer.ok ? null : answer.error);
      }),
    [host],
  );
  useEffect(() => void load(), [load]);
  if (loadError !== null) return <ErrorNote error={loadError} />;
  if (sessions === null) return <p role="status">{t('common.loading')}</p>;
  const hasOthers = sessions.some(({ isThis }) => !isThis);
  return (
    <div className={classes['dialog']}>
      <ul className={classes['sessions']} aria-label={t('access.sessions.title')}>
        {sessions.map(({ sessionId, stationId, begunAt, isThis }) => (
          <li key={sessionId}>
            <strong>{stationId === null ? t('access.sessions.outside') : stationName(stationId)}</strong>
            {isThis && ` (${t('access.sessions.this')})`}
            <span className={classes['soft']}>
              {' '}
              {t('access.sessions.since', { time: formatDateTime(begunAt, language) })}
            </span>
          </li>
        ))}
      </ul>
      {isDone && (
        <p className={classes['good']} role="status">
          {t('access.sessions.ended')}
        </p>
      )}
      {!hasOthers && !isDone && <p className={classes['soft']}>{t('access.sessions.none')}</p>}
      {error !== null && <ErrorNote error={error} />}
      {hasOthers && (
        <Button
          loading={busy}
          onClick={() =>
            void call('access.endOtherSessions', null).then(async (done) => {
              if (done === null) return;
              setIsDone(true);
              await load();
            })
          }
        >
          {t('access.sessions.end')}
        </Button>
      )}
    </div>
  );
}
