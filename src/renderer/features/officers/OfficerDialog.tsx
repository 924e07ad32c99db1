import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Officer } from '../../../shared/api/access.ts';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Access } from '../access/index.ts';
import { RoleField, SkillField } from './OfficerFields.tsx';
import classes from './Officers.module.css';
import { OfficerStates } from './OfficerStates.tsx';
import { OneTimePasswordCard } from './OneTimePasswordCard.tsx';
import { Officers } from './store.ts';

/** What is asked about before it is done. */
type Asking = 'disable' | 'reset' | 'dropFactor' | 'endSessions';

/** One account: what it is, what can be done for its person. */
export function OfficerDialog(props: { readonly officer: Officer; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { officer, onClose } = props;
  const [asking, setAsking] = useState<Asking | null>(null);
  const [made, setMade] = useState<CallOutput<'officers.reset'> | null>(null);
  return (
    <Dialog
      title={t('officers.accountOf', { name: officer.displayName })}
      onClose={onClose}
      size="min(760px, 94vw)"
    >
      {made !== null ? (
        <OneTimePasswordCard made={made} onClose={onClose} />
      ) : asking !== null ? (
        <Confirm
          key={asking}
          officer={officer}
          asking={asking}
          onBack={() => setAsking(null)}
          onClose={onClose}
          onMade={setMade}
        />
      ) : (
        <>
          <OfficerForm officer={officer} onClose={onClose} />
          <Help officer={officer} onAsk={setAsking} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

function OfficerForm(props: { readonly officer: Officer; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { officer } = props;
  const change = Officers.use((state) => state.change);
  const acting = Officers.use((state) => state.acting);
  const refusal = Officers.use((state) => state.refusal);
  const [displayName, setDisplayName] = useState(officer.displayName);
  const [roles, setRoles] = useState(officer.roles);
  const [skills, setSkills] = useState(officer.skills);
  const [isTried, setIsTried] = useState(false);
  const isNamed = displayName.trim() !== '';
  const changes = {
    ...(displayName.trim() === officer.displayName ? {} : { displayName: displayName.trim() }),
    ...(isSame(roles, officer.roles) ? {} : { roles }),
    ...(isSame(skills, officer.skills) ? {} : { skills }),
  };
  const isTouched = Object.keys(changes).length > 0;
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (!isTouched) props.onClose();
        else if (isNamed && roles.length > 0)
          void change(officer, changes).then((isDone) => {
            if (isDone) props.onClose();
          });
      }}
    >
      <p>
        <span className={classes['soft']}>{t('officers.userNameIs', { userName: officer.userName })}</span>{' '}
        <OfficerStates officer={officer} />
      </p>
      {!officer.isHome && <p className={classes['note']}>{t('officers.elsewhereNote')}</p>}
      <TextInput
        label={t('officers.displayName')}
        value={displayName}
        maxLength={80}
        disabled={!officer.isHome}
        autoComplete="off"
        error={isTried && !isNamed ? t('officers.nameMissing') : null}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <div className={classes['two']}>
        <RoleField
          value={roles}
          error={isTried && roles.length === 0 ? t('officers.roleMissing') : null}
          onChange={setRoles}
        />
        <SkillField value={skills} onChange={setSkills} />
      </div>
      {refusal !== null && <ErrorNote error={refusal} />}
      <Button type="submit" loading={acting} disabled={!isTouched}>
        {t('common.save')}
      </Button>
    </form>
  );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** What an administrator does for a person. For one's own account there is the account itself. */
function Help(props: {
  readonly officer: Officer;
  readonly onAsk: (asking: Asking) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const { officer, onAsk, onClose } = props;
  const own = Access.use((state) => state.state?.signedIn?.officerId ?? null);
  const acting = Officers.use((state) => state.acting);
  const { unlock, change } = Officers.useApi().getState();
  if (own === officer.officerId) return <p className={classes['note']}>{t('officers.own')}</p>;
  const done = (isDone: boolean): void => {
    if (isDone) onClose();
  };
  const looks = { variant: 'default', size: 'compact-md', disabled: acting } as const;
  return (
    <div className={classes['help']} role="group" aria-label={t('officers.help')}>
      {officer.lockedUntil !== null && (
        <Button {...looks} onClick={() => void unlock(officer).then(done)}>
          {t('officers.unlock')}
        </Button>
      )}
      {officer.sessions.length > 0 && (
        <Button {...looks} onClick={() => onAsk('endSessions')}>
          {t('officers.endSessions')}
        </Button>
      )}
      {officer.isHome && (
        <>
          <Button {...looks} onClick={() => onAsk('reset')}>
            {t('officers.reset')}
          </Button>
          {officer.hasSecondFactor && (
            <Button {...looks} onClick={() => onAsk('dropFactor')}>
              {t('officers.dropFactor')}
            </Button>
          )}
          {officer.isDisabled ? (
            <Button {...looks} onClick={() => void change(officer, { isDisabled: false }).then(done)}>
              {t('officers.enable')}
            </Button>
          ) : (
            <Button {...looks} color="red" variant="outline" onClick={() => onAsk('disable')}>
              {t('officers.disable')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** Says what will happen, and does it. */
function Confirm(props: {
  readonly officer: Officer;
  readonly asking: Asking;
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onMade: (made: CallOutput<'officers.reset'>) => void;
}) {
  const { t } = useTexts();
  const { officer, asking, onBack, onClose } = props;
  const acting = Officers.use((state) => state.acting);
  const refusal = Officers.use((state) => state.refusal);
  const { change, dropFactor, endSessions, reset } = Officers.useApi().getState();
  const act = async (): Promise<void> => {
    if (asking === 'reset') {
      const made = await reset(officer);
      if (made !== null) props.onMade(made);
      return;
    }
    const isDone =
      asking === 'disable'
        ? await change(officer, { isDisabled: true })
        : await (asking === 'dropFactor' ? dropFactor : endSessions)(officer);
    if (isDone) onClose();
  };
  return (
    <div className={classes['form']}>
      <p>{t(`officers.ask.${asking}`, { name: officer.displayName })}</p>
      {refusal !== null && <ErrorNote error={refusal} />}
      <div className={classes['help']}>
        <Button
          {...(asking === 'disable' ? { color: 'red' } : {})}
          loading={acting}
          data-autofocus
          autoFocus
          onClick={() => void act()}
        >
          {t(`officers.${asking}`)}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('common.back')}
        </Button>
      </div>
    </div>
  );
}
