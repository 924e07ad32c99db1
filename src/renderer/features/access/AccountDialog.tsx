import { Tabs } from '@mantine/core';
import { useState } from 'react';
import type { SignedIn } from '../../../shared/contract/access.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChangePasswordForm } from './ChangePasswordForm.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import classes from './SignedIn.module.css';

/** One's own account: password, second factor, where one is signed in. */
export function AccountDialog(props: { readonly signedIn: SignedIn; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { displayName, userName, roles } = props.signedIn;
  const [isDone, setIsDone] = useState(false);
  return (
    <Dialog title={t('access.account')} onClose={props.onClose} size="min(680px, 94vw)">
      <div className={classes['dialog']}>
        <p>
          <strong>{displayName}</strong> ({userName})
          <br />
          {roles.map((role) => t(`access.role.${role}`)).join(', ')}
        </p>
        <Tabs defaultValue="password" keepMounted={false} activateTabWithKeyboard={false}>
          <Tabs.List aria-label={t('access.account')}>
            <Tabs.Tab value="password" data-autofocus>
              {t('access.change')}
            </Tabs.Tab>
            <Tabs.Tab value="factor">{t('access.factor.title')}</Tabs.Tab>
            <Tabs.Tab value="sessions">{t('access.sessions.title')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="password" className={classes['panel'] ?? ''}>
            {isDone ? (
              <p className={classes['good']} role="status">
                {t('access.changed')}
              </p>
            ) : (
              <ChangePasswordForm known="" onDone={() => setIsDone(true)} />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="factor" className={classes['panel'] ?? ''}>
            <SecondFactor />
          </Tabs.Panel>
          <Tabs.Panel value="sessions" className={classes['panel'] ?? ''}>
            <OwnSessions />
          </Tabs.Panel>
        </Tabs>
      </div>
    </Dialog>
  );
}
