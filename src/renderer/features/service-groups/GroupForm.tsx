import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type ChangeEvent } from 'react';
import type { GroupSetting } from '../../../shared/api/service-groups.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Queue } from '../queue/index.ts';
import { faultsOf, freeLetters } from './draft.ts';
import classes from './ServiceGroups.module.css';
import { Groups } from './store.ts';

const texts = [
  ['nameVi', 'name', 'vi', 60],
  ['nameEn', 'name', 'en', 60],
  ['descriptionVi', 'description', 'vi', 200],
  ['descriptionEn', 'description', 'en', 200],
] as const;

/** One group: its letter while it is new, what it is called, and which counters serve it. */
export function GroupForm(props: {
  readonly group: GroupSetting;
  readonly isTried: boolean;
  /** A new group got another letter. */
  readonly onRename: (code: string) => void;
}) {
  const { t, language } = useTexts();
  const { group } = props;
  const inForce = Groups.use((state) => state.inForce);
  const draft = Groups.use((state) => state.draft);
  const { edit } = Groups.useApi().getState();
  /** Fields that were left: what is missing there is said before anybody saves. */
  const [left, setLeft] = useState<readonly string[]>([]);
  const faults = faultsOf(group);
  const change = (part: Partial<GroupSetting>): void =>
    edit((groups) => groups.map((one) => (one.code === group.code ? { ...one, ...part } : one)));
  const says = (fault: string): boolean =>
    (props.isTried || left.includes(fault)) && faults.some((one) => one === fault);
  const isNew = inForce?.groups.some(({ code }) => code === group.code) === false;
  return (
    <div
      className={classes['column']}
      role="group"
      aria-label={t('serviceGroups.group', { code: group.code })}
    >
      <h3 className={classes['heading']}>{t('serviceGroups.group', { code: group.code })}</h3>
      {isNew && (
        <NativeSelect
          label={t('serviceGroups.letter')}
          value={group.code}
          data={[...freeLetters(draft, inForce), group.code].sort()}
          onChange={(event) => {
            const code = event.currentTarget.value;
            change({ code });
            props.onRename(code);
          }}
        />
      )}
      {texts.map(([fault, part, tongue, limit]) => {
        const shared = {
          label: t(`serviceGroups.${fault}`),
          value: group[part][tongue],
          maxLength: limit,
          autoComplete: 'off',
          error: says(fault) ? t('serviceGroups.textMissing') : null,
          onBlur: () => setLeft((before) => [...before, fault]),
          onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
            // One line on the kiosk, however many it fills here.
            change({
              [part]: { ...group[part], [tongue]: event.currentTarget.value.replace(/\s*\n\s*/g, ' ') },
            }),
        };
        return part === 'description' ? (
          <Textarea key={fault} rows={3} {...shared} />
        ) : (
          <TextInput key={fault} {...shared} autoFocus={isNew && fault === 'nameVi'} />
        );
      })}
      <fieldset className={classes['choice']}>
        <legend>{t('serviceGroups.counters')}</legend>
        <div className={classes['counters']}>
          {(inForce?.counters ?? []).map(({ id, number, name }) => (
            <Checkbox
              key={id}
              label={t('serviceGroups.counter', { number: String(number), name: name[language] })}
              checked={group.counterIds.includes(id)}
              onChange={(event) =>
                change({
                  counterIds: event.currentTarget.checked
                    ? [...group.counterIds, id]
                    : group.counterIds.filter((one) => one !== id),
                })
              }
            />
          ))}
        </div>
        {says('counters') && (
          <p className={classes['wrong']} role="alert">
            {t('serviceGroups.countersMissing')}
          </p>
        )}
      </fieldset>
      <GroupActions group={group} isNew={isNew} />
    </div>
  );
}

/** Opening and closing, at once; removing, when the groups are saved. */
function GroupActions(props: { readonly group: GroupSetting; readonly isNew: boolean }) {
  const { t } = useTexts();
  const { code } = props.group;
  const draft = Groups.use((state) => state.draft);
  const acting = Groups.use((state) => state.acting);
  const use = Groups.use((state) => state.inForce?.uses.find(({ groupCode }) => groupCode === code));
  const { edit, setOpen } = Groups.useApi().getState();
  const closed = Queue.use(
    (state) => state.view?.snapshot?.groups.find((group) => group.code === code)?.closed ?? null,
  );
  const byHand = closed?.because === 'supervisor';
  const unfinished = use?.unfinished ?? 0;
  const appointments = use?.appointments ?? 0;
  const isBlocked = !props.isNew && unfinished + appointments > 0;
  return (
    <>
      <div className={classes['line']}>
        {!props.isNew && (
          <Button variant="default" disabled={acting} onClick={() => void setOpen(code, byHand)}>
            {t(byHand ? 'serviceGroups.open' : 'serviceGroups.close')}
          </Button>
        )}
        <Button
          color="red"
          variant="outline"
          disabled={isBlocked || draft.length === 1}
          onClick={() => edit((groups) => groups.filter((group) => group.code !== code))}
        >
          {t('serviceGroups.remove')}
        </Button>
      </div>
      {!props.isNew && <p className={classes['soft']}>{t('serviceGroups.openHint')}</p>}
      {isBlocked && (
        <p className={classes['soft']}>
          {t('serviceGroups.removeBlocked', {
            unfinished: String(unfinished),
            appointments: String(appointments),
          })}
        </p>
      )}
      {draft.length === 1 && <p className={classes['soft']}>{t('serviceGroups.lastGroup')}</p>}
    </>
  );
}
