import { Checkbox, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { StationConfig, StationEntry } from '../../../shared/contract/config.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { papersOf, suggestedUses } from './paper-uses.ts';
import classes from './PrinterSetup.module.css';
import { BackButton, LeaveButton } from './WizardButtons.tsx';
import type { NewPrinter, PaperUse } from './new-printer.ts';
import { mayBeOnPaper } from './steps.ts';
import { chosenModel, chosenWidth, PrinterSetup } from './store.ts';

interface NameStepProps {
  readonly heading: ReactNode;
  readonly config: StationConfig;
  readonly save: (printer: NewPrinter, uses: readonly PaperUse[]) => Promise<AppError | null>;
  readonly onClose: (saved: boolean) => void;
}

/** The name, the papers, what was proved, and the saving. */
export function NameStep({ heading, config, save, onClose }: NameStepProps) {
  const { t } = useTexts();
  const address = PrinterSetup.use((state) => state.address);
  const profile = PrinterSetup.use((state) => state.profile);
  const width = PrinterSetup.use((state) => state.width);
  const model = PrinterSetup.use(chosenModel);
  const { leave } = PrinterSetup.useApi().getState();
  const [name, setName] = useState(model?.name.slice(0, 60) ?? '');
  const [uses, setUses] = useState<readonly PaperUse[]>(() => suggestedUses(config, model?.labels === true));
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const isNamed = name.trim() !== '';

  async function saveIt(): Promise<void> {
    if (address === null || saving) return;
    setSaving(true);
    setError(null);
    // The draft lets the printer go before the printer's own queue takes it.
    await leave();
    // What the ruler proved stands in the entry, also where the model says the same.
    const proved = width === null ? {} : { widthDots: width };
    const printer = { name: name.trim(), address, profile, ...proved };
    const problem = await save(printer, uses);
    setSaving(false);
    if (problem === null) onClose(true);
    else setError(problem);
  }

  return (
    <>
      <div className={classes['body']}>
        {heading}
        <p>{t('printerSetup.name.intro')}</p>
        <div className={classes['two']}>
          <div className={classes['card']}>
            <TextInput
              label={t('printerSetup.name.label')}
              value={name}
              maxLength={60}
              error={isNamed ? undefined : t('printerSetup.name.labelWrong')}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Summary />
          </div>
          <div className={classes['card']}>
            <Papers config={config} uses={uses} onChange={setUses} />
          </div>
        </div>
        {error !== null && <ErrorNote error={error} />}
      </div>
      <footer className={classes['foot']}>
        <LeaveButton onClose={onClose} />
        <span className={classes['fill']} />
        <BackButton />
        <KeyButton command="save" loading={saving} disabled={!isNamed} onPress={() => void saveIt()}>
          {t('printerSetup.name.save')}
        </KeyButton>
      </footer>
    </>
  );
}

function Summary() {
  const { t } = useTexts();
  const address = PrinterSetup.use((state) => state.address);
  const models = PrinterSetup.use((state) => state.models);
  const profile = PrinterSetup.use((state) => state.profile);
  const width = PrinterSetup.use((state) => state.width);
  const sample = PrinterSetup.use((state) => state.sample.result);
  const reads = PrinterSetup.use((state) => state.reads);
  const cuts = PrinterSetup.use((state) => state.cuts);
  const model = chosenModel({ models, profile });
  const isGood = reads === true && cuts === true;
  const isBad = reads === false || cuts === false;
  const proof = !mayBeOnPaper(sample) ? 'notTried' : isBad ? 'doubtful' : isGood ? 'tried' : 'notLooked';
  return (
    <section aria-label={t('printerSetup.name.summary')}>
      <h3>{t('printerSetup.name.summary')}</h3>
      <p>{t('printerSetup.name.address', { address: address ?? '' })}</p>
      <p>
        {t('printerSetup.name.profile', {
          name: model?.name ?? profile,
          dots: String(chosenWidth({ models, profile, width })),
        })}
      </p>
      <p className={proof === 'tried' ? classes['good'] : classes['warn']}>
        {t(`printerSetup.name.${proof}`)}
      </p>
    </section>
  );
}

function Papers(props: {
  readonly config: StationConfig;
  readonly uses: readonly PaperUse[];
  readonly onChange: (uses: readonly PaperUse[]) => void;
}) {
  const { t } = useTexts();
  const stations = props.config.stations.filter((station) => papersOf(station).length > 0);
  const has = (use: PaperUse): boolean =>
    props.uses.some(({ stationId, paper }) => stationId === use.stationId && paper === use.paper);
  const now = (station: StationEntry, paper: PaperUse['paper']): string => {
    const printer = props.config.printers.find(({ id }) => id === station.printers[paper]);
    return printer === undefined ? '' : ` (${t('printerSetup.name.now', { name: printer.name })})`;
  };
  if (stations.length === 0) return <p>{t('printerSetup.name.noStations')}</p>;
  return (
    <fieldset className={classes['papers']}>
      <legend>{t('printerSetup.name.papers')}</legend>
      {stations.map((station) => (
        <div key={station.id} role="group" aria-label={station.name}>
          <p>
            <strong>{station.name}</strong>
          </p>
          {papersOf(station).map((paper) => {
            const use = { stationId: station.id, paper };
            return (
              <Checkbox
                key={paper}
                label={`${t(`printerSetup.name.paper.${paper}`)}${now(station, paper)}`}
                checked={has(use)}
                onChange={(event) =>
                  props.onChange(
                    event.currentTarget.checked
                      ? [...props.uses, use]
                      : props.uses.filter((one) => !(one.stationId === use.stationId && one.paper === paper)),
                  )
                }
              />
            );
          })}
        </div>
      ))}
      {props.uses.length === 0 && <p>{t('printerSetup.name.noPapers')}</p>}
    </fieldset>
  );
}
