import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { dayNumberFromText, dayText } from '../../shared/domain/centre-time.ts';
import { formatDay } from '../../shared/domain/vietnamese-format.ts';
import { dayFromText, dayProblem } from '../texts/day-text.ts';
import { useTexts } from '../texts/use-texts.ts';

interface DateFieldProps {
  readonly label: string;
  /** As typed; the field writes a day that it understands as `dd/mm/yyyy` when it is left. */
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** First and last day that may be entered, `yyyy-mm-dd`. */
  readonly min?: string;
  readonly max?: string;
  /** With it, the arrows go to the next and the previous day, from this one where the field is empty. */
  readonly today?: string;
  /** Said instead of what the field finds by itself. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly className?: string;
}

/**
 * A day, typed. The browser's own field writes it by the language of the machine (`mm/dd/yyyy` on many), where a clerk
 * reads 02/03 as the second of March.
 */
export function DateField(props: DateFieldProps) {
  const { t } = useTexts();
  const { value, onChange, min, max, today } = props;
  // Nobody is told of a mistake in the middle of typing.
  const [wasLeft, setLeft] = useState(false);
  const problem = wasLeft ? dayProblem(value, { min, max }) : null;
  const found =
    problem === 'early'
      ? t('common.date.early', { day: formatDay(min ?? '') })
      : problem === 'late'
        ? t('common.date.late', { day: formatDay(max ?? '') })
        : problem === 'format'
          ? t('common.date.format')
          : undefined;

  const tidy = (): void => {
    const day = dayFromText(value);
    if (day !== null && formatDay(day) !== value) onChange(formatDay(day));
    setLeft(true);
  };
  const step = (days: number): void => {
    if (today === undefined) return;
    const typed = dayNumberFromText(dayFromText(value) ?? '');
    const from = dayNumberFromText(today);
    const wanted = typed === null ? from : typed + days;
    if (wanted === null || (typed === null && value.trim() !== '')) return;
    const day = dayText(wanted);
    if (dayProblem(formatDay(day), { min, max }) === null) onChange(formatDay(day));
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') tidy();
    if (today === undefined || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    step(event.key === 'ArrowUp' ? 1 : -1);
  };

  return (
    <TextInput
      label={props.label}
      placeholder={t('common.date.hint')}
      inputMode="numeric"
      maxLength={14}
      autoComplete="off"
      spellCheck={false}
      value={value}
      error={props.error ?? found}
      required={props.required ?? false}
      className={props.className ?? ''}
      onChange={(event) => {
        onChange(event.currentTarget.value);
        setLeft(false);
      }}
      onKeyDown={keyDown}
      onBlur={tidy}
    />
  );
}
