import { useTexts } from '../texts/use-texts.ts';
import classes from './Trouble.module.css';

/** A window that waits for main: a first start makes the database, a start after a power cut repairs it. */
export function Starting() {
  const { t } = useTexts();
  return (
    <main className={classes['page']}>
      <div className={classes['starting']} role="status">
        <h1>{t('common.product')}</h1>
        <p>{t('common.start.starting')}</p>
        <p className={classes['soft']}>{t('common.start.patience')}</p>
      </div>
    </main>
  );
}
