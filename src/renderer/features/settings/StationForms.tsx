import { Button, Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core';
import { StationRole } from '../../../shared/api/site.ts';
import type { StationConfig, StationEntry } from '../../../shared/contract/config.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { addStation, removed, replaced, withOptional } from './edit.ts';
import classes from './SettingsScreen.module.css';
import { Settings } from './store.ts';
import { useProblem } from './use-field.ts';

/** The stations of this machine: what each is, and which devices it uses. */
export function StationForms(props: { readonly config: StationConfig }) {
  const { t } = useTexts();
  const change = Settings.use((state) => state.change);
  const problem = useProblem();
  return (
    <fieldset className={classes['group']}>
      <legend>{t('settings.stations')}</legend>
      {problem('stations') !== undefined && <p className={classes['wrong']}>{problem('stations')}</p>}
      {props.config.stations.map((station, index) => (
        <StationForm
          key={index}
          station={station}
          index={index}
          config={props.config}
          put={(entry) => change((draft) => ({ ...draft, stations: replaced(draft.stations, index, entry) }))}
          remove={() => change((draft) => ({ ...draft, stations: removed(draft.stations, index) }))}
        />
      ))}
      <Button
        className={classes['add']}
        size="compact-md"
        variant="default"
        onClick={() => change(addStation)}
      >
        {t('settings.addStation')}
      </Button>
    </fieldset>
  );
}

function StationForm(props: {
  readonly station: StationEntry;
  readonly index: number;
  readonly config: StationConfig;
  readonly put: (entry: StationEntry) => void;
  readonly remove: () => void;
}) {
  const { t } = useTexts();
  const { station, index, config, put } = props;
  const problem = useProblem();
  const at = (field: string): string => `stations.${index}.${field}`;
  const needsCounter = station.role === 'counter' || station.role === 'rating';
  const printers = [
    { value: '', label: t('settings.notUsed') },
    ...config.printers.map((printer) => ({ value: printer.id, label: printer.name })),
  ];
  return (
    <div className={classes['station']} role="group" aria-label={station.name}>
      <TextInput
        label={t('settings.id')}
        value={station.id}
        error={problem(at('id'))}
        onChange={(event) => put({ ...station, id: event.currentTarget.value })}
      />
      <TextInput
        label={t('settings.name')}
        value={station.name}
        error={problem(at('name'))}
        onChange={(event) => put({ ...station, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('settings.role')}
        value={station.role}
        data={StationRole.options.map((role) => ({ value: role, label: t(`common.role.${role}`) }))}
        onChange={(event) => {
          const role = StationRole.safeParse(event.currentTarget.value);
          if (role.success) put({ ...station, role: role.data });
        }}
      />
      {needsCounter && (
        <TextInput
          label={t('settings.counterId')}
          value={station.counterId ?? ''}
          error={problem(at('counterId'))}
          onChange={(event) => put(withOptional(station, 'counterId', event.currentTarget.value))}
        />
      )}
      {(['ticket', 'receipt', 'label'] as const).map((use) => (
        <NativeSelect
          key={use}
          label={t(`settings.${use}Printer`)}
          value={station.printers[use] ?? ''}
          data={printers}
          error={problem(at(`printers.${use}`))}
          onChange={(event) =>
            put({ ...station, printers: withOptional(station.printers, use, event.currentTarget.value) })
          }
        />
      ))}
      <fieldset className={classes['scanners']}>
        <legend>{t('settings.stationScanners')}</legend>
        {config.scanners.length === 0 && <span>{t('common.none')}</span>}
        {config.scanners.map((scanner) => (
          <Checkbox
            key={scanner.id}
            size="sm"
            label={scanner.name}
            checked={station.scanners.includes(scanner.id)}
            onChange={(event) =>
              put({
                ...station,
                scanners: event.currentTarget.checked
                  ? [...station.scanners, scanner.id]
                  : station.scanners.filter((id) => id !== scanner.id),
              })
            }
          />
        ))}
      </fieldset>
      <TextInput
        label={t('settings.screen')}
        inputMode="numeric"
        maxLength={1}
        value={station.screen === undefined ? '' : String(station.screen)}
        error={problem(at('screen'))}
        onChange={(event) => {
          const { screen: _, ...rest } = station;
          const text = event.currentTarget.value;
          put(text === '' ? rest : { ...rest, screen: Number(text) });
        }}
      />
      <Switch
        label={t('settings.fullScreen')}
        checked={station.fullScreen}
        onChange={(event) => put({ ...station, fullScreen: event.currentTarget.checked })}
      />
      <Switch
        label={t('settings.open')}
        checked={station.open}
        onChange={(event) => put({ ...station, open: event.currentTarget.checked })}
      />
      <Button
        className={classes['removeStation']}
        variant="subtle"
        color="red"
        aria-label={t('settings.removeNamed', { name: station.name })}
        onClick={props.remove}
      >
        {t('settings.remove')}
      </Button>
    </div>
  );
}
