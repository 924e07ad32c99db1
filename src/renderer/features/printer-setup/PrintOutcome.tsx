import { Button } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import classes from './PrinterSetup.module.css';
import { StatusWords } from './StatusWords.tsx';
import { PrinterSetup, type PrintState } from './store.ts';

const tones = { printed: 'ok', notPrinted: 'bad', unknown: 'warn' } as const;

/** How a print of the set-up stands: printed, not printed, or nobody knows, and what the printer says after it. */
export function PrintOutcome(props: { readonly print: PrintState }) {
  const { t } = useTexts();
  const { busy, result, error } = props.print;
  const { stopPrint } = PrinterSetup.useApi().getState();
  if (error !== null) return <ErrorNote error={error} />;
  return (
    <div role="status" className={classes['outcome']}>
      {busy && (
        <div className={classes['buttons']}>
          <span>{t('printerSetup.outcome.running')}</span>
          <Button size="compact-md" variant="default" onClick={() => void stopPrint()}>
            {t('printerSetup.stop')}
          </Button>
        </div>
      )}
      {result !== null && (
        <>
          <StatusDot
            tone={tones[result.state]}
            label={t(
              `printerSetup.outcome.${result.state === 'printed' && !result.confirmed ? 'handed' : result.state}`,
            )}
          />
          {result.reason !== null && <ErrorNote error={result.reason} />}
          {result.status.online !== 'unknown' && <StatusWords status={result.status} />}
          {result.problem !== null && result.problem.code !== result.reason?.code && (
            <ErrorNote error={result.problem} />
          )}
        </>
      )}
    </div>
  );
}
