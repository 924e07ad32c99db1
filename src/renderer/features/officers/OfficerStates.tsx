import type { Officer } from '../../../shared/api/access.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { useStationName } from '../stations/index.ts';
import classes from './Officers.module.css';

/** How it stands with an account, in words. */
export function OfficerStates(props: { readonly officer: Officer }) {
  const { t } = useTexts();
  const stationName = useStationName();
  const { isDisabled, lockedUntil, mustChangePassword, hasSecondFactor, sessions } = props.officer;
  const places = [
    ...new Set(
      sessions.map(({ stationId }) => (stationId === null ? t('officers.outside') : stationName(stationId))),
    ),
  ];
  return (
    <span className={classes['states']}>
      {isDisabled ? (
        <StatusDot tone="idle" label={t('officers.isDisabled')} />
      ) : (
        <StatusDot
          tone={places.length > 0 ? 'ok' : 'idle'}
          label={
            places.length > 0
              ? t('officers.signedIn', { places: places.join(', ') })
              : t('officers.notSignedIn')
          }
        />
      )}
      {lockedUntil !== null && (
        <StatusDot tone="bad" label={t('officers.locked', { time: formatTime(lockedUntil, true) })} />
      )}
      {!isDisabled && mustChangePassword && <StatusDot tone="warn" label={t('officers.oneTime')} />}
      {hasSecondFactor && <span className={classes['soft']}>{t('officers.hasFactor')}</span>}
    </span>
  );
}
