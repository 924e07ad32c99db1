import { Button } from '@mantine/core';
import type { AppError } from '../../shared/errors.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import classes from './Trouble.module.css';

/** A whole window that cannot go on: what happened and the two ways out. */
export function Trouble(props: {
  readonly error?: AppError;
  readonly onReload: () => void;
  readonly onRestart: () => void;
}) {
  const { t } = useTexts();
  return (
    <main className={classes['page']}>
      <section className={classes['card']} aria-labelledby="trouble-title">
        <h1 id="trouble-title">
          {props.error === undefined ? t('common.crash.title') : t('common.start.failed')}
        </h1>
        {props.error === undefined ? (
          <p role="alert">{t('common.crash.what')}</p>
        ) : (
          <ErrorNote error={props.error} />
        )}
        <div className={classes['actions']}>
          <Button onClick={props.onReload} data-autofocus>
            {props.error === undefined ? t('common.crash.reload') : t('common.start.retry')}
          </Button>
          <Button variant="outline" onClick={props.onRestart}>
            {t('common.crash.restart')}
          </Button>
        </div>
      </section>
    </main>
  );
}
