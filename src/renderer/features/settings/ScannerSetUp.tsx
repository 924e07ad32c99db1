import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useHost } from '../../host/context.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { QrPicture } from '../../ui/QrPicture.tsx';
import { JobReason, JobStatus, Printing } from '../printing/index.ts';
import { listenForTyping, Scanning } from '../scanning/index.ts';
import {
  configuredScanner,
  findingOfTest,
  findingOfTyping,
  testSlipPrinter,
  withFoundScanner,
  type ScannerFinding,
} from './scanner-advice.ts';
import classes from './ScannerSetUp.module.css';
import { Settings } from './store.ts';

/** Finds out how a scanner is set up: the officer scans one code, and is told what it is and how to make it better. */
export function ScannerSetUp(props: { readonly config: StationConfig; readonly onClose: () => void }) {
  const { t } = useTexts();
  const host = useHost();
  const test = Scanning.use((state) => state.test);
  const [finding, setFinding] = useState<ScannerFinding | null>(null);
  const [isOther, setIsOther] = useState(false);
  const [error, setError] = useState<AppError | null>(null);

  useEffect(() => {
    test(true);
    const found = (next: ScannerFinding | null): void => {
      setIsOther(next === null);
      if (next !== null) setFinding(next);
    };
    const endTyping = listenForTyping((trial) => found(findingOfTyping(trial)));
    const off = host.on('scanning.tested', (told) => found(findingOfTest(told)));
    void host.call('scanning.find', { on: true }).then((answer) => {
      if (!answer.ok) setError(answer.error);
    });
    return () => {
      endTyping();
      off();
      test(false);
      void host.call('scanning.find', { on: false });
    };
  }, [host, test]);

  return (
    <Dialog title={t('scanning.setUp.title')} onClose={props.onClose} size="xl">
      <div className={classes['page']}>
        <div className={classes['test']}>
          <TestCode onError={setError} />
          <PrintTestCode config={props.config} />
        </div>
        <div className={classes['told']}>
          <p>{t('scanning.setUp.ask')}</p>
          {error !== null && <ErrorNote error={error} />}
          <div role="status" aria-live="polite">
            {isOther && <p className={classes['bad']}>{t('scanning.setUp.other')}</p>}
            {finding === null ? (
              <p className={classes['waiting']}>{t('scanning.setUp.waiting')}</p>
            ) : (
              <Finding finding={finding} />
            )}
          </div>
          {finding === null ? (
            <Nothing />
          ) : (
            <Use finding={finding} config={props.config} onClose={props.onClose} />
          )}
        </div>
      </div>
    </Dialog>
  );
}

function TestCode(props: { readonly onError: (error: AppError) => void }) {
  const { t } = useTexts();
  const host = useHost();
  const { onError } = props;
  const [rows, setRows] = useState<CallOutput<'scanning.testCode'>['rows']>([]);
  useEffect(() => {
    let gone = false;
    void host.call('scanning.testCode', null).then((answer) => {
      if (gone) return;
      if (answer.ok) setRows(answer.value.rows);
      else onError(answer.error);
    });
    return () => {
      gone = true;
    };
  }, [host, onError]);
  return <QrPicture rows={rows} label={t('scanning.setUp.code')} className={classes['code'] ?? ''} />;
}

/** Puts the test code on paper, for scanners that cannot read from a screen, and says what became of the slip. */
function PrintTestCode(props: { readonly config: StationConfig }) {
  const { t } = useTexts();
  const printers = Printing.use((state) => state.printers);
  const sample = Printing.use((state) => state.sample);
  const printer = testSlipPrinter(props.config, printers);
  const busy = Printing.use((state) => printer !== null && state.busy.has(printer.id));
  const error = Printing.use((state) => (printer === null ? undefined : state.errors[printer.id]));
  const job = Printing.use((state) => state.table.jobs[state.testSlipId ?? '']);
  if (printer === null) return <p className={classes['soft']}>{t('scanning.setUp.noPrinter')}</p>;
  return (
    <>
      <KeyButton
        command="testPrint"
        size="sm"
        variant="default"
        loading={busy}
        onPress={() => void sample(printer.id, 'scannerTest')}
      >
        {t('scanning.setUp.print')}
      </KeyButton>
      <p className={classes['soft']}>{t('scanning.setUp.printOn', { name: printer.name })}</p>
      {error !== undefined && <ErrorNote error={error} />}
      <div role="status">
        {job !== undefined && (
          <>
            <JobStatus job={job} />
            <JobReason job={job} />
          </>
        )}
      </div>
    </>
  );
}

/** What to look at when the scanner beeps and nothing comes. */
function Nothing() {
  const { t } = useTexts();
  return (
    <>
      <h3>{t('scanning.setUp.nothing')}</h3>
      <ul className={classes['list']}>
        {(['focus', 'busy', 'rs232', 'rights'] as const).map((hint) => (
          <li key={hint}>{t(`scanning.nothing.${hint}`)}</li>
        ))}
      </ul>
    </>
  );
}

function Finding(props: { readonly finding: ScannerFinding }) {
  const { t } = useTexts();
  const { way, letters, end, prefix, tookMs, problems } = props.finding;
  const facts: readonly (readonly [string, string])[] = [
    [t('scanning.fact.way'), t(`scanning.way.${way}`)],
    [t('scanning.fact.letters'), t(`scanning.letters.${letters}`)],
    ...(way === 'serial' || way === 'keyboard'
      ? [[t('scanning.fact.end'), end ?? t('scanning.fact.none')] as const]
      : []),
    ...(way === 'keyboard' ? [[t('scanning.fact.prefix'), prefix ?? t('scanning.fact.none')] as const] : []),
    ...(tookMs === null
      ? []
      : [[t('scanning.fact.took'), t('scanning.fact.milliseconds', { count: tookMs })] as const]),
  ];
  const isGood = problems.length === 0;
  return (
    <>
      <p className={classes[isGood ? 'good' : 'bad']}>{t(`scanning.verdict.${isGood ? 'good' : way}`)}</p>
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {problems.length > 0 && (
        <ul className={classes['list']}>
          {problems.map((problem) => (
            <li key={problem}>{t(`scanning.problem.${problem}`)}</li>
          ))}
        </ul>
      )}
      {way === 'keyboard' && <Better />}
    </>
  );
}

/** From a scanner that types to one that sends, whatever its make. */
function Better() {
  const { t } = useTexts();
  return (
    <>
      <h3>{t('scanning.setUp.better')}</h3>
      <ol className={classes['list']}>
        {(['factory', 'usbCom', 'utf8', 'suffix', 'again'] as const).map((step) => (
          <li key={step}>{t(`scanning.step.${step}`)}</li>
        ))}
      </ol>
      <p className={classes['soft']}>{t('scanning.setUp.onlyTypes')}</p>
    </>
  );
}

/** Puts the scanner into the configuration as it was found. */
function Use(props: {
  readonly finding: ScannerFinding;
  readonly config: StationConfig;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const change = Settings.use((state) => state.change);
  const { finding, config, onClose } = props;
  const known = configuredScanner(config, finding);
  if (known !== null && known.address === finding.address)
    return <p className={classes['good']}>{t('scanning.setUp.known', { name: known.name })}</p>;
  return (
    <div className={classes['use']}>
      <p className={classes['soft']}>
        {t(known === null ? 'scanning.setUp.adds' : 'scanning.setUp.mends', { name: known?.name ?? '' })}{' '}
        <code>{finding.address}</code>
      </p>
      <Button
        onClick={() => {
          change((draft) => withFoundScanner(draft, finding, t('scanning.setUp.newName')));
          onClose();
        }}
      >
        {t('scanning.setUp.use')}
      </Button>
    </div>
  );
}
