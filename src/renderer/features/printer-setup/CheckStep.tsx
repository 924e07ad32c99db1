import { NativeSelect } from '@mantine/core';
import type { PrinterProbe } from '../../../shared/contract/printer-setup.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import classes from './PrinterSetup.module.css';
import { StatusWords } from './StatusWords.tsx';
import { addressOption, withAddressOption } from './steps.ts';
import { chosenModel, PrinterSetup } from './store.ts';

const rates = ['9600', '19200', '38400', '57600', '115200'];
const flows = ['none', 'rts', 'xon'] as const;

/** What the printer says of itself, and the model that it is taken for. */
export function CheckStep() {
  const { t } = useTexts();
  const address = PrinterSetup.use((state) => state.address);
  const probing = PrinterSetup.use((state) => state.probing);
  const probe = PrinterSetup.use((state) => state.probe);
  const error = PrinterSetup.use((state) => state.probeError);
  const { ask } = PrinterSetup.useApi().getState();
  const isTaken = error?.code === 'printer-already-configured';
  return (
    <div className={classes['two']}>
      <section className={classes['card']} aria-label={t('printerSetup.check.says')}>
        <h3>{t('printerSetup.check.says')}</h3>
        <p className={classes['soft']}>{address}</p>
        <div role="status">
          {probing && <p>{t('printerSetup.check.asking')}</p>}
          {probe !== null && <Said probe={probe} isSerial={address?.startsWith('serial:') === true} />}
        </div>
        {error !== null && <ErrorNote error={error} />}
        {error !== null && !isTaken && <p>{t('printerSetup.check.offline')}</p>}
        <div className={classes['buttons']}>
          <KeyButton command="boardRefresh" variant="light" loading={probing} onPress={() => void ask()}>
            {t('printerSetup.check.again')}
          </KeyButton>
        </div>
      </section>
      <div className={classes['card']}>
        {address?.startsWith('serial:') === true && <SerialLine address={address} />}
        <Profile />
      </div>
    </div>
  );
}

function Said(props: { readonly probe: PrinterProbe; readonly isSerial: boolean }) {
  const { t } = useTexts();
  const { probe } = props;
  return (
    <>
      <p>
        {probe.model === null
          ? t('printerSetup.check.noModel')
          : t('printerSetup.check.model', { model: probe.model })}
      </p>
      <p>{t(`printerSetup.check.answers.${probe.answers}`)}</p>
      {probe.answers === 'no' && props.isSerial && <p>{t('printerSetup.check.serialSilent')}</p>}
      {probe.answers === 'yes' && <p>{t(`printerSetup.check.confirms.${probe.confirms}`)}</p>}
      {probe.answers !== 'no' && <StatusWords status={probe.status} />}
      {probe.problem !== null && <ErrorNote error={probe.problem} />}
    </>
  );
}

/** A printer on a cable hears nothing at the wrong rate. */
function SerialLine(props: { readonly address: string }) {
  const { t } = useTexts();
  const { changeAddress, ask } = PrinterSetup.useApi().getState();
  const put = (name: string, value: string): void => {
    changeAddress(withAddressOption(props.address, name, value));
    void ask();
  };
  const baud = addressOption(props.address, 'baud', '9600');
  return (
    <div className={classes['line']}>
      <NativeSelect
        label={t('printerSetup.check.baud')}
        value={baud}
        data={rates.includes(baud) ? rates : [...rates, baud]}
        onChange={(event) => put('baud', event.currentTarget.value)}
      />
      <NativeSelect
        label={t('printerSetup.check.flow')}
        value={addressOption(props.address, 'flow', 'none')}
        data={flows.map((flow) => ({ value: flow, label: t(`printerSetup.check.flowChoice.${flow}`) }))}
        onChange={(event) => put('flow', event.currentTarget.value)}
      />
    </div>
  );
}

function Profile() {
  const { t } = useTexts();
  const models = PrinterSetup.use((state) => state.models);
  const profile = PrinterSetup.use((state) => state.profile);
  const model = PrinterSetup.use(chosenModel);
  const probe = PrinterSetup.use((state) => state.probe);
  const { chooseProfile } = PrinterSetup.useApi().getState();
  const isNamed = probe !== null && !probe.isGuess && probe.profile === profile;
  return (
    <>
      <NativeSelect
        label={t('printerSetup.check.profile')}
        description={t(isNamed ? 'printerSetup.check.profileNamed' : 'printerSetup.check.profileGuess')}
        value={profile}
        data={models.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => chooseProfile(event.currentTarget.value)}
      />
      {model !== undefined && (
        <p className={classes['soft']}>
          {t('printerSetup.check.profileWidth', {
            dots: String(model.widthDots),
            dpi: String(model.dpi),
          })}
        </p>
      )}
    </>
  );
}
