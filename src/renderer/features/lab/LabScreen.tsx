import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { LabPrinter } from './LabPrinter.tsx';
import { LabScanner } from './LabScanner.tsx';
import classes from './LabScreen.module.css';
import { Lab } from './store.ts';

/** The practice room: simulated printers with their paper, simulated scanners, faults at a click. */
export function LabScreen() {
  const { t } = useTexts();
  const view = Lab.use((state) => state.view);
  const error = Lab.use((state) => state.error);
  if (view === null)
    return (
      <div className={classes['wait']}>
        {error === null ? <p role="status">{t('common.loading')}</p> : <ErrorNote error={error} />}
      </div>
    );
  return (
    <div className={classes['lab']}>
      <p className={classes['intro']}>{t('lab.intro')}</p>
      {error !== null && <ErrorNote error={error} />}
      {view.printers.length === 0 && view.scanners.length === 0 && <p>{t('lab.noDevices')}</p>}
      <div className={classes['devices']}>
        {view.scanners.length > 0 && <LabScanner scanners={view.scanners} />}
        {view.printers.map((printer) => (
          <LabPrinter key={printer.name} printer={printer} />
        ))}
      </div>
    </div>
  );
}
