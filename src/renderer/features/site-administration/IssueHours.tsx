import { Button, Checkbox, CloseButton, TextInput } from '@mantine/core';
import type { QueueRules } from '../../../shared/domain/queue-order.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { isHours } from './rule-words.ts';
import classes from './SiteAdministration.module.css';

type Hours = NonNullable<QueueRules['issueHours']>;
/** Those that one-stop units usually post. */
const usual: Hours = [
  { from: '07:30', to: '11:00' },
  { from: '13:30', to: '16:30' },
];

/** When kiosks give out numbers. */
export function IssueHours(props: {
  readonly hours: Hours | null;
  readonly onChange: (hours: Hours | null) => void;
}) {
  const { t } = useTexts();
  const { hours, onChange } = props;
  const put = (index: number, change: Partial<Hours[number]>): void =>
    onChange((hours ?? []).map((block, at) => (at === index ? { ...block, ...change } : block)));
  return (
    <fieldset className={classes['choice']}>
      <legend>{t('siteAdmin.rules.hours')}</legend>
      <Checkbox
        label={t('siteAdmin.rules.anyTime')}
        checked={hours === null}
        onChange={() => onChange(hours === null ? usual : null)}
      />
      {hours?.map((block, index) => (
        <div key={index} className={classes['line']}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              label={`${t(`siteAdmin.rules.${end}`)} (${index + 1})`}
              value={block[end]}
              maxLength={5}
              onChange={(event) => put(index, { [end]: event.currentTarget.value })}
            />
          ))}
          {hours.length > 1 && (
            <CloseButton
              aria-label={t('siteAdmin.rules.removeHours', { place: String(index + 1) })}
              onClick={() => onChange(hours.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {hours?.every(isHours) === false && (
        <p className={classes['wrong']} role="alert">
          {t('siteAdmin.rules.hoursWrong')}
        </p>
      )}
      {hours !== null && hours.length < 4 && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange([...hours, { from: '', to: '' }])}
        >
          {t('siteAdmin.rules.addHours')}
        </Button>
      )}
    </fieldset>
  );
}
