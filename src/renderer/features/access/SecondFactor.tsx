import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { QrPicture } from '../../ui/QrPicture.tsx';
import { AccountNote } from './AccountNote.tsx';
import classes from './SignedIn.module.css';
import { Access } from './store.ts';
import { useCall } from './use-call.ts';

type Begun = CallOutput<'access.beginFactor'>;

/** One's own second factor: set up, moved to another telephone, given up. The secret lives as long as it is on the screen. */
export function SecondFactor() {
  const { t } = useTexts();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [isGone, setIsGone] = useState(false);
  if (codes !== null) return <Codes codes={codes} onDone={() => setCodes(null)} />;
  if (begun !== null)
    return (
      <Prove
        begun={begun}
        onBack={() => setBegun(null)}
        onProven={(given) => {
          setBegun(null);
          setCodes(given);
        }}
      />
    );
  return (
    <>
      {isGone && (
        <p className={classes['good']} role="status">
          {t('access.factor.gone')}
        </p>
      )}
      <Begin
        onBegun={(secret) => {
          setIsGone(false);
          setBegun(secret);
        }}
        onGone={() => setIsGone(true)}
      />
    </>
  );
}

/** Asks for the password, then sets up or gives up. */
function Begin(props: { readonly onBegun: (begun: Begun) => void; readonly onGone: () => void }) {
  const { t } = useTexts();
  const isOn = Access.use((store) => store.state?.signedIn?.hasSecondFactor === true);
  const { busy, error, call } = useCall();
  const [password, setPassword] = useState('');
  const [isTried, setIsTried] = useState(false);
  const withPassword = (act: () => Promise<void>): void => {
    setIsTried(true);
    if (password !== '') void act().then(() => setPassword(''));
  };
  const begin = async (): Promise<void> => {
    const begun = await call('access.beginFactor', { password });
    if (begun !== null) props.onBegun(begun.value);
  };
  const remove = async (): Promise<void> => {
    if ((await call('access.removeFactor', { password })) === null) return;
    setIsTried(false);
    props.onGone();
  };
  return (
    <form
      className={classes['dialog']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        withPassword(begin);
      }}
    >
      <p>{t(isOn ? 'access.factor.isOn' : 'access.factor.isOff')}</p>
      <PasswordInput
        label={t('access.current')}
        value={password}
        maxLength={300}
        autoComplete="off"
        error={isTried && password === '' && error === null ? t('access.currentMissing') : null}
        visibilityToggleButtonProps={{ 'aria-label': t('access.showPassword') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <AccountNote error={error} />
      <div className={classes['actions']}>
        <Button type="submit" loading={busy} {...(isOn ? { variant: 'default' } : {})}>
          {t(isOn ? 'access.factor.move' : 'access.factor.begin')}
        </Button>
        {isOn && (
          <Button color="red" variant="outline" disabled={busy} onClick={() => withPassword(remove)}>
            {t('access.factor.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The secret, as a picture and for typing, and the code that proves it arrived. */
function Prove(props: {
  readonly begun: Begun;
  readonly onProven: (codes: readonly string[]) => void;
  readonly onBack: () => void;
}) {
  const { t } = useTexts();
  const { secret, rows } = props.begun;
  const { busy, error, call } = useCall();
  const [code, setCode] = useState('');
  const [isTried, setIsTried] = useState(false);
  const digits = code.replace(/\s/g, '');
  const isCode = /^\d{6}$/.test(digits);
  return (
    <form
      className={classes['factor']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (!isCode) return;
        void call('access.confirmFactor', { code: digits }).then((done) => {
          if (done !== null) props.onProven(done.value.codes);
        });
      }}
    >
      <QrPicture rows={rows} label={t('access.factor.picture')} className={classes['qr'] ?? ''} />
      <div className={classes['dialog']}>
        <p>{t('access.factor.scan')}</p>
        <p>
          {t('access.factor.type')}
          <output className={classes['secret']} aria-label={t('access.factor.secret')}>
            {secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </output>
        </p>
        <TextInput
          label={t('access.factor.code')}
          value={code}
          maxLength={10}
          autoFocus
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          error={isTried && !isCode ? t('access.factor.codeMissing') : null}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <AccountNote error={error} />
        <div className={classes['actions']}>
          <Button type="submit" loading={busy}>
            {t('access.factor.confirm')}
          </Button>
          <Button variant="default" onClick={props.onBack}>
            {t('common.back')}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** The recovery codes, this once. */
function Codes(props: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const { t } = useTexts();
  return (
    <div className={classes['dialog']}>
      <p className={classes['good']} role="status">
        {t('access.factor.done')}
      </p>
      <p>{t('access.factor.keep')}</p>
      <ol className={classes['codes']} aria-label={t('access.factor.codes')}>
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Button autoFocus onClick={props.onDone}>
        {t('access.factor.kept')}
      </Button>
    </div>
  );
}
