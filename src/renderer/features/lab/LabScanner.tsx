import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ticketQrPayload } from '../../../shared/domain/qr-payload.ts';
import { useHost } from '../../host/context.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Queue } from '../queue/index.ts';
import { Scanning } from '../scanning/index.ts';
import { useStationName } from '../stations/index.ts';
import { sampleNames, samples } from './samples.ts';
import classes from './LabScreen.module.css';
import { Lab } from './store.ts';

/** A simulated scanner: a text and a trigger, with codes ready to try. */
export function LabScanner(props: { readonly scanners: readonly string[] }) {
  const { t } = useTexts();
  const host = useHost();
  const stationName = useStationName();
  const [scanner, setScanner] = useState(props.scanners[0] ?? '');
  const [text, setText] = useState('');
  const [empty, setEmpty] = useState<'ticket' | 'dossier' | null>(null);
  const scan = Lab.use((state) => state.scan);
  const scans = Lab.use((state) => state.scans);
  const snapshot = Queue.use((state) => state.view?.snapshot ?? null);
  const known = Scanning.use((state) => state.scanners.find((found) => found.address === `lab:${scanner}`));

  /** The newest number of the day that is still in the queue or at a counter. */
  const newest = [
    ...(snapshot?.waiting ?? []),
    ...(snapshot?.counters ?? []).flatMap(({ current }) => current ?? []),
  ].sort((one, other) => other.issuedAt.localeCompare(one.issuedAt))[0];

  const put = (value: string): void => {
    setEmpty(null);
    setText(value);
  };
  const putDossier = (): void => {
    // From the journal of prints: dossiers themselves are not for this window.
    void host.call('printing.jobs', { limit: 200 }).then((answer) => {
      const slips = answer.ok ? answer.value : [];
      const code = slips.find(
        ({ kind, reference }) => (kind === 'receipt' || kind === 'label') && reference !== 'sample',
      )?.reference;
      if (code === undefined) setEmpty('dossier');
      else put(code);
    });
  };

  return (
    <section className={classes['printer']} aria-label={t('lab.scanner')}>
      <h2>{t('lab.scanner')}</h2>
      <NativeSelect
        label={t('lab.scannerChoice')}
        data={[...props.scanners]}
        value={scanner}
        onChange={(event) => setScanner(event.currentTarget.value)}
      />
      <p className={classes['soft']}>
        {known === undefined || known.stationIds.length === 0
          ? t('lab.stationNone')
          : t('lab.stationOf', { stations: known.stationIds.map(stationName).join(', ') })}
      </p>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== '') void scan(scanner, text);
        }}
      >
        <Textarea
          label={t('lab.scanText')}
          rows={4}
          value={text}
          maxLength={4096}
          spellCheck={false}
          onChange={(event) => put(event.currentTarget.value)}
        />
        <Button type="submit" disabled={text === ''}>
          {t('lab.trigger')}
        </Button>
        <p role="status" className={classes['soft']}>
          {scans > 0 && `${t('lab.triggered')} (${scans})`}
          {empty === 'ticket' && t('lab.noTicketYet')}
          {empty === 'dossier' && t('lab.noDossierYet')}
        </p>
      </form>
      <fieldset className={classes['samples']}>
        <legend>{t('lab.samples')}</legend>
        {sampleNames.map((name) => (
          <Button key={name} size="compact-sm" variant="default" onClick={() => put(samples[name])}>
            {t(`lab.sample.${name}`)}
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            if (newest === undefined) setEmpty('ticket');
            else put(ticketQrPayload({ ticketId: newest.id, number: newest.number }));
          }}
        >
          {t('lab.sample.lastTicket')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={putDossier}>
          {t('lab.sample.dossier')}
        </Button>
      </fieldset>
    </section>
  );
}
