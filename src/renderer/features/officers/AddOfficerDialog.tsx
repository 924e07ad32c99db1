import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { UserName, type OfficerRole } from '../../../shared/api/access.ts';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { RoleField, SkillField } from './OfficerFields.tsx';
import classes from './Officers.module.css';
import { OneTimePasswordCard } from './OneTimePasswordCard.tsx';
import { Officers } from './store.ts';
import { userNameFor } from './user-name.ts';

/** Makes an account, and shows the password for its first log-in. */
export function AddOfficerDialog(props: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const add = Officers.use((state) => state.add);
  const acting = Officers.use((state) => state.acting);
  const refusal = Officers.use((state) => state.refusal);
  const [displayName, setDisplayName] = useState('');
  /** Null: nobody has typed one, so it follows the name. */
  const [typed, setTyped] = useState<string | null>(null);
  const [roles, setRoles] = useState<OfficerRole[]>(['officer']);
  const [skills, setSkills] = useState<string[]>([]);
  const [isTried, setIsTried] = useState(false);
  const [made, setMade] = useState<CallOutput<'officers.add'> | null>(null);
  const userName = typed ?? userNameFor(displayName);
  const isNamed = displayName.trim() !== '';
  const isUserName = UserName.safeParse(userName).success;
  return (
    <Dialog
      title={t(made === null ? 'officers.add' : 'officers.added')}
      onClose={props.onClose}
      size="min(760px, 94vw)"
    >
      {made !== null ? (
        <OneTimePasswordCard made={made} onClose={props.onClose} />
      ) : (
        <form
          className={classes['form']}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setIsTried(true);
            if (isNamed && isUserName && roles.length > 0)
              void add({ displayName: displayName.trim(), userName, roles, skills }).then(setMade);
          }}
        >
          <div className={classes['two']}>
            <TextInput
              label={t('officers.displayName')}
              value={displayName}
              maxLength={80}
              data-autofocus
              autoComplete="off"
              error={isTried && !isNamed ? t('officers.nameMissing') : null}
              onChange={(event) => setDisplayName(event.currentTarget.value)}
            />
            <TextInput
              label={t('officers.userName')}
              description={t('officers.userNameHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={userName}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              error={isTried && !isUserName ? t('officers.userNameWrong') : null}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
          <div className={classes['two']}>
            <RoleField
              value={roles}
              error={isTried && roles.length === 0 ? t('officers.roleMissing') : null}
              onChange={setRoles}
            />
            <SkillField value={skills} onChange={setSkills} />
          </div>
          {refusal !== null && <ErrorNote error={refusal} />}
          <Button type="submit" loading={acting}>
            {t('officers.make')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
