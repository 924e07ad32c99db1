import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { ChangePasswordForm } from './ChangePasswordForm.tsx';
import classes from './SignedIn.module.css';
import { Access } from './store.ts';

/** In the head of a screen: who works here, and the way out. Nothing where nobody has to log in. */
export function SignedIn() {
  const { t } = useTexts();
  const signedIn = Access.use((store) => store.state?.signedIn ?? null);
  const waiting = Access.use((store) => store.state?.waiting ?? 0);
  const logOut = Access.use((store) => store.logOut);
  const forgetError = Access.use((store) => store.forgetError);
  const [isOpen, setIsOpen] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [isDone, setIsDone] = useState(false);
  if (signedIn === null) return null;
  const roles = signedIn.roles.map((role) => t(`access.role.${role}`)).join(', ');
  const leave = (): void => {
    setIsAsking(false);
    void logOut();
  };
  return (
    <div className={classes['person']}>
      <Button
        size="compact-sm"
        variant="subtle"
        title={roles}
        aria-label={t('access.accountOf', { name: signedIn.displayName })}
        onClick={() => {
          forgetError();
          setIsDone(false);
          setIsOpen(true);
        }}
      >
        <span className={classes['name']}>{signedIn.displayName}</span>
      </Button>
      <KeyButton
        command="logOut"
        size="compact-sm"
        variant="default"
        onPress={() => (waiting > 0 ? setIsAsking(true) : leave())}
      >
        {t('access.logOut')}
      </KeyButton>
      {isAsking && (
        <Dialog title={t('access.logOut')} onClose={() => setIsAsking(false)}>
          <div className={classes['dialog']}>
            <p>{t('access.waiting', { count: waiting })}</p>
            <Button onClick={leave} data-autofocus>
              {t('access.logOutAnyway')}
            </Button>
          </div>
        </Dialog>
      )}
      {isOpen && (
        <Dialog title={t('access.account')} onClose={() => setIsOpen(false)}>
          <div className={classes['dialog']}>
            <p>
              <strong>{signedIn.displayName}</strong> ({signedIn.userName})
              <br />
              {roles}
            </p>
            {isDone ? (
              <p role="status">{t('access.changed')}</p>
            ) : (
              <ChangePasswordForm known="" onDone={() => setIsDone(true)} />
            )}
          </div>
        </Dialog>
      )}
    </div>
  );
}
