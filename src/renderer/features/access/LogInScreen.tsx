import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { KeyLayer } from '../../keyboard/keyboard.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { NoticeSlot } from '../../ui/notice-slot.tsx';
import { ScanElsewhere, Scanning, useScans } from '../scanning/index.ts';
import { ChangePasswordForm } from './ChangePasswordForm.tsx';
import classes from './LogInScreen.module.css';
import { Access } from './store.ts';

/** The whole window, until somebody has logged in. `isBack`: somebody's work waits behind it. */
export function LogInScreen(props: { readonly title: string; readonly isBack: boolean }) {
  const { t } = useTexts();
  const mustChange = Access.use((store) => store.state?.signedIn?.mustChangePassword === true);
  const needsCode = Access.use((store) => store.needsCode);
  const [password, setPassword] = useState('');
  const tell = Scanning.use((store) => store.tell);
  // What is scanned now is for nobody.
  useScans(({ result }) => {
    tell({ kind: 'notNow', what: result.meaning, why: 'logIn' });
    return true;
  });
  return (
    <KeyLayer>
      <main className={classes['screen']}>
        <section className={classes['card']} aria-labelledby="log-in-title">
          <p className={classes['station']}>{props.title}</p>
          <h1 id="log-in-title" className={classes['title']}>
            {mustChange ? t('access.mustChange') : needsCode ? t('access.codeTitle') : t('access.logInTitle')}
          </h1>
          {props.isBack && !mustChange && <p className={classes['note']}>{t('access.workWaits')}</p>}
          {mustChange ? (
            <>
              <p className={classes['note']}>{t('access.mustChangeNote')}</p>
              <ChangePasswordForm known={password} onDone={() => setPassword('')} />
              <LeaveButton />
            </>
          ) : needsCode ? (
            <CodeForm />
          ) : (
            <PasswordForm password={password} onPassword={setPassword} />
          )}
          <NoticeSlot />
          {/* The frame of the work behind has the line, and says it in front. */}
          {!props.isBack && <ScanElsewhere />}
        </section>
      </main>
    </KeyLayer>
  );
}

function PasswordForm(props: { readonly password: string; readonly onPassword: (password: string) => void }) {
  const { t } = useTexts();
  const logIn = Access.use((store) => store.logIn);
  const busy = Access.use((store) => store.busy);
  const error = Access.use((store) => store.error);
  const [userName, setUserName] = useState('');
  const isReady = userName.trim() !== '' && props.password !== '';
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void logIn(userName.trim(), props.password);
      }}
    >
      <TextInput
        label={t('access.userName')}
        value={userName}
        maxLength={80}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => setUserName(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('access.password')}
        value={props.password}
        maxLength={300}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('access.showPassword') }}
        onChange={(event) => props.onPassword(event.currentTarget.value)}
      />
      {error !== null && <ErrorNote error={error} />}
      <Button type="submit" size="md" loading={busy} disabled={!isReady}>
        {t('access.logIn')}
      </Button>
      <p className={classes['help']}>{t('access.forgotten')}</p>
    </form>
  );
}

function CodeForm() {
  const { t } = useTexts();
  const sendCode = Access.use((store) => store.sendCode);
  const startAgain = Access.use((store) => store.startAgain);
  const busy = Access.use((store) => store.busy);
  const error = Access.use((store) => store.error);
  const [code, setCode] = useState('');
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== '') void sendCode(code.trim());
      }}
    >
      <TextInput
        label={t('access.code')}
        description={t('access.codeHint')}
        value={code}
        maxLength={30}
        autoFocus
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {error !== null && <ErrorNote error={error} />}
      <Button type="submit" size="md" loading={busy} disabled={code.trim() === ''}>
        {t('access.confirm')}
      </Button>
      <Button variant="subtle" onClick={startAgain}>
        {t('access.other')}
      </Button>
    </form>
  );
}

/** Whoever will not change the password now goes away again. */
function LeaveButton() {
  const { t } = useTexts();
  const logOut = Access.use((store) => store.logOut);
  return (
    <Button variant="subtle" onClick={() => void logOut()}>
      {t('access.other')}
    </Button>
  );
}
