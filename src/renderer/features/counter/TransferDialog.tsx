import type { Counter, SiteSnapshot, Ticket, TransferTarget } from '../../../shared/api/queue.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Access } from '../access/index.ts';
import { Colleagues } from '../colleagues/index.ts';
import { groupChoices } from './group-choices.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { CounterCommands } from './store.ts';

interface TransferProps {
  readonly ticket: Ticket;
  readonly counter: Counter;
  readonly snapshot: SiteSnapshot;
  readonly onClose: () => void;
}

/** Sends a number on: to a counter, a service group, or a colleague at work. */
export function TransferDialog(props: TransferProps) {
  return (
    <Colleagues.Provider>
      <Choice {...props} />
    </Colleagues.Provider>
  );
}

function Choice(props: TransferProps) {
  const { t, language } = useTexts();
  const { ticket, counter, snapshot } = props;
  const { transfer } = CounterCommands.useApi().getState().more;
  const me = Access.use((state) => state.state?.signedIn?.officerId ?? null);
  const isLogIn = Access.use((state) => state.state?.isRequired === true);
  const colleagues = Colleagues.use((state) => state.colleagues);
  const error = Colleagues.use((state) => state.error);
  const counters = snapshot.counters
    .filter(({ id }) => id !== counter.id)
    .map(({ id, number, name, paused }) => ({
      value: `counter:${id}`,
      part: t('desk.toCounters'),
      label: t(paused === null ? 'desk.toCounter' : 'desk.toCounterPaused', {
        number: String(number),
        name: name[language],
      }),
      disabled: paused !== null,
    }));
  // Last, since they come a moment later: no key may change its meaning under a finger.
  const officers = (colleagues ?? [])
    .filter(({ officerId }) => officerId !== me)
    .map(({ officerId, displayName, counterId }) => {
      const at = snapshot.counters.find(({ id }) => id === counterId);
      return {
        value: `officer:${officerId}`,
        part: t('desk.toOfficers'),
        label:
          at === undefined
            ? t('desk.toOfficer', { name: displayName })
            : t('desk.toOfficerAt', { name: displayName, number: String(at.number) }),
      };
    });
  return (
    <ReasonDialog
      title={t('desk.transferTitle', { number: ticket.number })}
      ask={t('desk.transferAsk')}
      choices={[
        ...counters,
        ...groupChoices(snapshot, language, t).map((choice) => ({ ...choice, part: t('desk.toGroups') })),
        ...officers,
      ]}
      onChoose={(value) => {
        void transfer({ ticketId: ticket.id, to: targetOf(value) }).then(props.onClose);
      }}
      onClose={props.onClose}
    >
      {isLogIn && error !== null && <ErrorNote error={error} />}
      {isLogIn && error === null && (
        <p role="status">
          {colleagues === null ? t('common.loading') : officers.length === 0 && t('desk.noOfficers')}
        </p>
      )}
    </ReasonDialog>
  );
}

function targetOf(value: string): TransferTarget {
  const [kind, id = ''] = value.split(':');
  if (kind === 'counter') return { kind, counterId: id };
  return kind === 'officer' ? { kind, officerId: id } : { kind: 'group', groupCode: id };
}
