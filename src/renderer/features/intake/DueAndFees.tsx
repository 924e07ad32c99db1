import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { TimeLimit } from '../../../shared/api/procedures.ts';
import type { TFunction } from 'i18next';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Money } from '../../ui/Money.tsx';
import { useToday } from '../queue/index.ts';
import { chosenCase, totalOf, type FeeDraft } from './draft.ts';
import classes from './IntakePanel.module.css';
import { whole } from './Papers.tsx';
import { Intake } from './store.ts';

/** A time limit in words: the published text where there is one. */
function limitText(limit: TimeLimit, t: TFunction): string {
  if (limit.unit === 'OTHER') return limit.text ?? t('intake.due.unit.OTHER');
  if (limit.unit === 'SAME_DAY') return t('intake.due.unit.SAME_DAY');
  return t(`intake.due.unit.${limit.unit}`, { amount: String(limit.amount) });
}

/** When the result is due, what is to be paid, and what else belongs on the receipt. */
export function DueAndFees() {
  const { t, language } = useTexts();
  const draft = Intake.use((state) => state.draft);
  const preview = Intake.use((state) => state.preview);
  const problems = Intake.use((state) => state.problems);
  const change = Intake.use((state) => state.change);
  const today = useToday();
  const { procedure } = draft;
  const chosen = chosenCase(draft);
  if (procedure === null || chosen === null) return null;
  const total = totalOf(draft.fees);
  const put = (key: string, line: Partial<FeeDraft>): void =>
    change({ fees: draft.fees.map((old) => (old.key === key ? { ...old, ...line } : old)) });
  const dueProblem = problems['due'] === undefined ? undefined : t('intake.problem.due');
  return (
    <section className={classes['due']} aria-label={t('intake.due.title')}>
      <h3>{t('intake.due.title')}</h3>
      <dl className={classes['facts']}>
        <div>
          <dt>{t('intake.due.limit')}</dt>
          <dd>{limitText(chosen.limit, t)}</dd>
        </div>
        {preview !== null && (
          <>
            {preview.dueAt !== null && (
              <div>
                <dt>{t('intake.due.dueAt')}</dt>
                <dd>
                  <strong>{formatDateTime(preview.dueAt, language)}</strong>
                </dd>
              </div>
            )}
            <div>
              <dt>{t('intake.due.handOver')}</dt>
              <dd>{formatDateTime(preview.handOverBy, language)}</dd>
            </div>
          </>
        )}
      </dl>
      {chosen.limit.unit === 'OTHER' && (
        <div className={classes['fields']}>
          <p className={`${classes['warning'] ?? ''} ${classes['wide'] ?? ''}`}>{t('intake.due.enter')}</p>
          <DateField
            label={t('intake.due.date')}
            required
            min={today}
            today={today}
            value={draft.dueDate}
            error={dueProblem}
            onChange={(dueDate) => change({ dueDate })}
          />
          <TextInput
            label={t('intake.due.time')}
            required
            maxLength={5}
            value={draft.dueTime}
            onChange={(event) => change({ dueTime: event.currentTarget.value })}
          />
        </div>
      )}
      <p className={classes['soft']}>{t('intake.due.preview')}</p>
      {procedure.channels.length > 1 && (
        <NativeSelect
          label={t('intake.due.channel')}
          data={[...new Set(procedure.channels.map(({ channel }) => channel))].map((channel) => ({
            value: channel,
            label: t(`intake.due.channels.${channel}`),
          }))}
          value={draft.channel}
          onChange={(event) => {
            const found = procedure.channels.find(({ channel }) => channel === event.currentTarget.value);
            if (found !== undefined) change({ channel: found.channel });
          }}
        />
      )}
      {draft.fees.length === 0 ? (
        <p>{t('intake.fees.none')}</p>
      ) : (
        <ul className={classes['fees']} aria-label={t('intake.fees.title')}>
          {draft.fees.map((line) => (
            <FeeLine
              key={line.key}
              line={line}
              problem={problems[`fee:${line.key}`] !== undefined}
              put={put}
            />
          ))}
          <li className={classes['total']}>
            <span>{t('intake.fees.total')}</span>
            <strong>{total === null ? t('intake.fees.totalOpen') : <Money dong={total} />}</strong>
          </li>
        </ul>
      )}
      <TextInput
        label={t('intake.note')}
        maxLength={500}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      {procedure.sameDay && (
        <Checkbox
          label={t('intake.receipt')}
          description={t('intake.receiptSameDay')}
          checked={draft.wantsReceipt}
          onChange={(event) => change({ wantsReceipt: event.currentTarget.checked })}
        />
      )}
    </section>
  );
}

function FeeLine(props: {
  readonly line: FeeDraft;
  readonly problem: boolean;
  readonly put: (key: string, line: Partial<FeeDraft>) => void;
}) {
  const { t } = useTexts();
  const { line, put } = props;
  const { fee } = line;
  if (!line.included)
    return (
      <li className={classes['fee']}>
        <span>
          {fee.name} <span className={classes['soft']}>({t('intake.fees.optional')})</span>
        </span>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('intake.fees.addFee', { name: fee.name })}
          onClick={() => put(line.key, { included: true })}
        >
          {t('intake.fees.addOptional')}
        </Button>
      </li>
    );
  return (
    <li className={classes['fee']}>
      <span>
        {fee.name}
        {fee.unit !== undefined && ` / ${fee.unit}`}
        {fee.text !== undefined && <span className={classes['soft']}> {fee.text}</span>}
        <span className={classes['source']}>
          {t(`intake.fees.${fee.kind}`)} · {t('intake.fees.source', { source: fee.source })}
        </span>
        {fee.amount === null && <span className={classes['must']}>{t('intake.fees.enter')}</span>}
      </span>
      <input
        type="number"
        min={1}
        max={9999}
        className={classes['count']}
        aria-label={t('intake.fees.quantityOf', { name: fee.name })}
        value={line.quantity}
        onChange={(event) => put(line.key, { quantity: whole(event.currentTarget.value, 1, 9999) })}
      />
      <TextInput
        size="xs"
        w={130}
        inputMode="numeric"
        maxLength={15}
        aria-label={t('intake.fees.amountOf', { name: fee.name })}
        value={line.amount}
        error={props.problem ? t('intake.problem.fee') : undefined}
        onChange={(event) => put(line.key, { amount: event.currentTarget.value })}
      />
      {fee.optional === true && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('intake.fees.removeFee', { name: fee.name })}
          onClick={() => put(line.key, { included: false })}
        >
          {t('settings.remove')}
        </Button>
      )}
    </li>
  );
}
