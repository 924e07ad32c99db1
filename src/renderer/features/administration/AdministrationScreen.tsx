import { Tabs } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../../keyboard/keyboard.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { LeaveGuard, useLeave } from '../../ui/leave-guard.tsx';
import { useWho } from '../access/index.ts';
import classes from './AdministrationScreen.module.css';
import { sectionsFor } from './sections.ts';

/** What administrators, supervisors and auditors do besides serving: one section for each thing that they may. */
export function AdministrationScreen(props: { readonly onClose: () => void }) {
  return (
    <LeaveGuard>
      <Screen onClose={props.onClose} />
    </LeaveGuard>
  );
}

function Screen(props: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const leave = useLeave();
  const close = (): void => leave(props.onClose);
  const who = useWho();
  const sections = sectionsFor(who);
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useKeys({ administration: close });
  useEffect(() => list.current?.querySelector<HTMLElement>('[role="tab"]')?.focus(), []);
  const shown = sections.find(({ id }) => id === chosen) ?? sections[0];
  return (
    <section className={classes['administration']} aria-label={t('administration.title')}>
      <header className={classes['head']}>
        <h2>{t('administration.title')}</h2>
        <KeyButton command="close" variant="default" onPress={close}>
          {t('common.close')}
        </KeyButton>
      </header>
      {shown === undefined ? (
        <p role="status">{t('administration.nothing')}</p>
      ) : (
        <Tabs
          className={classes['body'] ?? ''}
          orientation="vertical"
          value={shown.id}
          onChange={(id) => leave(() => setChosen(id))}
          keepMounted={false}
          // The arrows go through the list; Enter opens, so that nobody leaves a half-filled form by an arrow.
          activateTabWithKeyboard={false}
        >
          <Tabs.List ref={list} className={classes['list'] ?? ''} aria-label={t('administration.sections')}>
            {sections.map(({ id, title }) => (
              <Tabs.Tab key={id} value={id} className={classes['tab'] ?? ''}>
                {title(t)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel key={shown.id} value={shown.id} className={classes['panel'] ?? ''}>
            <shown.Screen />
          </Tabs.Panel>
        </Tabs>
      )}
    </section>
  );
}
