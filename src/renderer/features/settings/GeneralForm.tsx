import { NativeSelect, Radio, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CentralConfig, StationConfig } from '../../../shared/contract/config.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { withOptional } from './edit.ts';
import { EnrolStation } from './EnrolStation.tsx';
import classes from './SettingsScreen.module.css';
import { Settings } from './store.ts';
import { useProblem } from './use-field.ts';

type Remote = Extract<CentralConfig, { mode: 'remote' }>;

/** Site, language, training, and where central is. */
export function GeneralForm(props: { readonly config: StationConfig }) {
  const { t } = useTexts();
  const { config } = props;
  const change = Settings.use((state) => state.change);
  const problem = useProblem();
  const { central } = config;
  const [isEnrolling, setIsEnrolling] = useState(central.mode === 'enrolled');
  const putRemote = (remote: Remote): void => change((draft) => ({ ...draft, central: remote }));
  return (
    <div className={classes['two']}>
      <fieldset className={classes['group']}>
        <legend>{t('settings.general')}</legend>
        <TextInput
          label={t('settings.siteId')}
          description={t('settings.siteIdHint')}
          value={config.siteId}
          error={problem('siteId')}
          onChange={(event) => {
            const siteId = event.currentTarget.value;
            change((draft) => ({ ...draft, siteId }));
          }}
        />
        <NativeSelect
          label={t('settings.language')}
          value={config.language}
          data={[
            { value: 'vi', label: t('common.language.vi') },
            { value: 'en', label: t('common.language.en') },
          ]}
          onChange={(event) => {
            const language = event.currentTarget.value === 'en' ? 'en' : 'vi';
            change((draft) => ({ ...draft, language }));
          }}
        />
        <Switch
          label={t('settings.training')}
          aria-label={t('settings.training')}
          description={t('settings.trainingNote')}
          checked={config.training}
          onChange={(event) => {
            const training = event.currentTarget.checked;
            change((draft) => ({ ...draft, training }));
          }}
        />
      </fieldset>
      <fieldset className={classes['group']}>
        <legend>{t('settings.central')}</legend>
        <Radio
          name="central"
          label={t('settings.embedded')}
          checked={central.mode === 'embedded' && !isEnrolling}
          onChange={() => {
            setIsEnrolling(false);
            change((draft) => ({ ...draft, central: { mode: 'embedded' } }));
          }}
        />
        <Radio
          name="central"
          label={t('settings.remote')}
          checked={central.mode === 'remote' && !isEnrolling}
          onChange={() => {
            setIsEnrolling(false);
            if (central.mode !== 'remote') putRemote({ mode: 'remote', url: 'https://', accessKey: '' });
          }}
        />
        <Radio
          name="central"
          label={t('access.enrol.mode')}
          checked={isEnrolling}
          onChange={() => setIsEnrolling(true)}
        />
        {isEnrolling && <EnrolStation />}
        {central.mode === 'remote' && !isEnrolling && (
          <>
            <TextInput
              label={t('settings.url')}
              value={central.url}
              error={problem('central.url')}
              onChange={(event) => putRemote({ ...central, url: event.currentTarget.value })}
            />
            <TextInput
              label={t('settings.accessKey')}
              type="password"
              autoComplete="off"
              value={central.accessKey}
              error={problem('central.accessKey')}
              onChange={(event) => putRemote({ ...central, accessKey: event.currentTarget.value })}
            />
            <TextInput
              label={t('settings.caFile')}
              value={central.caFile ?? ''}
              error={problem('central.caFile')}
              onChange={(event) => putRemote(withOptional(central, 'caFile', event.currentTarget.value))}
            />
          </>
        )}
      </fieldset>
    </div>
  );
}
