import { useCallback, useState } from 'react';
import type { SiteSnapshot, TicketState } from '../../../shared/api/queue.ts';
import type { ScanMeaning } from '../../../shared/domain/scan-meaning.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useKeyRouter } from '../../keyboard/keyboard.tsx';
import { useSounds } from '../../sound/context.tsx';
import { Dossiers } from '../dossiers/index.ts';
import { Intake } from '../intake/index.ts';
import { Queue } from '../queue/index.ts';
import { useScans } from '../scanning/index.ts';

type Refused = Extract<ScanMeaning, { meaning: 'refused' }>;

/** What the line about the last scan says. It holds no personal data. */
export type ScanNote =
  | { readonly kind: 'duringDialog'; readonly scan: ScanMeaning }
  | { readonly kind: 'ticket'; readonly number: string; readonly state: TicketState | null }
  | { readonly kind: 'cardFilled' }
  | { readonly kind: 'cardNowhere' }
  | { readonly kind: 'refused'; readonly what: Refused['fields']['kind']; readonly error: AppError }
  | { readonly kind: 'failed'; readonly error: AppError };

/** The state in which a snapshot knows a ticket; null: it is not in it (finished, or of another day). */
function stateOfTicket(snapshot: SiteSnapshot | null, ticketId: string): TicketState | null {
  if (snapshot === null) return null;
  const atCounters = snapshot.counters.flatMap((counter) =>
    [counter.current, counter.lastFinished].filter((ticket) => ticket !== null),
  );
  return (
    [...snapshot.waiting, ...snapshot.absent, ...atCounters].find((ticket) => ticket.id === ticketId)
      ?.state ?? null
  );
}

/**
 * Where a scan goes at a counter: a dossier opens, a ticket is pointed out, a card fills in the person of the intake.
 * Nothing acts behind an open dialog; what cannot be used is said in one line with a short sound.
 */
export function useCounterScans(visit: { readonly id: string; readonly number: string } | null): {
  readonly line: ScanNote | null;
  readonly selected: string | null;
  readonly dismiss: () => void;
} {
  const router = useKeyRouter();
  const sounds = useSounds();
  const queue = Queue.useApi();
  const intake = Intake.useApi();
  const dossiers = Dossiers.useApi();
  const [line, setLine] = useState<ScanNote | null>(null);
  const [selected, setSelected] = useState<string | null>(null);

  async function openDossier(code: string): Promise<void> {
    const opened = await dossiers.getState().open(code);
    // The half-entered dossier is kept; the scanned one is what the officer has in hand.
    if (opened) {
      intake.getState().close();
      setLine(null);
      return;
    }
    const { error } = dossiers.getState();
    if (error === null) return;
    sounds.refuse();
    setLine({ kind: 'failed', error });
  }

  useScans(({ result }) => {
    if (router.hasDialog()) {
      sounds.refuse();
      setLine({ kind: 'duringDialog', scan: result });
      return true;
    }
    switch (result.meaning) {
      case 'dossier':
        void openDossier(result.fields.code);
        return true;
      case 'ticket': {
        const { ticketId, number } = result.fields;
        const state = stateOfTicket(queue.getState().view?.snapshot ?? null, ticketId);
        setSelected(state === null ? null : ticketId);
        setLine({ kind: 'ticket', number, state });
        return true;
      }
      case 'citizenCard': {
        const { isOpen, received, open, takeCard } = intake.getState();
        if (!isOpen && visit === null) {
          setLine({ kind: 'cardNowhere' });
          return true;
        }
        if (!isOpen || received !== null) {
          dossiers.getState().close();
          open(visit);
        }
        void takeCard(result.fields);
        setLine({ kind: 'cardFilled' });
        return true;
      }
      case 'refused':
        sounds.refuse();
        setLine({ kind: 'refused', what: result.fields.kind, error: result.fields.error });
        return true;
    }
  });

  const dismiss = useCallback(() => setLine(null), []);
  return { line, selected, dismiss };
}
