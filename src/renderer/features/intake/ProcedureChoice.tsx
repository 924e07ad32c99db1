import { Button, NativeSelect } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './IntakePanel.module.css';
import { ProcedureSearch } from './ProcedureSearch.tsx';
import { Intake } from './store.ts';

/** The procedure and its case: papers and time limit follow from both. */
export function ProcedureChoice() {
  const { t } = useTexts();
  const procedure = Intake.use((state) => state.draft.procedure);
  const caseCode = Intake.use((state) => state.draft.caseCode);
  const problems = Intake.use((state) => state.problems);
  const { chooseCase, forgetProcedure } = Intake.useApi().getState();
  if (procedure === null) return <ProcedureSearch />;
  return (
    <section className={classes['procedure']} aria-label={t('intake.procedure.title')}>
      <div className={classes['procedureHead']}>
        <div>
          <strong>{procedure.name}</strong>
          <p className={classes['soft']}>
            {procedure.code} · {procedure.field} · {procedure.agency}
            {procedure.sameDay && ` · ${t('intake.procedure.sameDay')}`}
          </p>
        </div>
        <Button size="compact-sm" variant="default" onClick={forgetProcedure}>
          {t('intake.procedure.change')}
        </Button>
      </div>
      {procedure.warnings.length > 0 && (
        <div className={classes['warning']}>
          <strong>{t('intake.procedure.warnings')}:</strong> {procedure.warnings.join(' ')}
        </div>
      )}
      {procedure.cases.length > 1 && (
        <NativeSelect
          label={t('intake.procedure.case')}
          required
          data-autofocus
          data={[
            { value: '', label: '…' },
            ...procedure.cases.map((found) => ({ value: found.code, label: found.name })),
          ]}
          value={caseCode ?? ''}
          onChange={(event) => {
            if (event.currentTarget.value !== '') void chooseCase(event.currentTarget.value);
          }}
          error={problems['case'] === undefined ? undefined : t('intake.problem.case')}
        />
      )}
    </section>
  );
}
