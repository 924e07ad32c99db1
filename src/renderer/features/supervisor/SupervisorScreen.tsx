import type { SiteSnapshot } from '../../../shared/api/queue.ts';
import { formatDateTime, formatTime, formatWait } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { StatusDot, type Tone } from '../../ui/StatusDot.tsx';
import { Colleagues } from '../colleagues/index.ts';
import { JobCard, openJobs, PrinterLine, Printing } from '../printing/index.ts';
import { groupLines, Queue, secondsSince, useServerNow } from '../queue/index.ts';
import { Scanning } from '../scanning/index.ts';
import { useStationName } from '../stations/index.ts';
import { TicketStoryButton } from '../ticket-story/index.ts';
import { DeskCell, GroupOpening, HallHead } from './HallActions.tsx';
import { Hall } from './store.ts';
import classes from './SupervisorScreen.module.css';

/** The live board of the head of the one-stop unit. */
export function SupervisorScreen() {
  const { t } = useTexts();
  const snapshot = Queue.use((state) => state.view?.snapshot ?? null);
  const error = Queue.use((state) => state.error);
  if (snapshot === null)
    return (
      <div className={classes['wait']}>
        {error === null ? <p role="status">{t('common.loading')}</p> : <ErrorNote error={error} />}
      </div>
    );
  return (
    <Colleagues.Provider>
      <Hall.Provider>
        <div className={classes['board']}>
          <Today today={snapshot.today} />
          <HallHead snapshot={snapshot} />
          <div className={classes['columns']}>
            <div className={classes['column']}>
              <Groups snapshot={snapshot} />
              <Counters snapshot={snapshot} />
            </div>
            <div className={classes['column']}>
              <OpenJobs />
              <Devices />
            </div>
          </div>
        </div>
      </Hall.Provider>
    </Colleagues.Provider>
  );
}

function Today(props: { readonly today: SiteSnapshot['today'] }) {
  const { t } = useTexts();
  const { today } = props;
  const { good, fair, poor } = today.ratings;
  const count = good + fair + poor;
  const duration = (seconds: number | null): string => (seconds === null ? '–' : formatWait(seconds, t));
  const figures: readonly (readonly [string, string, string?])[] = [
    [t('supervisor.issued'), String(today.issued)],
    [t('supervisor.finished'), String(today.finished)],
    [t('supervisor.noShow'), String(today.noShow)],
    [t('supervisor.dossiers'), String(today.dossiers)],
    [t('supervisor.meanWait'), duration(today.meanWaitSeconds)],
    [t('supervisor.meanService'), duration(today.meanServiceSeconds)],
    [
      t('supervisor.satisfied'),
      count === 0 ? '–' : `${Math.round(((good + fair) / count) * 100)} %`,
      count === 0
        ? t('supervisor.satisfiedNote', { count })
        : t('supervisor.ratings', { good: String(good), fair: String(fair), poor: String(poor) }),
    ],
  ];
  return (
    <section className={classes['today']} aria-label={t('supervisor.today')}>
      <dl>
        {figures.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            {note !== undefined && <dd className={classes['note']}>{note}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}

function Groups(props: { readonly snapshot: SiteSnapshot }) {
  const { t, language } = useTexts();
  const now = useServerNow(5000);
  return (
    <section className={classes['card']} aria-label={t('supervisor.groups')}>
      <h2>{t('supervisor.groups')}</h2>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('supervisor.group')}</th>
            <th scope="col">{t('supervisor.waiting')}</th>
            <th scope="col">{t('supervisor.longest')}</th>
            <th scope="col">{t('supervisor.atCounters')}</th>
            <th scope="col">{t('supervisor.estimate')}</th>
          </tr>
        </thead>
        <tbody>
          {groupLines(props.snapshot, now).map(({ group, waiting, longestSeconds, atCounters }) => (
            <tr key={group.code}>
              <th scope="row">
                {group.code} · {group.name[language]} <GroupOpening group={group} />
              </th>
              <td>{waiting}</td>
              <td>{longestSeconds === null ? '–' : formatWait(longestSeconds, t)}</td>
              <td>{atCounters}</td>
              <td>
                {group.estimateMinutes === null
                  ? '–'
                  : t('common.wait.minutes', { minutes: String(group.estimateMinutes) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Counters(props: { readonly snapshot: SiteSnapshot }) {
  const { t, language } = useTexts();
  const now = useServerNow(5000);
  return (
    <section className={classes['card']} aria-label={t('supervisor.counters')}>
      <h2>{t('supervisor.counters')}</h2>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('supervisor.counter')}</th>
            <th scope="col">{t('supervisor.ticket')}</th>
            <th scope="col">{t('supervisor.state')}</th>
            <th scope="col">{t('supervisor.since')}</th>
            <th scope="col">{t('desk.board.who')}</th>
          </tr>
        </thead>
        <tbody>
          {props.snapshot.counters.map((counter) => {
            const { current } = counter;
            return (
              <tr key={counter.id}>
                <th scope="row">
                  {counter.name[language]}{' '}
                  <span className={classes['soft']}>
                    {t('supervisor.groupsOf', { groups: counter.groupCodes.join(', ') })}
                  </span>
                </th>
                <td>
                  <strong>{current?.number ?? '–'}</strong>
                  {current !== null && (
                    <TicketStoryButton ticketId={current.id} number={current.number} size="compact-xs" />
                  )}
                </td>
                <td>
                  <StatusDot
                    tone={current === null ? 'idle' : current.state === 'called' ? 'warn' : 'ok'}
                    label={current === null ? t('supervisor.free') : t(`common.ticketState.${current.state}`)}
                  />
                </td>
                <td>
                  {current?.calledAt != null &&
                    `${formatTime(current.calledAt)} (${formatWait(secondsSince(current.calledAt, now), t)})`}
                </td>
                <td>
                  <DeskCell counter={counter} now={now} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function OpenJobs() {
  const { t, language } = useTexts();
  const table = Printing.use((state) => state.table);
  const jobs = openJobs(table);
  const printers = Printing.use((state) => state.printers);
  const stationName = useStationName();
  return (
    <section className={classes['card']} aria-label={t('supervisor.open')}>
      <h2>{t('supervisor.open')}</h2>
      {jobs.length === 0 ? (
        <p className={classes['soft']}>{t('supervisor.openEmpty')}</p>
      ) : (
        <div className={classes['jobs']}>
          {jobs.map((job) => (
            <JobCard key={job.id} job={job}>
              <p className={classes['soft']}>
                {job.title} ·{' '}
                {t('supervisor.jobAt', {
                  time: formatDateTime(job.createdAt, language),
                  station: stationName(job.stationId),
                  printer: printers.find(({ id }) => id === job.printerId)?.name ?? job.printerId,
                })}
              </p>
            </JobCard>
          ))}
        </div>
      )}
    </section>
  );
}

const scannerTones = {
  connected: 'ok',
  connecting: 'warn',
  away: 'bad',
  off: 'idle',
} as const satisfies Record<string, Tone>;

function Devices() {
  const { t } = useTexts();
  const printers = Printing.use((state) => state.printers);
  const check = Printing.use((state) => state.check);
  const scanners = Scanning.use((state) => state.scanners);
  return (
    <section className={classes['card']} aria-label={t('supervisor.devices')}>
      <div className={classes['cardHead']}>
        <h2>{t('printing.printers')}</h2>
        <KeyButton
          command="boardRefresh"
          size="compact-sm"
          variant="default"
          disabled={printers.length === 0}
          onPress={() => printers.forEach((printer) => void check(printer.id))}
        >
          {t('common.refresh')}
        </KeyButton>
      </div>
      {printers.length === 0 && <p className={classes['soft']}>{t('supervisor.noPrinters')}</p>}
      <ul>
        {printers.map((printer) => (
          <PrinterLine key={printer.id} printer={printer} />
        ))}
      </ul>
      <h2>{t('supervisor.scanners')}</h2>
      {scanners.length === 0 && <p className={classes['soft']}>{t('supervisor.noScanners')}</p>}
      <ul>
        {scanners.map((scanner) => (
          <li key={scanner.id} className={classes['scanner']}>
            <strong>{scanner.name}</strong>{' '}
            <StatusDot
              tone={scannerTones[scanner.state]}
              label={t(`supervisor.scannerState.${scanner.state}`)}
            />
            <span className={classes['soft']}>
              {' '}
              {scanner.address}
              {scanner.lastScanAt !== null &&
                ` · ${t('supervisor.lastScan', { time: formatTime(scanner.lastScanAt, true) })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
