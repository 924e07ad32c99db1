import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { passwordFault, shortestPassword } from '../../../shared/domain/password-rule.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { AccountNote } from './AccountNote.tsx';
import classes from './LogInScreen.module.css';
import { Access } from './store.ts';

/** A new password. `known`: the present one, where it was typed a moment ago and need not be typed again. */
export function ChangePasswordForm(props: { readonly known: string; readonly onDone: () => void }) {
  const { t } = useTexts();
  const change = Access.use((store) => store.changePassword);
  const userName = Access.use((store) => store.state?.signedIn?.userName ?? '');
  const busy = Access.use((store) => store.busy);
  const error = Access.use((store) => store.error);
  const [typed, setTyped] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [isTried, setIsTried] = useState(false);
  const current = props.known === '' ? typed : props.known;
  const fault = current === next && next !== '' ? 'same' : passwordFault(next, userName);
  const isOther = next !== again;
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (fault !== null || isOther || current === '') return;
        void change(current, next).then((isDone) => {
          if (isDone) props.onDone();
        });
      }}
    >
      {props.known === '' && (
        <PasswordInput
          label={t('access.current')}
          value={typed}
          maxLength={300}
          autoFocus
          autoComplete="off"
          error={isTried && typed === '' ? t('access.currentMissing') : null}
          visibilityToggleButtonProps={{ 'aria-label': t('access.showPassword') }}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <PasswordInput
        label={t('access.next')}
        description={t('access.nextHint', { count: shortestPassword })}
        value={next}
        maxLength={300}
        autoFocus={props.known !== ''}
        autoComplete="off"
        error={isTried && fault !== null ? t(`access.fault.${fault}`) : null}
        visibilityToggleButtonProps={{ 'aria-label': t('access.showPassword') }}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('access.again')}
        value={again}
        maxLength={300}
        autoComplete="off"
        error={isTried && isOther ? t('access.notSame') : null}
        visibilityToggleButtonProps={{ 'aria-label': t('access.showPassword') }}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <AccountNote error={error} />
      <Button type="submit" size="md" loading={busy}>
        {t('access.change')}
      </Button>
    </form>
  );
}
