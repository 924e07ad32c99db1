import { useEffect, useRef } from 'react';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { CheckStep } from './CheckStep.tsx';
import { FindStep } from './FindStep.tsx';
import { NameStep } from './NameStep.tsx';
import type { NewPrinter, PaperUse } from './new-printer.ts';
import classes from './PrinterSetup.module.css';
import { RulerStep } from './RulerStep.tsx';
import { SampleStep } from './SampleStep.tsx';
import { mayBeOnPaper, steps } from './steps.ts';
import { PrinterSetup } from './store.ts';
import { BackButton, LeaveButton } from './WizardButtons.tsx';

interface ScreenProps {
  readonly config: StationConfig;
  /** Writes the printer into the configuration; null: done. */
  readonly save: (printer: NewPrinter, uses: readonly PaperUse[]) => Promise<AppError | null>;
  /** `saved`: the printer was added. */
  readonly onClose: (saved: boolean) => void;
}

/** Adds a printer: find it, ask it, prove its width, look at a sample, name it. Left in the middle, nothing remains. */
export function PrinterSetupScreen(props: ScreenProps) {
  return (
    <PrinterSetup.Provider>
      <Wizard {...props} />
    </PrinterSetup.Provider>
  );
}

function Wizard(props: ScreenProps) {
  const { t } = useTexts();
  const step = PrinterSetup.use((state) => state.step);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever works by keyboard or screen reader begins each step at its head.
  useEffect(() => heading.current?.focus(), [step]);
  const head = (
    <h2 ref={heading} tabIndex={-1} className={classes['heading']}>
      {t('printerSetup.title')}: {t(`printerSetup.step.${step}`)}
    </h2>
  );
  return (
    <section className={classes['wizard']} aria-label={t('printerSetup.title')}>
      <nav aria-label={t('printerSetup.steps')}>
        <ol className={classes['steps']}>
          {steps.map((one, index) => (
            <li key={one} {...(one === step ? { 'aria-current': 'step' as const } : {})}>
              <span className={classes['number']} aria-hidden="true">
                {index + 1}
              </span>
              {t(`printerSetup.step.${one}`)}
            </li>
          ))}
        </ol>
      </nav>
      {step === 'name' ? (
        <NameStep heading={head} {...props} />
      ) : (
        <>
          <div className={classes['body']}>
            {head}
            {step === 'find' && <FindStep />}
            {step === 'check' && <CheckStep />}
            {step === 'ruler' && <RulerStep />}
            {step === 'sample' && <SampleStep />}
          </div>
          <footer className={classes['foot']}>
            <LeaveButton onClose={props.onClose} />
            <span className={classes['fill']} />
            {step !== 'find' && <BackButton />}
            <NextButton />
          </footer>
        </>
      )}
    </section>
  );
}

/** On to the next step. A step of looking at paper that was not done is skipped, and says so. */
function NextButton() {
  const { t } = useTexts();
  const next = PrinterSetup.use((state) => state.next);
  const isReady = PrinterSetup.use(
    ({ step, address, probing, probeError, rulers, sample }) =>
      address !== null &&
      !rulers.busy &&
      !sample.busy &&
      (step === 'find' || (!probing && probeError?.code !== 'printer-already-configured')),
  );
  const isSkipped = PrinterSetup.use(
    ({ step, rulers, sample, width, reads, cuts }) =>
      (step === 'ruler' && (width === null || !mayBeOnPaper(rulers.result))) ||
      (step === 'sample' && ((reads ?? cuts) === null || !mayBeOnPaper(sample.result))),
  );
  return (
    <KeyButton
      command="stepNext"
      variant={isSkipped ? 'default' : 'filled'}
      disabled={!isReady}
      onPress={next}
    >
      {t(isSkipped ? 'printerSetup.skip' : 'printerSetup.next')}
    </KeyButton>
  );
}
