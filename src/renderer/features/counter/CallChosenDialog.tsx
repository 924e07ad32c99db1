import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ChosenReason, type Counter, type SiteSnapshot, type Ticket } from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { waitingFor } from '../queue/index.ts';
import classes from './CounterScreen.module.css';
import { ReasonDialog } from './ReasonDialog.tsx';
import { CounterCommands } from './store.ts';

/** Whether a number is the one typed: `A-012`, `a12`, or its figures alone. */
function isTyped(number: string, typed: string): boolean {
  const wanted = typed.toUpperCase().replace(/[\s-]/g, '');
  const [letter = '', digits = ''] = number.split('-');
  const figures = wanted.replace(/^[A-Z]/, '');
  const sameLetter = figures === wanted || wanted.startsWith(letter);
  return sameLetter && (figures === '' || Number(figures) === Number(digits) || digits.startsWith(figures));
}

/** Calls one number: typed or chosen from the list. Out of turn it asks why. */
export function CallChosenDialog(props: {
  readonly snapshot: SiteSnapshot;
  readonly counter: Counter;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const { snapshot, counter, onClose } = props;
  const acting = CounterCommands.use((state) => state.acting);
  const { callChosen } = CounterCommands.useApi().getState().more;
  const [typed, setTyped] = useState('');
  const [asking, setAsking] = useState<Ticket | null>(null);
  const own = waitingFor(snapshot, counter);
  const others = snapshot.waiting.filter((ticket) => !own.includes(ticket));
  const all: readonly Ticket[] = [...own, ...snapshot.parked, ...snapshot.absent, ...others];
  const found = typed.trim() === '' ? all : all.filter(({ number }) => isTyped(number, typed.trim()));
  const call = (ticket: Ticket): void => {
    if (acting !== null) return;
    if (ticket.state === 'waiting' && ticket.id !== own[0]?.id) setAsking(ticket);
    else void callChosen({ ticketId: ticket.id }).then(onClose);
  };
  if (asking !== null)
    return (
      <ReasonDialog
        title={t('desk.choose.title')}
        ask={t('desk.choose.why', { number: asking.number })}
        choices={ChosenReason.options.map((value) => ({ value, label: t(`desk.chosenReason.${value}`) }))}
        onChoose={(reason, note) => void callChosen({ ticketId: asking.id, reason, note }).then(onClose)}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={t('desk.choose.title')} onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (first !== undefined) call(first);
        }}
      >
        <TextInput
          label={t('desk.choose.label')}
          description={t('desk.choose.hint')}
          value={typed}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {found.length === 0 ? (
          <p role="status">{t('desk.choose.none')}</p>
        ) : (
          <ul className={classes['chosen']} aria-label={t('desk.choose.list')}>
            {found.map((ticket) => (
              <li key={ticket.id}>
                <Button
                  fullWidth
                  variant="outline"
                  justify="space-between"
                  disabled={acting !== null}
                  rightSection={<Facts ticket={ticket} />}
                  onClick={() => call(ticket)}
                >
                  {ticket.number}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </form>
    </Dialog>
  );
}

function Facts(props: { readonly ticket: Ticket }) {
  const { t } = useTexts();
  const { ticket } = props;
  return (
    <span className={classes['chosenFacts']}>
      {[
        ...(ticket.priority === 'normal' ? [] : [t(`common.priority.${ticket.priority}`)]),
        ...(ticket.reservedFor === null ? [] : [t('desk.choose.reserved')]),
        t(`common.ticketState.${ticket.state}`),
      ].join(' · ')}
    </span>
  );
}
