import { Radio } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import classes from './PrinterSetup.module.css';
import { PrintOutcome } from './PrintOutcome.tsx';
import { mayBeOnPaper } from './steps.ts';
import { chosenModel, PrinterSetup } from './store.ts';

/** A slip with Vietnamese text, and what the person sees on it. */
export function SampleStep() {
  const { t } = useTexts();
  const sample = PrinterSetup.use((state) => state.sample);
  const reads = PrinterSetup.use((state) => state.reads);
  const cuts = PrinterSetup.use((state) => state.cuts);
  const hasCutter = PrinterSetup.use((state) => chosenModel(state)?.cuts === true);
  const { printSample, sayReads, sayCuts } = PrinterSetup.useApi().getState();
  const wasTried = sample.result !== null;
  return (
    <div className={classes['two']}>
      <div className={classes['card']}>
        <p>{t('printerSetup.sample.intro')}</p>
        <div className={classes['buttons']}>
          <KeyButton
            command="testPrint"
            variant={wasTried ? 'light' : 'filled'}
            loading={sample.busy}
            onPress={() => void printSample()}
          >
            {t(wasTried ? 'printerSetup.sample.printAgain' : 'printerSetup.sample.print')}
          </KeyButton>
        </div>
        <PrintOutcome print={sample} />
      </div>
      {mayBeOnPaper(sample.result) && (
        <div className={classes['card']}>
          <YesNo label={t('printerSetup.sample.reads')} value={reads} onChange={sayReads} />
          {reads === false && <p role="status">{t('printerSetup.sample.readsNo')}</p>}
          <YesNo
            label={t(hasCutter ? 'printerSetup.sample.cuts' : 'printerSetup.sample.tears')}
            value={cuts}
            onChange={sayCuts}
          />
          {cuts === false && <p role="status">{t('printerSetup.sample.cutsNo')}</p>}
        </div>
      )}
    </div>
  );
}

function YesNo(props: {
  readonly label: string;
  readonly value: boolean | null;
  readonly onChange: (value: boolean) => void;
}) {
  const { t } = useTexts();
  return (
    <Radio.Group
      label={props.label}
      value={props.value === null ? '' : props.value ? 'yes' : 'no'}
      onChange={(value) => props.onChange(value === 'yes')}
    >
      <div className={classes['choices']}>
        <Radio value="yes" label={t('printerSetup.sample.yes')} />
        <Radio value="no" label={t('printerSetup.sample.no')} />
      </div>
    </Radio.Group>
  );
}
