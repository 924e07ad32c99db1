import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Counter, ServiceGroup, SiteSnapshot } from '../../../shared/api/queue.ts';
import { formatTime, formatWait } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { AppointmentsButton } from '../appointments/index.ts';
import { useOfficerName } from '../colleagues/index.ts';
import { secondsSince } from '../queue/index.ts';
import { useStationName } from '../stations/index.ts';
import { StatisticsDialog } from './StatisticsDialog.tsx';
import { Hall } from './store.ts';
import classes from './SupervisorScreen.module.css';

/** Opens the figures of a day, and says what went wrong with the last command. */
export function HallHead(props: { readonly snapshot: SiteSnapshot }) {
  const { t } = useTexts();
  const error = Hall.use((state) => state.error);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes['head']}>
      <KeyButton command="statistics" size="compact-md" variant="light" onPress={() => setOpen(true)}>
        {t('desk.board.statistics')}
      </KeyButton>
      <AppointmentsButton size="compact-md" variant="light" />
      {error !== null && !isOpen && <ErrorNote error={error} />}
      {isOpen && <StatisticsDialog snapshot={props.snapshot} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** Whether a group gives out numbers, and the button that changes it. */
export function GroupOpening(props: { readonly group: ServiceGroup }) {
  const { t } = useTexts();
  const { code, closed } = props.group;
  const acting = Hall.use((state) => state.acting);
  const { setGroupOpen } = Hall.useApi().getState();
  // Outside the hours it is closed by itself; by hand it can only be closed on top of that.
  const byHand = closed?.because === 'supervisor';
  return (
    <span className={classes['opening']}>
      {closed !== null && (
        <StatusDot
          tone="idle"
          label={
            byHand
              ? t('supervisor.closed')
              : closed.opensAt === null
                ? t('desk.board.byHours')
                : `${t('desk.board.byHours')} · ${t('desk.kioskOpensAt', { time: formatTime(closed.opensAt) })}`
          }
        />
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        disabled={acting}
        aria-label={t(byHand ? 'desk.board.openNamed' : 'desk.board.closeNamed', { code })}
        onClick={() => void setGroupOpen(code, byHand)}
      >
        {t(byHand ? 'desk.board.open' : 'desk.board.close')}
      </Button>
    </span>
  );
}

/** Who has a counter and whether it is paused, with what a supervisor can do about it. */
export function DeskCell(props: { readonly counter: Counter; readonly now: number }) {
  const { t } = useTexts();
  const { counter, now } = props;
  const { desk, paused } = counter;
  const number = String(counter.number);
  const acting = Hall.use((state) => state.acting);
  const { release, resume } = Hall.useApi().getState();
  const stationName = useStationName();
  const officer = useOfficerName(desk?.officerId ?? null);
  const who =
    desk === null
      ? t('desk.board.nobody')
      : officer === null
        ? t('desk.board.station', { name: stationName(desk.stationId) })
        : t('desk.board.officer', { officer, name: stationName(desk.stationId) });
  return (
    <span className={classes['deskCell']}>
      <span className={classes['soft']}>
        {desk === null || desk.live ? who : t('desk.board.gone', { who })}
      </span>
      {desk !== null && (
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={acting}
          aria-label={t('desk.board.releaseNamed', { number })}
          onClick={() => void release(counter.id)}
        >
          {t('desk.board.release')}
        </Button>
      )}
      {paused !== null && (
        <>
          <StatusDot
            tone="warn"
            label={t('desk.board.paused', {
              reason: t(`desk.pauseReason.${paused.reason}`),
              wait: formatWait(secondsSince(paused.since, now), t),
            })}
          />
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={acting}
            aria-label={t('desk.board.resumeNamed', { number })}
            onClick={() => void resume(counter.id)}
          >
            {t('desk.resume')}
          </Button>
        </>
      )}
    </span>
  );
}
