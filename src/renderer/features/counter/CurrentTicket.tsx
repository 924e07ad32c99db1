import { useState } from 'react';
import type { Counter, Ticket } from '../../../shared/api/queue.ts';
import { formatWait } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { secondsSince, useServerNow } from '../queue/index.ts';
import classes from './CounterScreen.module.css';
import { FinishDialog } from './FinishDialog.tsx';
import { MoreActions } from './MoreActions.tsx';
import { reasonText } from './reason-text.ts';
import { CounterCommands } from './store.ts';

/** The visit at this counter and what can be done with it now. */
export function CurrentTicket(props: { readonly counter: Counter; readonly compact: boolean }) {
  const { t } = useTexts();
  const { counter, compact } = props;
  const current = counter.current;
  const acting = CounterCommands.use((state) => state.acting);
  const line = CounterCommands.use((state) => state.line);
  const { callNext, recall, start, noShow } = CounterCommands.useApi().getState();
  const [finishing, setFinishing] = useState(false);
  const busy = acting !== null;
  const called = current?.state === 'called';
  const size = compact ? 'compact-sm' : 'md';
  return (
    <section className={classes['current']} data-compact={compact} aria-label={t('counter.current')}>
      <div className={classes['visit']}>
        {current === null ? (
          <div>
            <p className={classes['idle']}>{t('counter.idle')}</p>
            {!compact && <p>{t('counter.idleHint')}</p>}
          </div>
        ) : (
          <>
            <output className={classes['visitNumber']}>{current.number}</output>
            <VisitFacts ticket={current} />
          </>
        )}
      </div>
      <div className={classes['actions']}>
        <KeyButton
          command="callNext"
          size={size}
          loading={acting === 'callNext'}
          disabled={busy || current !== null || counter.paused !== null}
          onPress={() => void callNext()}
        >
          {t('counter.callNext')}
        </KeyButton>
        <KeyButton
          command="recall"
          size={size}
          variant="outline"
          loading={acting === 'recall'}
          disabled={busy || !called}
          onPress={() => {
            if (current !== null) void recall(current.id);
          }}
        >
          {t('counter.recall')}
        </KeyButton>
        <KeyButton
          command="noShow"
          size={size}
          variant="outline"
          loading={acting === 'noShow'}
          disabled={busy || !called}
          onPress={() => {
            if (current !== null) void noShow(current.id);
          }}
        >
          {t('counter.noShow')}
        </KeyButton>
        <KeyButton
          command="start"
          size={size}
          variant={called ? 'filled' : 'outline'}
          loading={acting === 'start'}
          disabled={busy || !called}
          onPress={() => {
            if (current !== null) void start(current.id);
          }}
        >
          {t('counter.start')}
        </KeyButton>
        <KeyButton
          command="finish"
          size={size}
          variant={current?.state === 'serving' ? 'filled' : 'outline'}
          disabled={busy || current === null}
          onPress={() => setFinishing(true)}
        >
          {t('counter.finish')}
        </KeyButton>
      </div>
      <MoreActions counter={counter} compact={compact} />
      <p className={classes['said']} role="status">
        {line?.kind === 'nobody' && t('counter.nobody')}
        {line?.kind === 'called' &&
          (line.reason === null
            ? t('desk.calledChosen', { number: line.number })
            : t('counter.calledWhy', { number: line.number, reason: reasonText(line.reason, t) }))}
      </p>
      {finishing && current !== null && <FinishDialog ticket={current} onClose={() => setFinishing(false)} />}
    </section>
  );
}

function VisitFacts(props: { readonly ticket: Ticket }) {
  const { t } = useTexts();
  const now = useServerNow();
  const { ticket } = props;
  const seconds = ticket.calledAt === null ? 0 : secondsSince(ticket.calledAt, now);
  const when =
    seconds < 60 ? t('counter.calledNow') : t('counter.calledFor', { wait: formatWait(seconds, t) });
  return (
    <div className={classes['visitFacts']}>
      <span className={classes['visitState']}>
        {ticket.state === 'serving' ? t('counter.serving') : t('counter.calling')}
      </span>
      {ticket.state === 'called' && (
        <span>
          {t('counter.calledTimes', { count: ticket.calls })} · {when}
        </span>
      )}
      {ticket.state === 'serving' && <span>{when}</span>}
      {ticket.priority !== 'normal' && (
        <span className={classes['badge']}>{t(`common.priority.${ticket.priority}`)}</span>
      )}
    </div>
  );
}
