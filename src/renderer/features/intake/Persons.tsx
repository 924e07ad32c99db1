import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { DateField } from '../../ui/DateField.tsx';
import { useToday } from '../queue/index.ts';
import type { PersonDraft } from './draft.ts';
import classes from './IntakePanel.module.css';
import { Intake, type Who } from './store.ts';

/** Who hands in, and whose dossier it is where that is somebody else. */
export function Persons() {
  const { t } = useTexts();
  const same = Intake.use((state) => state.draft.ownerIsSubmitter);
  const change = Intake.use((state) => state.change);
  const aim = Intake.use((state) => state.aim);
  const target = Intake.use((state) => state.target);
  return (
    <>
      <PersonFields who="submitter" />
      <Checkbox
        label={t('intake.person.same')}
        checked={same}
        onChange={(event) => {
          change({ ownerIsSubmitter: event.currentTarget.checked });
          aim(event.currentTarget.checked ? 'submitter' : 'owner');
        }}
      />
      {!same && (
        <>
          <PersonFields who="owner" />
          <p className={classes['soft']}>
            {t('intake.person.scanTarget', { who: t(`intake.person.${target}`) })}
          </p>
        </>
      )}
    </>
  );
}

function PersonFields(props: { readonly who: Who }) {
  const { t } = useTexts();
  const { who } = props;
  const person = Intake.use((state) => state.draft[who]);
  const same = Intake.use((state) => state.draft.ownerIsSubmitter);
  const target = Intake.use((state) => (state.draft.ownerIsSubmitter ? 'submitter' : state.target));
  const warnings = Intake.use((state) => state.warnings[who]);
  const lookUp = Intake.use((state) => state.lookUp);
  const problems = Intake.use((state) => state.problems);
  const changePerson = Intake.use((state) => state.changePerson);
  const today = useToday();
  const aim = Intake.use((state) => state.aim);
  const field = (
    name: keyof PersonDraft,
  ): { value: string; error?: string; onChange: (event: { currentTarget: { value: string } }) => void } => {
    const problem = problems[`${who}.${name}`];
    return {
      value: person[name],
      onChange: (event) => changePerson(who, { [name]: event.currentTarget.value }),
      ...(problem === undefined ? {} : { error: t(`intake.problem.${problem}`) }),
    };
  };
  return (
    <fieldset className={classes['person']} onFocus={() => aim(who)}>
      <legend>{t(`intake.person.${who}`)}</legend>
      {(same || target === who) && <p className={classes['soft']}>{t('intake.person.scanHint')}</p>}
      {warnings.map((warning) => (
        <p key={warning} className={classes['warning']} role="alert">
          {t(`intake.cardWarning.${warning}`)}
        </p>
      ))}
      {target === who && lookUp !== 'none' && (
        <p className={classes['warning']} role="status">
          {t(lookUp === 'found' ? 'intake.person.lookedUp' : 'intake.person.lookUpNone')}
        </p>
      )}
      <div className={classes['fields']}>
        <TextInput
          label={t('intake.person.number')}
          placeholder={t('intake.person.numberHint')}
          inputMode="numeric"
          maxLength={12}
          autoComplete="off"
          {...field('number')}
        />
        <TextInput
          label={t('intake.person.name')}
          maxLength={200}
          required
          autoComplete="off"
          {...field('name')}
        />
        <DateField
          label={t('intake.person.birth')}
          max={today}
          value={person.birth}
          onChange={(birth) => changePerson(who, { birth })}
          error={problems[`${who}.birth`] === undefined ? undefined : t('intake.problem.birth')}
        />
        <NativeSelect
          label={t('intake.person.sex')}
          data={[
            { value: '', label: t('intake.person.sexUnknown') },
            { value: 'male', label: t('intake.person.male') },
            { value: 'female', label: t('intake.person.female') },
          ]}
          value={person.sex}
          onChange={(event) => {
            const sex = event.currentTarget.value;
            changePerson(who, { sex: sex === 'male' || sex === 'female' ? sex : '' });
          }}
        />
        <TextInput
          className={classes['wide']}
          label={t('intake.person.address')}
          maxLength={500}
          autoComplete="off"
          {...field('address')}
        />
        <TextInput
          label={t('intake.person.phone')}
          inputMode="tel"
          maxLength={16}
          autoComplete="off"
          {...field('phone')}
        />
        <TextInput
          label={t('intake.person.email')}
          inputMode="email"
          maxLength={200}
          autoComplete="off"
          {...field('email')}
        />
      </div>
    </fieldset>
  );
}
