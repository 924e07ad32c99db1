import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { AccountDialog } from './AccountDialog.tsx';
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
  if (signedIn === null) return null;
  const roles = signedIn.roles.map((role) => t(`access.role.${role}`)).join(', ');
  const leave = (): void => {
    setIsAsking(false);
    void logOut();
  };
  return (
    <div className={classes['person']}>
      <KeyButton
        command="account"
        size="compact-sm"
        variant="subtle"
        title={roles}
        aria-label={t('access.accountOf', { name: signedIn.displayName })}
        onPress={() => {
          forgetError();
          setIsOpen(true);
        }}
      >
        <span className={classes['name']}>{signedIn.displayName}</span>
      </KeyButton>
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
      {isOpen && <AccountDialog signedIn={signedIn} onClose={() => setIsOpen(false)} />}
    </div>
  );
}
