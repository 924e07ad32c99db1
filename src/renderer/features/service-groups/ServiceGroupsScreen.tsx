import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useUnsaved } from '../../ui/leave-guard.tsx';
import { emptyGroup, freeLetters } from './draft.ts';
import { GroupForm } from './GroupForm.tsx';
import { GroupsList } from './GroupsList.tsx';
import { PastArrangements } from './PastArrangements.tsx';
import { ProcedureChoice } from './ProcedureChoice.tsx';
import { SaveBar } from './SaveBar.tsx';
import classes from './ServiceGroups.module.css';
import { Groups, isChanged } from './store.ts';

/** The service groups of the site: which there are, in which order, what they take, and who serves them. */
export function ServiceGroupsScreen() {
  return (
    <Groups.Provider>
      <Screen />
    </Groups.Provider>
  );
}

function Screen() {
  const { t } = useTexts();
  const inForce = Groups.use((state) => state.inForce);
  const error = Groups.use((state) => state.error);
  const draft = Groups.use((state) => state.draft);
  const changed = Groups.use(isChanged);
  const { edit } = Groups.useApi().getState();
  const [chosen, setChosen] = useState<string | null>(null);
  /** Whether somebody tried to save: from then on what is missing is said. */
  const [isTried, setTried] = useState(false);
  useUnsaved(changed);
  const group = draft.find(({ code }) => code === chosen) ?? draft[0];
  const add = (): void => {
    if (inForce === null) return;
    const [letter] = freeLetters(draft, inForce);
    if (letter === undefined) return;
    edit((groups) => [...groups, emptyGroup(letter)]);
    setChosen(letter);
  };
  return (
    <section className={classes['screen']} aria-label={t('serviceGroups.title')}>
      {error !== null && <ErrorNote error={error} />}
      {inForce === null
        ? error === null && <p role="status">{t('common.loading')}</p>
        : group !== undefined && (
            <>
              <div className={classes['three']}>
                <GroupsList chosen={group.code} isTried={isTried} onChoose={setChosen} onAdd={add} />
                <GroupForm key={group.code} group={group} isTried={isTried} onRename={setChosen} />
                <ProcedureChoice key={`of ${group.code}`} group={group} />
              </div>
              <PastArrangements />
              <SaveBar isTried={isTried} onTried={setTried} />
            </>
          )}
    </section>
  );
}
