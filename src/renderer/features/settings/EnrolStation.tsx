import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import classes from './SettingsScreen.module.css';
import { Settings } from './store.ts';

/** Makes this computer a station of a centre: the address of its server, and the administrator's code. */
export function EnrolStation() {
  const { t } = useTexts();
  const central = Settings.use((store) => store.draft?.central);
  const enrol = Settings.use((store) => store.enrol);
  const enrolling = Settings.use((store) => store.enrolling);
  const enrolled = Settings.use((store) => store.enrolled);
  const error = Settings.use((store) => store.enrolError);
  const isEnrolled = central?.mode === 'enrolled';
  const [url, setUrl] = useState(isEnrolled ? central.url : 'https://');
  const [caFile, setCaFile] = useState(isEnrolled ? (central.caFile ?? '') : '');
  const [code, setCode] = useState('');
  const isReady = /^https?:\/\/\S+$/.test(url.trim()) && code.trim() !== '';
  return (
    <div className={classes['enrol']}>
      {isEnrolled && <p>{t('access.enrol.isEnrolled', { url: central.url })}</p>}
      <p>{t('access.enrol.note')}</p>
      <TextInput
        label={t('access.enrol.url')}
        value={url}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <TextInput
        label={t('access.enrol.code')}
        placeholder="7K2MQ-9XDRA"
        value={code}
        maxLength={30}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setCode(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isReady) void enrol(url.trim(), code, caFile.trim());
        }}
      />
      <TextInput
        label={t('settings.caFile')}
        value={caFile}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setCaFile(event.currentTarget.value)}
      />
      {error !== null && <ErrorNote error={error} />}
      {enrolled !== null && (
        <p role="status">{t('access.enrol.done', { name: enrolled.name, id: enrolled.stationId })}</p>
      )}
      <Button
        loading={enrolling}
        disabled={!isReady}
        onClick={() => void enrol(url.trim(), code, caFile.trim())}
      >
        {t('access.enrol.go')}
      </Button>
    </div>
  );
}
