import { Checkbox } from '@mantine/core';
import { OfficerRole } from '../../../shared/api/access.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Queue } from '../queue/index.ts';
import classes from './Officers.module.css';

/** What a person is at the site. */
export function RoleField(props: {
  readonly value: readonly OfficerRole[];
  readonly error: string | null;
  readonly onChange: (roles: OfficerRole[]) => void;
}) {
  const { t } = useTexts();
  const { value, error } = props;
  return (
    <fieldset className={classes['choice']}>
      <legend>{t('officers.roles')}</legend>
      {OfficerRole.options.map((role) => (
        <Checkbox
          key={role}
          label={t(`access.role.${role}`)}
          description={t(`officers.does.${role}`)}
          checked={value.includes(role)}
          onChange={(event) =>
            props.onChange(
              OfficerRole.options.filter((one) =>
                one === role ? event.currentTarget.checked : value.includes(one),
              ),
            )
          }
        />
      ))}
      {error !== null && (
        <p className={classes['wrong']} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** Which service groups the person is called numbers of; none chosen: all. */
export function SkillField(props: {
  readonly value: readonly string[];
  readonly onChange: (skills: string[]) => void;
}) {
  const { t, language } = useTexts();
  const groups = Queue.use((state) => state.view?.snapshot?.groups) ?? [];
  const { value } = props;
  // A group that was closed down is still to be seen where somebody has it.
  const codes = [...new Set([...groups.map(({ code }) => code), ...value])].sort();
  return (
    <fieldset className={classes['choice']}>
      <legend>{t('officers.skills')}</legend>
      <p className={classes['soft']}>{t('officers.skillsHint')}</p>
      <div className={classes['skills']}>
        {codes.map((code) => {
          const name = groups.find((group) => group.code === code)?.name[language];
          return (
            <Checkbox
              key={code}
              label={name === undefined ? code : `${code} · ${name}`}
              checked={value.includes(code)}
              onChange={(event) =>
                props.onChange(
                  codes.filter((one) => (one === code ? event.currentTarget.checked : value.includes(one))),
                )
              }
            />
          );
        })}
      </div>
    </fieldset>
  );
}
