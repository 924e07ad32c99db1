import { Button, Radio } from '@mantine/core';
import { rulerName } from '../../../shared/paper/ruler-paper.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import classes from './PrinterSetup.module.css';
import { PrintOutcome } from './PrintOutcome.tsx';
import { rulersAround, widthBeside } from './steps.ts';
import { chosenWidth, firstRulers, PrinterSetup } from './store.ts';

const noneWhole = 'none';

/** Rulers on one slip; the person says which is the longest whole one, and that is the width of the printer. */
export function RulerStep() {
  const { t } = useTexts();
  const rulers = PrinterSetup.use((state) => state.rulers);
  const printed = PrinterSetup.use((state) => state.rulersPrinted);
  const models = PrinterSetup.use((state) => state.models);
  const profile = PrinterSetup.use((state) => state.profile);
  const width = PrinterSetup.use((state) => state.width);
  const { printRulers } = PrinterSetup.useApi().getState();
  const widths = printed.length > 0 ? printed : firstRulers({ models, profile, width });
  return (
    <div className={classes['two']}>
      <div className={classes['card']}>
        <p>{t('printerSetup.ruler.intro')}</p>
        <p>
          {t('printerSetup.ruler.printNamed', {
            names: widths.map((one) => `${rulerName(one)} (${one})`).join(', '),
          })}
        </p>
        <div className={classes['buttons']}>
          <KeyButton
            command="testPrint"
            variant={printed.length > 0 ? 'light' : 'filled'}
            loading={rulers.busy}
            onPress={() => void printRulers(widths)}
          >
            {t(printed.length > 0 ? 'printerSetup.ruler.printAgain' : 'printerSetup.ruler.print')}
          </KeyButton>
        </div>
        <PrintOutcome print={rulers} />
      </div>
      <div className={classes['card']}>
        {printed.length > 0 && <Choice printed={printed} />}
        <p>
          <strong>
            {t(width === null ? 'printerSetup.ruler.widthModel' : 'printerSetup.ruler.width', {
              dots: String(chosenWidth({ models, profile, width })),
            })}
          </strong>
        </p>
        <p className={classes['soft']}>{t('printerSetup.ruler.dpi')}</p>
      </div>
    </div>
  );
}

function Choice(props: { readonly printed: readonly number[] }) {
  const { t } = useTexts();
  const { printed } = props;
  const width = PrinterSetup.use((state) => state.width);
  const isNone = PrinterSetup.use((state) => state.noneWhole);
  const { chooseWidth, sayNoneWhole, printRulers } = PrinterSetup.useApi().getState();
  const [narrowest, widest] = [Math.min(...printed), Math.max(...printed)];
  const wider = width === widest ? widthBeside(widest, 1) : null;
  const narrower = isNone ? widthBeside(narrowest, -1) : null;
  return (
    <>
      <Radio.Group
        label={t('printerSetup.ruler.ask')}
        value={isNone ? noneWhole : String(width ?? '')}
        onChange={(value) => {
          if (value === noneWhole) sayNoneWhole();
          else chooseWidth(Number(value));
        }}
      >
        <div className={classes['choices']}>
          {printed.map((one) => (
            <Radio
              key={one}
              value={String(one)}
              label={t('printerSetup.ruler.choice', { name: rulerName(one), dots: String(one) })}
            />
          ))}
          <Radio value={noneWhole} label={t('printerSetup.ruler.none')} />
        </div>
      </Radio.Group>
      <div role="status">
        {wider !== null && (
          <p>
            {t('printerSetup.ruler.tryWider')}{' '}
            <Button size="compact-md" variant="light" onClick={() => void printRulers(rulersAround(wider))}>
              {t('printerSetup.ruler.wider')}
            </Button>
          </p>
        )}
        {narrower !== null && (
          <p>
            {t('printerSetup.ruler.tryNarrower')}{' '}
            <Button
              size="compact-md"
              variant="light"
              onClick={() => void printRulers(rulersAround(narrower))}
            >
              {t('printerSetup.ruler.narrower')}
            </Button>
          </p>
        )}
        {isNone && narrower === null && <p>{t('printerSetup.ruler.noNarrower')}</p>}
      </div>
    </>
  );
}
