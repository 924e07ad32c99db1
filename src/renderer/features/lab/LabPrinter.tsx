import { Button, Switch } from '@mantine/core';
import { LabFault, type LabPrinterView } from '../../../shared/contract/lab.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { LabPaper } from './LabPaper.tsx';
import classes from './LabScreen.module.css';
import { Lab } from './store.ts';

/** One simulated printer: its faults, and its paper as it lies in the tray, the newest on top. */
export function LabPrinter(props: { readonly printer: LabPrinterView }) {
  const { t } = useTexts();
  const { printer } = props;
  const setFault = Lab.use((state) => state.setFault);
  const clearPaper = Lab.use((state) => state.clearPaper);
  const title = t('lab.printer', { name: printer.name });
  return (
    <section className={classes['printer']} aria-label={title}>
      <h2>
        {title} <span className={classes['soft']}>{t('lab.width', { dots: String(printer.widthDots) })}</span>
      </h2>
      <div className={classes['trayHead']}>
        <h3>{t('lab.paper')}</h3>
        <Button
          size="compact-sm"
          variant="default"
          disabled={printer.papers.length === 0}
          onClick={() => void clearPaper(printer.name)}
        >
          {t('lab.clear')}
        </Button>
      </div>
      <div className={classes['tray']} tabIndex={0} role="group" aria-label={t('lab.paper')}>
        {printer.papers.length === 0 && <p className={classes['soft']}>{t('lab.paperEmpty')}</p>}
        {printer.papers.map((paper) => (
          <figure key={paper.id} className={classes['slip']} data-cut={paper.cut}>
            <LabPaper printer={printer.name} paperId={paper.id} />
            <figcaption>{formatTime(paper.at, true)}</figcaption>
          </figure>
        ))}
      </div>
      <fieldset className={classes['faults']}>
        <legend>{t('lab.faults')}</legend>
        {LabFault.options.map((fault) => (
          <Switch
            key={fault}
            size="sm"
            color="red"
            label={t(`lab.fault.${fault}.name`)}
            // Mantine takes the explanation into the name of a switch; here it is its description.
            aria-label={t(`lab.fault.${fault}.name`)}
            description={t(`lab.fault.${fault}.note`)}
            checked={printer.faults.includes(fault)}
            onChange={(event) => void setFault(printer.name, fault, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
    </section>
  );
}
