import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { auditActions } from '../../../shared/api/audit-actions.ts';
import type { AuditEntry } from '../../../shared/api/privacy.ts';
import { dayFromText } from '../../texts/day-text.ts';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DateField } from '../../ui/DateField.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../queue/index.ts';
import { useStationName } from '../stations/index.ts';
import { AuditChecks } from './AuditChecks.tsx';
import { Audit, type AuditFilter } from './audit-store.ts';
import { aboutWords, actionWords, reasonParts } from './audit-words.ts';
import classes from './SiteAdministration.module.css';

/** The log of processing: found, read, proved, exported. */
export function AuditScreen() {
  return (
    <Audit.Provider>
      <Screen />
    </Audit.Provider>
  );
}

function Screen() {
  const { t } = useTexts();
  const error = Audit.use((state) => state.error);
  const [days, setDays] = useState({ from: '', to: '' });
  return (
    <section className={classes['screen']} aria-label={t('siteAdmin.audit.title')}>
      <p className={classes['soft']}>{t('siteAdmin.audit.isEntry')}</p>
      <Filter days={days} onDays={setDays} />
      <AuditChecks from={dayFromText(days.from)} to={dayFromText(days.to)} />
      {error !== null && <ErrorNote error={error} />}
      <Found />
    </section>
  );
}

interface Days {
  readonly from: string;
  readonly to: string;
}

function Filter(props: { readonly days: Days; readonly onDays: (days: Days) => void }) {
  const { t } = useTexts();
  const { days, onDays } = props;
  const { find } = Audit.useApi().getState();
  const officers = Audit.use((state) => state.officers);
  const stations = Audit.use((state) => state.stations);
  const loading = Audit.use((state) => state.loading);
  const stationName = useStationName();
  const today = useToday();
  const [officerId, setOfficerId] = useState('');
  const [stationId, setStationId] = useState('');
  const [action, setAction] = useState('');
  const [reference, setReference] = useState('');
  const isReference = /^[\w.:/-]*$/.test(reference.trim());
  const isDays = [days.from, days.to].every((text) => text.trim() === '' || dayFromText(text) !== null);
  return (
    <form
      className={classes['line']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReference || !isDays) return;
        void find(filterOf({ ...days, officerId, stationId, action, reference: reference.trim() }));
      }}
    >
      <DateField
        label={t('siteAdmin.audit.from')}
        value={days.from}
        today={today}
        onChange={(from) => onDays({ ...days, from })}
      />
      <DateField
        label={t('siteAdmin.audit.to')}
        value={days.to}
        today={today}
        onChange={(to) => onDays({ ...days, to })}
      />
      {officers.length > 0 && (
        <NativeSelect
          label={t('siteAdmin.audit.who')}
          value={officerId}
          data={[
            { value: '', label: t('siteAdmin.audit.anybody') },
            ...officers.map((one) => ({
              value: one.officerId,
              label: `${one.displayName} (${one.userName})`,
            })),
          ]}
          onChange={(event) => setOfficerId(event.currentTarget.value)}
        />
      )}
      {stations.length > 0 && (
        <NativeSelect
          label={t('siteAdmin.audit.station')}
          value={stationId}
          data={[
            { value: '', label: t('siteAdmin.audit.anyStation') },
            ...stations.map((value) => ({ value, label: stationName(value) })),
          ]}
          onChange={(event) => setStationId(event.currentTarget.value)}
        />
      )}
      <NativeSelect
        label={t('siteAdmin.audit.action')}
        value={action}
        data={[
          { value: '', label: t('siteAdmin.audit.anyAction') },
          ...auditActions.map((value) => ({ value, label: actionWords(value, t) })),
        ]}
        onChange={(event) => setAction(event.currentTarget.value)}
      />
      <TextInput
        label={t('siteAdmin.audit.reference')}
        value={reference}
        maxLength={80}
        autoComplete="off"
        spellCheck={false}
        error={isReference ? undefined : t('siteAdmin.audit.referenceWrong')}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Button type="submit" loading={loading}>
        {t('siteAdmin.audit.find')}
      </Button>
    </form>
  );
}

/** Only what was filled in; days as typed. */
function filterOf(
  typed: Days & Record<'officerId' | 'stationId' | 'action' | 'reference', string>,
): AuditFilter {
  const { from, to, ...rest } = typed;
  const days = { from: dayFromText(from), to: dayFromText(to) };
  const given = Object.entries({ ...rest, ...days }).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(given);
}

function Found() {
  const { t } = useTexts();
  const entries = Audit.use((state) => state.entries);
  const next = Audit.use((state) => state.next);
  const loading = Audit.use((state) => state.loading);
  const { more } = Audit.useApi().getState();
  if (entries === null) return null;
  const { length: count } = entries;
  return (
    <>
      <p className={classes['soft']} role="status">
        {count === 0
          ? t('siteAdmin.audit.none')
          : t(next === null ? 'siteAdmin.audit.count' : 'siteAdmin.audit.countMore', { count })}
      </p>
      {count > 0 && (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">{t('siteAdmin.audit.when')}</th>
              <th scope="col">{t('siteAdmin.audit.who')}</th>
              <th scope="col">{t('siteAdmin.audit.what')}</th>
              <th scope="col">{t('siteAdmin.audit.about')}</th>
              <th scope="col">{t('siteAdmin.why')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Row key={entry.sequence} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      {next !== null && (
        <div className={classes['line']}>
          <Button variant="default" loading={loading} onClick={() => void more()}>
            {t('siteAdmin.audit.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Row(props: { readonly entry: AuditEntry }) {
  const { t, language } = useTexts();
  const { entry } = props;
  const stationName = useStationName();
  const officers = Audit.use((state) => state.officers);
  const officer = officers.find(({ officerId }) => officerId === entry.officerId)?.displayName;
  const { words, data } = reasonParts(entry.reason ?? '');
  return (
    <tr>
      <td>{entry.sequence}</td>
      <td>{formatDateTime(entry.at, language)}</td>
      <td>
        {officer ?? entry.officerId ?? t('siteAdmin.audit.nobody')}
        <br />
        <span className={classes['soft']}>
          {entry.stationId === null ? t('siteAdmin.audit.noStation') : stationName(entry.stationId)}
        </span>
      </td>
      <td>{actionWords(entry.action, t)}</td>
      <td>{aboutWords(entry.reference, t)}</td>
      <td>
        {words}
        {data !== '' && (
          <details>
            <summary>{t('siteAdmin.audit.details')}</summary>
            <code>{data}</code>
          </details>
        )}
      </td>
    </tr>
  );
}
