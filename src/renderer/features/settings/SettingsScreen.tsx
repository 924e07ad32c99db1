import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { PrinterSetupScreen } from '../printer-setup/index.ts';
import { DeviceTables } from './DeviceTables.tsx';
import { GeneralForm } from './GeneralForm.tsx';
import classes from './SettingsScreen.module.css';
import { StationForms } from './StationForms.tsx';
import { Settings } from './store.ts';

/** The configuration of this installation: one form, one file. */
export function SettingsScreen() {
  const { t } = useTexts();
  const draft = Settings.use((state) => state.draft);
  const saved = Settings.use((state) => state.saved);
  const path = Settings.use((state) => state.path);
  const saving = Settings.use((state) => state.saving);
  const outcome = Settings.use((state) => state.outcome);
  const problems = Settings.use((state) => state.problems);
  const error = Settings.use((state) => state.error);
  const { save, restart, addPrinter } = Settings.useApi().getState();
  const [adding, setAdding] = useState<'not' | 'now' | 'left'>('not');
  if (draft === null)
    return (
      <div className={classes['wait']}>
        {error === null ? <p role="status">{t('common.loading')}</p> : <ErrorNote error={error} />}
      </div>
    );
  if (adding === 'now')
    return <PrinterSetupScreen config={saved ?? draft} save={addPrinter} onClose={() => setAdding('left')} />;
  const wrong = Object.keys(problems).length > 0;
  const touched = JSON.stringify(draft) !== JSON.stringify(saved);
  return (
    <div className={classes['page']}>
      <div className={classes['body']}>
        <p className={classes['file']}>
          {t('settings.file')}: <code>{path}</code>
        </p>
        <GeneralForm config={draft} />
        <DeviceTables
          config={draft}
          touched={touched}
          onAddPrinter={() => setAdding('now')}
          wasAdding={adding === 'left'}
        />
        <StationForms config={draft} />
      </div>
      <footer className={classes['foot']}>
        <div className={classes['said']} role="status">
          {wrong && <p className={classes['wrong']}>{t('settings.problems')}</p>}
          {!wrong && outcome === 'none' && touched && <p>{t('settings.unsaved')}</p>}
          {outcome === 'saved' && <p className={classes['good']}>{t('settings.saved')}</p>}
          {outcome === 'restart' && (
            <p className={classes['good']}>
              {t('settings.savedRestart')}{' '}
              <Button size="compact-sm" variant="outline" onClick={() => void restart()}>
                {t('settings.restart')}
              </Button>
            </p>
          )}
          {error !== null && <ErrorNote error={error} />}
        </div>
        <KeyButton command="save" loading={saving} onPress={() => void save()}>
          {t('common.save')}
        </KeyButton>
      </footer>
    </div>
  );
}
