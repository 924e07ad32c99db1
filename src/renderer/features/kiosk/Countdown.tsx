import { useTexts } from '../../texts/use-texts.ts';
import classes from './KioskScreen.module.css';

/** The seconds left before the kiosk goes back to the start, and the way to get more of them. */
export function Countdown(props: { readonly left: number; readonly onExtend: () => void }) {
  const { t } = useTexts();
  return (
    <div className={classes['countdown']}>
      <span>{t('kiosk.returnIn', { count: props.left })}</span>
      <button type="button" className={classes['plain']} onClick={props.onExtend}>
        {t('kiosk.stayLonger')}
      </button>
    </div>
  );
}
