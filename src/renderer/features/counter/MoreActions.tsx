import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  CancelReason,
  Outcome,
  ParkReason,
  PauseReason,
  type Counter,
  type SiteSnapshot,
  type Ticket,
} from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { AppointmentsButton } from '../appointments/index.ts';
import { Queue } from '../queue/index.ts';
import { TicketStoryButton } from '../ticket-story/index.ts';
import { CallChosenDialog } from './CallChosenDialog.tsx';
import classes from './CounterScreen.module.css';
import { groupChoices } from './group-choices.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { CounterCommands } from './store.ts';
import { TransferDialog } from './TransferDialog.tsx';

type Asking = 'callChosen' | 'park' | 'transfer' | 'nextService' | 'cancel' | 'pause';

/** What else can be done with the visit and the counter; each asks first. */
export function MoreActions(props: { readonly counter: Counter; readonly compact: boolean }) {
  const { t } = useTexts();
  const { counter } = props;
  const current = counter.current;
  const snapshot = Queue.use((state) => state.view?.snapshot ?? null);
  const acting = CounterCommands.use((state) => state.acting);
  const { resume } = CounterCommands.useApi().getState().more;
  const [asking, setAsking] = useState<Asking | null>(null);
  const busy = acting !== null;
  const size = props.compact ? 'compact-xs' : 'compact-sm';
  const paused = counter.paused !== null;
  const looks = { size, variant: 'subtle' } as const;
  return (
    <div className={classes['more']} role="group" aria-label={t('desk.more')}>
      <KeyButton
        command="callChosen"
        {...looks}
        disabled={busy || current !== null || paused}
        onPress={() => setAsking('callChosen')}
      >
        {t('desk.callChosen')}
      </KeyButton>
      <KeyButton
        command="park"
        {...looks}
        disabled={busy || current === null}
        onPress={() => setAsking('park')}
      >
        {t('desk.park')}
      </KeyButton>
      <KeyButton
        command="transfer"
        {...looks}
        disabled={busy || current === null}
        onPress={() => setAsking('transfer')}
      >
        {t('desk.transfer')}
      </KeyButton>
      <KeyButton
        command="nextService"
        {...looks}
        disabled={busy || current === null}
        onPress={() => setAsking('nextService')}
      >
        {t('desk.nextService')}
      </KeyButton>
      {current?.state === 'called' && (
        <Button {...looks} disabled={busy} onClick={() => setAsking('cancel')}>
          {t('desk.cancel')}
        </Button>
      )}
      <KeyButton
        command="pause"
        {...looks}
        disabled={busy}
        onPress={() => (paused ? void resume() : setAsking('pause'))}
      >
        {paused ? t('desk.resume') : t('desk.pause')}
      </KeyButton>
      <AppointmentsButton {...looks} />
      {current !== null && <TicketStoryButton ticketId={current.id} number={current.number} size={size} />}
      {asking !== null && snapshot !== null && (
        <Ask asking={asking} counter={counter} snapshot={snapshot} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

function Ask(props: {
  readonly asking: Asking;
  readonly counter: Counter;
  readonly snapshot: SiteSnapshot;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const { asking, counter, snapshot, onClose } = props;
  const current = counter.current;
  const { park, cancel, pause } = CounterCommands.useApi().getState().more;
  // Whether it succeeds or not: what went wrong stands on the screen behind.
  const after = (done: Promise<boolean>): void => void done.then(onClose);
  if (asking === 'callChosen')
    return <CallChosenDialog snapshot={snapshot} counter={counter} onClose={onClose} />;
  if (asking === 'pause')
    return (
      <ReasonDialog
        title={t('desk.pauseTitle')}
        ask={t('desk.pauseAsk')}
        choices={PauseReason.options.map((value) => ({ value, label: t(`desk.pauseReason.${value}`) }))}
        onChoose={(reason, note) => after(pause({ reason, note }))}
        onClose={onClose}
      />
    );
  if (current === null) return null;
  const { id: ticketId, number } = current;
  switch (asking) {
    case 'park':
      return (
        <ReasonDialog
          title={t('desk.parkTitle', { number })}
          ask={t('desk.parkAsk')}
          choices={ParkReason.options.map((value) => ({ value, label: t(`desk.parkReason.${value}`) }))}
          onChoose={(reason, note) => after(park({ ticketId, reason, note }))}
          onClose={onClose}
        />
      );
    case 'cancel':
      return (
        <ReasonDialog
          title={t('desk.cancelTitle', { number })}
          ask={t('desk.cancelAsk')}
          choices={CancelReason.options.map((value) => ({ value, label: t(`desk.cancelReason.${value}`) }))}
          onChoose={(reason, note) => after(cancel({ ticketId, reason, note }))}
          onClose={onClose}
        />
      );
    case 'transfer':
      return <TransferDialog ticket={current} counter={counter} snapshot={snapshot} onClose={onClose} />;
    case 'nextService':
      return <NextServiceDialog ticket={current} snapshot={snapshot} onClose={onClose} />;
  }
}

function NextServiceDialog(props: {
  readonly ticket: Ticket;
  readonly snapshot: SiteSnapshot;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts();
  const { ticket, snapshot } = props;
  const { nextService } = CounterCommands.useApi().getState().more;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const title = t('desk.nextTitle', { number: ticket.number });
  if (outcome === null)
    return (
      <ReasonDialog
        key="outcome"
        title={title}
        ask={t('counter.finishAsk')}
        // `other` asks for no words here: the outcome of a visit has none.
        choices={Outcome.options.map((value) => ({
          value: `outcome:${value}`,
          label: t(`counter.outcome.${value}`),
        }))}
        onChoose={(value) => setOutcome(Outcome.parse(value.slice('outcome:'.length)))}
        onClose={props.onClose}
      />
    );
  return (
    <ReasonDialog
      key="group"
      title={title}
      ask={t('desk.nextAsk')}
      choices={groupChoices(snapshot, language, t)}
      onChoose={(value) => {
        const groupCode = value.slice('group:'.length);
        void nextService({ ticketId: ticket.id, groupCode, outcome }).then(props.onClose);
      }}
      onClose={props.onClose}
    />
  );
}
