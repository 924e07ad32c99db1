import { Button, TextInput } from '@mantine/core';
import { Fragment, useState, type ReactNode } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import classes from './CounterScreen.module.css';
import { CounterCommands } from './store.ts';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
  /** Heading over the choices that have the same one; they stand together. */
  readonly part?: string;
}

/** Asks for one of a few answers; keys 1–9 answer. The answer `other` asks for a few words besides. */
export function ReasonDialog<Value extends string>(props: {
  readonly title: string;
  readonly ask: string;
  readonly choices: readonly Choice<Value>[];
  readonly onChoose: (value: Value, note: string) => void;
  readonly onClose: () => void;
  /** Stands below the choices. */
  readonly children?: ReactNode;
}) {
  const { t } = useTexts();
  const acting = CounterCommands.use((state) => state.acting);
  const [noting, setNoting] = useState<Value | null>(null);
  const [note, setNote] = useState('');
  // More than there are keys for: two columns, so that all are seen at once.
  const many = props.choices.length > 9;
  const choose = (choice: Choice<Value>): void => {
    if (acting !== null || choice.disabled === true) return;
    if (choice.value === 'other') setNoting(choice.value);
    else props.onChoose(choice.value, '');
  };
  return (
    <Dialog title={props.title} onClose={props.onClose} size={many ? 'min(920px, 94vw)' : 'md'}>
      {noting === null ? (
        <div
          className={classes['outcomes']}
          data-many={many}
          role="group"
          aria-label={props.ask}
          onKeyDown={(event) => {
            const choice = /^[1-9]$/.test(event.key) ? props.choices[Number(event.key) - 1] : undefined;
            if (choice === undefined) return;
            event.preventDefault();
            choose(choice);
          }}
        >
          <p>{props.ask}</p>
          {props.choices.map((choice, index) => (
            <Fragment key={choice.value}>
              {choice.part !== undefined && choice.part !== props.choices[index - 1]?.part && (
                <h3 className={classes['part']}>{choice.part}</h3>
              )}
              <Button
                variant="outline"
                size={many ? 'sm' : 'md'}
                disabled={acting !== null || choice.disabled === true}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
                {...(index < 9
                  ? {
                      'aria-keyshortcuts': String(index + 1),
                      rightSection: <KeyHint>{String(index + 1)}</KeyHint>,
                    }
                  : {})}
                onClick={() => choose(choice)}
              >
                {choice.label}
              </Button>
            </Fragment>
          ))}
          {props.children}
        </div>
      ) : (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() !== '') props.onChoose(noting, note.trim());
          }}
        >
          <TextInput
            label={t('desk.note')}
            description={t('desk.noteHint')}
            value={note}
            maxLength={200}
            autoFocus
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <div className={classes['actions']}>
            <Button type="submit" disabled={note.trim() === '' || acting !== null}>
              {t('desk.confirm')}
            </Button>
            <Button variant="outline" onClick={() => setNoting(null)}>
              {t('desk.back')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
