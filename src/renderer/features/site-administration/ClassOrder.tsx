import { ActionIcon, Checkbox } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { PriorityClass } from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './SiteAdministration.module.css';

type Class = Exclude<PriorityClass, 'normal'>;
const allClasses = PriorityClass.exclude(['normal']).options;

/** Which classes have precedence, and in which order. Alt with an arrow moves the class that has the focus. */
export function ClassOrder(props: {
  readonly chosen: readonly Class[];
  readonly onChange: (order: Class[]) => void;
}) {
  const { t } = useTexts();
  const { chosen, onChange } = props;
  const [moved, setMoved] = useState<Class | null>(null);
  const shown = [...chosen, ...allClasses.filter((name) => !chosen.includes(name))];
  const move = (name: Class, step: number): void => {
    const at = chosen.indexOf(name);
    const to = at + step;
    if (at < 0 || to < 0 || to >= chosen.length) return;
    const rest = chosen.filter((one) => one !== name);
    onChange([...rest.slice(0, to), name, ...rest.slice(to)]);
    setMoved(name);
  };
  const onKey = (name: Class) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(name, event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <fieldset className={classes['choice']}>
      <legend>{t('siteAdmin.rules.classes')}</legend>
      <p className={classes['soft']}>{t('siteAdmin.rules.classesHint')}</p>
      <ul className={classes['classes']}>
        {shown.map((name) => {
          const at = chosen.indexOf(name);
          const label = t(`common.priority.${name}`);
          return (
            <li key={name} onKeyDown={onKey(name)}>
              <Checkbox
                label={at < 0 ? label : `${at + 1}. ${label}`}
                aria-label={label}
                checked={at >= 0}
                onChange={() => onChange(at < 0 ? [...chosen, name] : chosen.filter((one) => one !== name))}
              />
              {at >= 0 && (
                <span className={classes['moves']}>
                  <ActionIcon
                    variant="subtle"
                    disabled={at === 0}
                    aria-label={t('siteAdmin.rules.up', { name: label })}
                    onClick={() => move(name, -1)}
                  >
                    ↑
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    disabled={at === chosen.length - 1}
                    aria-label={t('siteAdmin.rules.down', { name: label })}
                    onClick={() => move(name, 1)}
                  >
                    ↓
                  </ActionIcon>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <p className={classes['soft']} role="status">
        {moved !== null &&
          chosen.includes(moved) &&
          t('siteAdmin.rules.moved', {
            name: t(`common.priority.${moved}`),
            place: String(chosen.indexOf(moved) + 1),
          })}
      </p>
    </fieldset>
  );
}
