import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { StationConfig } from '../../../shared/contract/config.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { JobCard, jobsOf, Printing } from '../printing/index.ts';
import { addScanner, removed, replaced } from './edit.ts';
import { ScannerSetUp } from './ScannerSetUp.tsx';
import classes from './SettingsScreen.module.css';
import { Settings } from './store.ts';
import { useProblem } from './use-field.ts';

/** Printers and scanners, each a line: id, name, address. */
export function DeviceTables(props: {
  readonly config: StationConfig;
  readonly touched: boolean;
  readonly onAddPrinter: () => void;
  /** The set-up of a printer was open just now: whoever left it goes on from its button. */
  readonly wasAdding: boolean;
}) {
  const { t } = useTexts();
  const change = Settings.use((state) => state.change);
  const [isSettingUp, setIsSettingUp] = useState(false);
  return (
    <>
      <fieldset className={classes['group']}>
        <legend>{t('settings.printers')}</legend>
        {props.config.printers.map((printer, index) => (
          <div key={index} className={classes['line']} role="group" aria-label={printer.name}>
            <DeviceFields list="printers" index={index} config={props.config} />
            <ProfileField index={index} config={props.config} />
            <SampleButton printerId={printer.id} name={printer.name} off={props.touched} />
            <RemoveButton list="printers" index={index} name={printer.name} />
          </div>
        ))}
        <Samples />
        <AddPrinter wasClosed={props.wasAdding} onPress={props.onAddPrinter} />
      </fieldset>
      <fieldset className={classes['group']}>
        <legend>{t('settings.scanners')}</legend>
        {props.config.scanners.map((scanner, index) => (
          <div key={index} className={classes['line']} role="group" aria-label={scanner.name}>
            <DeviceFields list="scanners" index={index} config={props.config} />
            <RemoveButton list="scanners" index={index} name={scanner.name} />
          </div>
        ))}
        <div className={classes['buttons']}>
          <Button size="compact-md" onClick={() => setIsSettingUp(true)}>
            {t('scanning.setUp.open')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => change(addScanner)}>
            {t('settings.addScanner')}
          </Button>
        </div>
      </fieldset>
      {isSettingUp && <ScannerSetUp config={props.config} onClose={() => setIsSettingUp(false)} />}
    </>
  );
}

function AddPrinter(props: { readonly wasClosed: boolean; readonly onPress: () => void }) {
  const { t } = useTexts();
  const button = useRef<HTMLButtonElement>(null);
  const { wasClosed } = props;
  useEffect(() => {
    if (wasClosed) button.current?.focus();
  }, [wasClosed]);
  return (
    <KeyButton
      command="addPrinter"
      buttonRef={button}
      className={classes['add'] ?? ''}
      variant="light"
      onPress={props.onPress}
    >
      {t('printerSetup.open')}
    </KeyButton>
  );
}

type List = 'printers' | 'scanners';

function DeviceFields(props: {
  readonly list: List;
  readonly index: number;
  readonly config: StationConfig;
}) {
  const { t } = useTexts();
  const { list, index } = props;
  const device = props.config[list][index];
  const change = Settings.use((state) => state.change);
  const ports = Settings.use((state) => state.ports);
  const problem = useProblem();
  if (device === undefined) return null;
  const put = (field: 'id' | 'name' | 'address', value: string): void =>
    change((draft) =>
      list === 'printers'
        ? { ...draft, printers: patched(draft.printers, index, { [field]: value }) }
        : { ...draft, scanners: patched(draft.scanners, index, { [field]: value }) },
    );
  return (
    <>
      <TextInput
        label={t('settings.id')}
        value={device.id}
        error={problem(`${list}.${index}.id`)}
        onChange={(event) => put('id', event.currentTarget.value)}
      />
      <TextInput
        label={t('settings.name')}
        value={device.name}
        error={problem(`${list}.${index}.name`)}
        onChange={(event) => put('name', event.currentTarget.value)}
      />
      <TextInput
        className={classes['address']}
        label={t('settings.address')}
        placeholder={t('settings.addressHint')}
        value={device.address}
        spellCheck={false}
        error={problem(`${list}.${index}.address`)}
        onChange={(event) => put('address', event.currentTarget.value)}
      />
      {ports.length > 0 && (
        <NativeSelect
          label={t('settings.serialPort')}
          value=""
          data={[
            { value: '', label: t('settings.serialPortPick') },
            ...ports.map((port) => ({ value: port.address, label: port.label })),
          ]}
          onChange={(event) => {
            if (event.currentTarget.value !== '') put('address', event.currentTarget.value);
          }}
        />
      )}
    </>
  );
}

/** The list with a few fields of one entry changed. */
function patched<T extends object>(list: readonly T[], index: number, patch: Partial<T>): T[] {
  const entry = list[index];
  return entry === undefined ? [...list] : replaced(list, index, { ...entry, ...patch });
}

function ProfileField(props: { readonly index: number; readonly config: StationConfig }) {
  const { t } = useTexts();
  const change = Settings.use((state) => state.change);
  const problem = useProblem();
  const widthDots = props.config.printers[props.index]?.widthDots;
  return (
    <TextInput
      label={t('settings.profile')}
      placeholder={t('settings.profileHint')}
      description={
        widthDots === undefined ? undefined : t('printerSetup.ruler.width', { dots: String(widthDots) })
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={props.config.printers[props.index]?.profile ?? ''}
      error={problem(`printers.${props.index}.profile`)}
      onChange={(event) => {
        const profile = event.currentTarget.value;
        // The width that a ruler proved was proved with the other model.
        change((draft) => ({
          ...draft,
          printers: draft.printers.map(({ widthDots, ...printer }, at) =>
            at === props.index
              ? { ...printer, profile }
              : { ...printer, ...(widthDots === undefined ? {} : { widthDots }) },
          ),
        }));
      }}
    />
  );
}

/** A test print goes to the printer as it is saved, so it waits until there is nothing unsaved. */
function SampleButton(props: { readonly printerId: string; readonly name: string; readonly off: boolean }) {
  const { t } = useTexts();
  const sample = Printing.use((state) => state.sample);
  const busy = Printing.use((state) => state.busy.has(props.printerId));
  const error = Printing.use((state) => state.errors[props.printerId]);
  return (
    <div className={classes['side']}>
      <Button
        variant="outline"
        loading={busy}
        disabled={props.off}
        title={props.off ? t('settings.sampleSaveFirst') : undefined}
        aria-label={t('settings.sampleNamed', { name: props.name })}
        onClick={() => void sample(props.printerId)}
      >
        {t('settings.sample')}
      </Button>
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}

function Samples() {
  const table = Printing.use((state) => state.table);
  const printers = Printing.use((state) => state.printers);
  const samples = Object.values(table.jobs)
    .filter((job) => job.kind === 'other' || jobsOf(table, 'sample').includes(job))
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt))
    .slice(0, 2);
  return samples.map((job) => (
    <JobCard key={job.id} job={job}>
      {` · ${job.title} · ${printers.find(({ id }) => id === job.printerId)?.name ?? job.printerId}`}
    </JobCard>
  ));
}

function RemoveButton(props: { readonly list: List; readonly index: number; readonly name: string }) {
  const { t } = useTexts();
  const change = Settings.use((state) => state.change);
  return (
    <div className={classes['side']}>
      <Button
        variant="subtle"
        color="red"
        aria-label={t('settings.removeNamed', { name: props.name })}
        onClick={() =>
          change((draft) =>
            props.list === 'printers'
              ? { ...draft, printers: removed(draft.printers, props.index) }
              : { ...draft, scanners: removed(draft.scanners, props.index) },
          )
        }
      >
        {t('settings.remove')}
      </Button>
    </div>
  );
}
