import { Button } from '@mantine/core';
import { Outcome, type Ticket } from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './CounterScreen.module.css';
import { CounterCommands } from './store.ts';

const outcomes = Outcome.options;

/** Ends the visit with what it came to; keys 1–6 answer. */
export function FinishDialog(props: { readonly ticket: Ticket; readonly onClose: () => void }) {
  const { t } = useTexts();
  const acting = CounterCommands.use((state) => state.acting);
  const finish = CounterCommands.use((state) => state.finish);
  const end = (outcome: Outcome): void => {
    // Whether it succeeds or not: what went wrong stands on the screen behind.
    void finish(props.ticket.id, outcome).then(() => props.onClose());
  };
  return (
    <Dialog title={t('counter.finishTitle', { number: props.ticket.number })} onClose={props.onClose}>
      <div
        className={classes['outcomes']}
        role="group"
        aria-label={t('counter.finishAsk')}
        onKeyDown={(event) => {
          const outcome = /^[1-6]$/.test(event.key) ? outcomes[Number(event.key) - 1] : undefined;
          if (outcome !== undefined && acting === null) end(outcome);
        }}
      >
        <p>{t('counter.finishAsk')}</p>
        {outcomes.map((outcome, index) => (
          <Button
            key={outcome}
            variant={index === 0 ? 'filled' : 'outline'}
            size="md"
            disabled={acting !== null}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            aria-keyshortcuts={String(index + 1)}
            rightSection={<KeyHint>{String(index + 1)}</KeyHint>}
            onClick={() => end(outcome)}
          >
            {t(`counter.outcome.${outcome}`)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
