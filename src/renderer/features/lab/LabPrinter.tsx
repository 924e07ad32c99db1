import { Button } from '@mantine/core';
import { Fragment } from 'react';
import { LabFault, type LabPrinterView } from '../../../shared/contract/lab.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Printing } from '../printing/index.ts';
import { FaultSwitch } from './FaultSwitch.tsx';
import { LabPaper } from './LabPaper.tsx';
import classes from './LabScreen.module.css';
import { RollEnd } from './RollEnd.tsx';
import { Lab } from './store.ts';

/** One simulated printer: its faults, and its paper as it lies in the tray, the newest on top. */
export function LabPrinter(props: { readonly printer: LabPrinterView }) {
  const { t } = useTexts();
  const { printer } = props;
  const clearPaper = Lab.use((state) => state.clearPaper);
  const configured = Printing.use(
    (state) => state.printers.find(({ address }) => address === `lab:${printer.name}`)?.name,
  );
  const title = t('lab.printer', { name: printer.name });
  return (
    <section className={classes['printer']} aria-label={title}>
      <h2>
        {title}{' '}
        <span className={classes['soft']}>
          {configured === undefined ? '' : `${configured} · `}
          {t('lab.width', { dots: String(printer.widthDots) })}
        </span>
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
          <Fragment key={fault}>
            {fault === 'paperOutSoon' ? (
              <RollEnd printer={printer} />
            ) : (
              <FaultSwitch printer={printer} fault={fault} />
            )}
          </Fragment>
        ))}
      </fieldset>
    </section>
  );
}
