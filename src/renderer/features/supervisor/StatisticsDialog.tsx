import { useEffect, useState } from 'react';
import type { SiteSnapshot } from '../../../shared/api/queue.ts';
import type { DayStatistics, Figures } from '../../../shared/api/statistics.ts';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { dayFromText } from '../../texts/day-text.ts';
import { formatWait } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Hall } from './store.ts';
import classes from './SupervisorScreen.module.css';

/** The figures of a day, by service, counter, officer and hour. */
export function StatisticsDialog(props: { readonly snapshot: SiteSnapshot; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { snapshot } = props;
  const [typed, setTyped] = useState(() => formatDay(snapshot.day));
  const day = dayFromText(typed);
  const statistics = Hall.use((state) => state.statistics);
  const error = Hall.use((state) => state.error);
  const { ask } = Hall.useApi().getState();
  useEffect(() => {
    if (day !== null && day <= snapshot.day) void ask(day);
  }, [ask, day, snapshot.day]);
  const shown = statistics?.day === day ? statistics : null;
  return (
    <Dialog title={t('desk.statistics.title')} onClose={props.onClose} size="min(1180px, 94vw)">
      <div className={classes['statistics']}>
        <DateField
          label={t('desk.statistics.day')}
          value={typed}
          onChange={setTyped}
          max={snapshot.day}
          today={snapshot.day}
          required
          className={classes['day'] ?? ''}
        />
        {error !== null && <ErrorNote error={error} />}
        {shown?.total.issued === 0 && <p role="status">{t('desk.statistics.empty')}</p>}
        {shown !== null && shown.total.issued > 0 && (
          <>
            <Table statistics={shown} snapshot={snapshot} />
            <p className={classes['soft']}>{t('desk.statistics.note')}</p>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Table(props: { readonly statistics: DayStatistics; readonly snapshot: SiteSnapshot }) {
  const { t, language } = useTexts();
  const { statistics, snapshot } = props;
  const groupName = (code: string): string =>
    `${code} · ${snapshot.groups.find((group) => group.code === code)?.name[language] ?? ''}`;
  const counterName = (id: string): string => {
    const counter = snapshot.counters.find((one) => one.id === id);
    if (counter === undefined) return id;
    return t('desk.toCounter', { number: String(counter.number), name: counter.name[language] });
  };
  const parts: readonly (readonly [
    'groups' | 'counters' | 'officers' | 'hours',
    readonly (Figures & { id: string; name: string })[],
  ])[] = [
    [
      'groups',
      statistics.groups.map((row) => ({ ...row, id: row.groupCode, name: groupName(row.groupCode) })),
    ],
    [
      'counters',
      statistics.counters.map((row) => ({ ...row, id: row.counterId, name: counterName(row.counterId) })),
    ],
    [
      'officers',
      statistics.officers.map((row) => ({
        ...row,
        id: row.officerId,
        name: row.displayName ?? t('desk.statistics.someone'),
      })),
    ],
    [
      'hours',
      statistics.hours.map((row) => ({
        ...row,
        id: String(row.hour),
        name: t('desk.statistics.hour', { from: String(row.hour), to: String(row.hour + 1) }),
      })),
    ],
  ];
  return (
    <div className={classes['figures']} tabIndex={0} role="group" aria-label={t('desk.statistics.title')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('desk.statistics.issued')}</th>
            <th scope="col">{t('desk.statistics.called')}</th>
            <th scope="col">{t('desk.statistics.served')}</th>
            <th scope="col">{t('desk.statistics.noShow')}</th>
            <th scope="col">{t('desk.statistics.parked')}</th>
            <th scope="col">{t('desk.statistics.transfers')}</th>
            <th scope="col">{t('desk.statistics.cancelled')}</th>
            <th scope="col">{t('desk.statistics.mean')}</th>
            <th scope="col">{t('desk.statistics.median')}</th>
            <th scope="col">{t('desk.statistics.p90')}</th>
          </tr>
        </thead>
        <tbody>
          <Row name={t('desk.statistics.total')} figures={statistics.total} />
        </tbody>
        {parts.map(([part, rows]) =>
          rows.length === 0 ? null : (
            <tbody key={part}>
              <tr>
                <th scope="rowgroup" colSpan={11} className={classes['part']}>
                  {t(`desk.statistics.by.${part}`)}
                </th>
              </tr>
              {rows.map((row) => (
                <Row key={row.id} name={row.name} figures={row} />
              ))}
            </tbody>
          ),
        )}
      </table>
    </div>
  );
}

function Row(props: { readonly name: string; readonly figures: Figures }) {
  const { t } = useTexts();
  const { figures } = props;
  const wait = (seconds: number | null): string => (seconds === null ? '–' : formatWait(seconds, t));
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td>{figures.issued}</td>
      <td>{figures.called}</td>
      <td>{figures.served}</td>
      <td>{figures.noShow}</td>
      <td>{figures.parked}</td>
      <td>{figures.transfers}</td>
      <td>{figures.cancelled}</td>
      <td>{wait(figures.meanWaitSeconds)}</td>
      <td>{wait(figures.medianWaitSeconds)}</td>
      <td>{wait(figures.p90WaitSeconds)}</td>
    </tr>
  );
}
