import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { Officer } from '../../../shared/api/access.ts';
import { isAllowed } from '../../../shared/api/permissions.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { useMay } from '../access/index.ts';
import { AddOfficerDialog } from './AddOfficerDialog.tsx';
import { filterOfficers, type Shown } from './filter.ts';
import { OfficerDialog } from './OfficerDialog.tsx';
import classes from './Officers.module.css';
import { OfficerStates } from './OfficerStates.tsx';
import { Officers } from './store.ts';

/** Who works at the site: found, added, changed, helped. */
export function OfficersScreen() {
  return (
    <Officers.Provider>
      <Screen />
    </Officers.Provider>
  );
}

function Screen() {
  const { t } = useTexts();
  const officers = Officers.use((state) => state.officers);
  const error = Officers.use((state) => state.error);
  const { forgetRefusal } = Officers.useApi().getState();
  const mayManage = useMay('officer.manage');
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown>('active');
  const [adding, setAdding] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = officers?.find(({ officerId }) => officerId === openId);
  const found = filterOfficers(officers ?? [], text, shown);
  return (
    <section className={classes['screen']} aria-label={t('officers.title')}>
      <div className={classes['head']}>
        <TextInput
          className={classes['search'] ?? ''}
          label={t('officers.search')}
          value={text}
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('officers.shown')}
          value={shown}
          data={(['active', 'disabled', 'all'] as const).map((value) => ({
            value,
            label: t(`officers.show.${value}`),
          }))}
          onChange={(event) => setShown(event.currentTarget.value as Shown)}
        />
        {mayManage && (
          <KeyButton
            command="addNew"
            onPress={() => {
              forgetRefusal();
              setAdding(true);
            }}
          >
            {t('officers.add')}
          </KeyButton>
        )}
      </div>
      <LastDone />
      {error !== null && <ErrorNote error={error} />}
      {officers === null ? (
        error === null && <p role="status">{t('common.loading')}</p>
      ) : (
        <>
          <p className={classes['soft']} role="status">
            {found.length === 0 ? t('officers.none') : t('officers.count', { count: found.length })}
          </p>
          {found.length > 0 && (
            <OfficerTable
              officers={found}
              mayManage={mayManage}
              onOpen={(officerId) => {
                forgetRefusal();
                setOpenId(officerId);
              }}
            />
          )}
        </>
      )}
      {adding && <AddOfficerDialog onClose={() => setAdding(false)} />}
      {open !== undefined && <OfficerDialog officer={open} onClose={() => setOpenId(null)} />}
    </section>
  );
}

/** What was done last, and the way back where there is one. */
function LastDone() {
  const { t } = useTexts();
  const said = Officers.use((state) => state.said);
  const acting = Officers.use((state) => state.acting);
  const refusal = Officers.use((state) => state.refusal);
  const { takeBack } = Officers.useApi().getState();
  return (
    <>
      <div className={classes['said']} role="status" data-empty={said === null}>
        {said !== null && (
          <>
            <span>{t(`officers.said.${said.what}`, { name: said.name })}</span>
            {said.back !== null && (
              <Button size="compact-sm" variant="light" loading={acting} onClick={() => void takeBack()}>
                {t('officers.takeBack')}
              </Button>
            )}
          </>
        )}
      </div>
      {refusal !== null && <ErrorNote error={refusal} />}
    </>
  );
}

function OfficerTable(props: {
  readonly officers: readonly Officer[];
  readonly mayManage: boolean;
  readonly onOpen: (officerId: string) => void;
}) {
  const { t } = useTexts();
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{t('officers.name')}</th>
          <th scope="col">{t('officers.roles')}</th>
          <th scope="col">{t('officers.skills')}</th>
          <th scope="col">{t('officers.state')}</th>
          <td />
        </tr>
      </thead>
      <tbody onKeyDown={moveAmongRows}>
        {props.officers.map((officer) => (
          <tr key={officer.officerId}>
            <th scope="row">
              {officer.displayName}
              <span className={classes['soft']}> {officer.userName}</span>
              {!officer.isHome && <span className={classes['soft']}> · {t('officers.elsewhere')}</span>}
            </th>
            <td>{officer.roles.map((role) => t(`access.role.${role}`)).join(', ')}</td>
            <td>{skillsOf(officer, t('officers.allSkills'))}</td>
            <td>
              <OfficerStates officer={officer} />
            </td>
            <td className={classes['act']}>
              {props.mayManage && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('officers.openNamed', { name: officer.displayName })}
                  onClick={() => props.onOpen(officer.officerId)}
                >
                  {t('officers.open')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The service groups of somebody who serves; a dash for whoever does not. */
function skillsOf({ roles, skills }: Officer, all: string): string {
  if (!isAllowed('ticket.serve', roles)) return '–';
  return skills.length === 0 ? all : skills.join(', ');
}

/** Up and down go from row to row: a centre has more people than anybody tabs through. */
function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  event.preventDefault();
  buttons[at + step]?.focus();
}
