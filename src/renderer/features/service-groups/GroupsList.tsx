import { ActionIcon } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { GroupSetting } from '../../../shared/api/service-groups.ts';
import { groupOfProcedure } from '../../../shared/domain/service-groups.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { Queue } from '../queue/index.ts';
import { faultsOf, freeLetters, moveGroup, unplaced } from './draft.ts';
import classes from './ServiceGroups.module.css';
import { Groups } from './store.ts';

/** The groups in order. Up and down go through them; with Alt they move the one that has the focus. */
export function GroupsList(props: {
  readonly chosen: string;
  readonly isTried: boolean;
  readonly onChoose: (code: string) => void;
  readonly onAdd: () => void;
}) {
  const { t } = useTexts();
  const draft = Groups.use((state) => state.draft);
  const inForce = Groups.use((state) => state.inForce);
  const { edit } = Groups.useApi().getState();
  const [moved, setMoved] = useState<string | null>(null);
  const move = (code: string, step: number): void => {
    edit((groups) => moveGroup(groups, code, step));
    setMoved(code);
  };
  const onKey = (code: string) => (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    if (event.altKey) {
      move(code, step);
      return;
    }
    const next = draft[draft.findIndex((group) => group.code === code) + step];
    if (next === undefined) return;
    props.onChoose(next.code);
    event.currentTarget.closest('ol')?.querySelector<HTMLElement>(`[data-code="${next.code}"]`)?.focus();
  };
  const isFull = inForce === null || freeLetters(draft, inForce).length === 0;
  return (
    <div className={classes['column']}>
      <KeyButton command="addNew" disabled={isFull} onPress={props.onAdd}>
        {t('serviceGroups.add')}
      </KeyButton>
      {isFull && <p className={classes['soft']}>{t('serviceGroups.noLetter')}</p>}
      <p className={classes['soft']}>{t('serviceGroups.listHint')}</p>
      <ol className={classes['groups']} aria-label={t('serviceGroups.list')}>
        {draft.map((group, at) => (
          <li key={group.code} data-chosen={group.code === props.chosen}>
            <button
              type="button"
              className={classes['group']}
              data-code={group.code}
              aria-current={group.code === props.chosen}
              onClick={() => props.onChoose(group.code)}
              onKeyDown={onKey(group.code)}
            >
              <Line group={group} isTried={props.isTried} />
            </button>
            <span className={classes['moves']}>
              <ActionIcon
                variant="subtle"
                disabled={at === 0}
                aria-label={t('serviceGroups.up', { code: group.code })}
                onClick={() => move(group.code, -1)}
              >
                ↑
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                disabled={at === draft.length - 1}
                aria-label={t('serviceGroups.down', { code: group.code })}
                onClick={() => move(group.code, 1)}
              >
                ↓
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <p className={classes['soft']} role="status">
        {moved !== null &&
          draft.some(({ code }) => code === moved) &&
          t('serviceGroups.moved', {
            code: moved,
            place: String(draft.findIndex(({ code }) => code === moved) + 1),
          })}
      </p>
      <Unplaced />
    </div>
  );
}

function Line(props: { readonly group: GroupSetting; readonly isTried: boolean }) {
  const { t, language } = useTexts();
  const { group } = props;
  const draft = Groups.use((state) => state.draft);
  const inForce = Groups.use((state) => state.inForce);
  const closed = Queue.use(
    (state) => state.view?.snapshot?.groups.find(({ code }) => code === group.code)?.closed ?? null,
  );
  const isNew = inForce?.groups.some(({ code }) => code === group.code) === false;
  const name = group.name[language].trim();
  const numbers = (inForce?.counters ?? [])
    .filter(({ id }) => group.counterIds.includes(id))
    .map(({ number }) => number);
  const count = (inForce?.procedures ?? []).filter(
    (procedure) => groupOfProcedure(draft, procedure) === group.code,
  ).length;
  return (
    <>
      <strong>
        {t('serviceGroups.line', {
          code: group.code,
          name: name === '' ? t('serviceGroups.unnamed') : name,
        })}
      </strong>
      <span className={classes['soft']}>
        {t('serviceGroups.procedures', { count })} ·{' '}
        {numbers.length === 0
          ? t('serviceGroups.noCounters')
          : t('serviceGroups.countersShort', { numbers: numbers.join(', ') })}
      </span>
      {props.isTried && faultsOf(group).length > 0 ? (
        <StatusDot tone="warn" label={t('serviceGroups.incomplete')} />
      ) : (
        <StatusDot
          tone={isNew || closed !== null ? 'idle' : 'ok'}
          label={
            isNew
              ? t('serviceGroups.new')
              : closed === null
                ? t('serviceGroups.isOpen')
                : t(closed.because === 'supervisor' ? 'serviceGroups.isClosed' : 'serviceGroups.byHours')
          }
        />
      )}
    </>
  );
}

/** Procedures that belong to no group: nobody is led to them. */
function Unplaced() {
  const { t } = useTexts();
  const draft = Groups.use((state) => state.draft);
  const inForce = Groups.use((state) => state.inForce);
  const found = unplaced(draft, inForce?.procedures ?? []);
  if (found.length === 0) return null;
  const fields = [...new Set(found.map(({ field }) => field))].join('; ');
  return (
    <div className={classes['warn']} role="status">
      <p>{t('serviceGroups.unplaced', { count: found.length, fields })}</p>
      <p className={classes['soft']}>{t('serviceGroups.unplacedHint')}</p>
    </div>
  );
}
