import { ActionIcon, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { GroupSetting, ServiceGroups } from '../../../shared/api/service-groups.ts';
import { groupOfProcedure } from '../../../shared/domain/service-groups.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { fieldLines, placeField, placeProcedure } from './draft.ts';
import classes from './ServiceGroups.module.css';
import { Groups } from './store.ts';

type Procedure = ServiceGroups['procedures'][number];
const shownAtMost = 60;
const shows = ['all', 'here', 'unplaced'] as const;

/** Which fields and procedures a group takes, found by any part of their names. */
export function ProcedureChoice(props: { readonly group: GroupSetting }) {
  const { t } = useTexts();
  const { group } = props;
  const draft = Groups.use((state) => state.draft);
  const procedures = Groups.use((state) => state.inForce?.procedures) ?? [];
  const [text, setText] = useState('');
  const [shown, setShown] = useState<(typeof shows)[number]>('all');
  const [opened, setOpened] = useState<readonly string[]>([]);
  const wanted = procedures.filter((procedure) => {
    if (shown === 'all') return true;
    return groupOfProcedure(draft, procedure) === (shown === 'here' ? group.code : null);
  });
  const lines = fieldLines(wanted, text, shownAtMost);
  const isCut =
    text.trim() !== '' && lines.reduce((sum, line) => sum + line.procedures.length, 0) >= shownAtMost;
  return (
    <div className={classes['column']}>
      <h3 className={classes['heading']}>{t('serviceGroups.take')}</h3>
      <p className={classes['soft']}>{t('serviceGroups.takeHint')}</p>
      <div className={classes['line']}>
        <TextInput
          className={classes['find'] ?? ''}
          label={t('serviceGroups.find')}
          value={text}
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('serviceGroups.shown')}
          value={shown}
          data={shows.map((value) => ({ value, label: t(`serviceGroups.show.${value}`) }))}
          onChange={(event) => {
            const next = shows.find((one) => one === event.currentTarget.value);
            if (next !== undefined) setShown(next);
          }}
        />
      </div>
      {lines.length === 0 && <p role="status">{t('serviceGroups.noneFound')}</p>}
      <ul className={classes['fields']} onKeyDown={moveAmongBoxes}>
        {lines.map(({ field, count, procedures: found }) => {
          const isOpened = opened.includes(field);
          const listed = isOpened ? wanted.filter((one) => one.field === field) : found;
          return (
            <li key={field}>
              <FieldBox
                group={group}
                field={field}
                count={count}
                isOpened={isOpened}
                onToggle={() =>
                  setOpened(isOpened ? opened.filter((one) => one !== field) : [...opened, field])
                }
              />
              {listed.length > 0 && (
                <ul className={classes['procedures']}>
                  {listed.map((procedure) => (
                    <li key={procedure.code}>
                      <ProcedureBox group={group} procedure={procedure} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
      {isCut && <p className={classes['soft']}>{t('serviceGroups.more')}</p>}
    </div>
  );
}

function FieldBox(props: {
  readonly group: GroupSetting;
  readonly field: string;
  readonly count: number;
  readonly isOpened: boolean;
  readonly onToggle: () => void;
}) {
  const { t } = useTexts();
  const { group, field, count } = props;
  const owner = Groups.use((state) => state.draft.find(({ fields }) => fields.includes(field))?.code ?? null);
  const { edit } = Groups.useApi().getState();
  return (
    <div className={classes['field']}>
      <Checkbox
        label={
          <>
            <strong>{t('serviceGroups.field', { field, count })}</strong>{' '}
            <Owner owner={owner} own={group.code} />
          </>
        }
        checked={owner === group.code}
        onChange={(event) => {
          const isHere = event.currentTarget.checked;
          edit((groups) => placeField(groups, group.code, field, isHere));
        }}
      />
      <ActionIcon
        variant="subtle"
        aria-expanded={props.isOpened}
        aria-label={t('serviceGroups.expand', { field })}
        onClick={props.onToggle}
      >
        {props.isOpened ? '▾' : '▸'}
      </ActionIcon>
    </div>
  );
}

function ProcedureBox(props: { readonly group: GroupSetting; readonly procedure: Procedure }) {
  const { t } = useTexts();
  const { group, procedure } = props;
  const draft = Groups.use((state) => state.draft);
  const { edit } = Groups.useApi().getState();
  const owner = groupOfProcedure(draft, procedure);
  const isNamed = draft.some(({ procedureCodes }) => procedureCodes.includes(procedure.code));
  const isByField = owner === group.code && !isNamed;
  return (
    <Checkbox
      size="xs"
      // Here by its field: it goes elsewhere by being chosen there.
      disabled={isByField}
      label={
        <>
          {procedure.code} · {procedure.name}{' '}
          {isByField ? (
            <span className={classes['soft']}>({t('serviceGroups.byField')})</span>
          ) : (
            <Owner owner={owner} own={group.code} />
          )}
        </>
      }
      checked={owner === group.code}
      onChange={(event) => {
        const isHere = event.currentTarget.checked;
        edit((groups) => placeProcedure(groups, group.code, procedure, isHere));
      }}
    />
  );
}

function Owner(props: { readonly owner: string | null; readonly own: string }) {
  const { t } = useTexts();
  const { owner, own } = props;
  if (owner === own) return null;
  return (
    <span className={classes['soft']}>
      ({owner === null ? t('serviceGroups.inNone') : t('serviceGroups.inGroup', { code: owner })})
    </span>
  );
}

/** Up and down go from box to box: a centre has more fields than anybody tabs through. */
function moveAmongBoxes(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>('input[type="checkbox"]:enabled')];
  const at = boxes.findIndex((box) => box === document.activeElement);
  event.preventDefault();
  boxes[Math.max(0, at + step)]?.focus();
}
