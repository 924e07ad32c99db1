import { useCallback, useState } from 'react';
import type { FoundVisit } from '../../../shared/api/dossiers.ts';
import type { TicketState } from '../../../shared/api/queue.ts';
import type { Scan, ScanMeaning } from '../../../shared/domain/scan-meaning.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useKeyRouter } from '../../keyboard/keyboard.tsx';
import { useSounds } from '../../sound/context.tsx';
import { useMay } from '../access/index.ts';
import { Appointments } from '../appointments/index.ts';
import { Dossiers } from '../dossiers/index.ts';
import { Intake } from '../intake/index.ts';
import { Queue, ticketIn } from '../queue/index.ts';
import { useScans } from '../scanning/index.ts';

type Refused = Extract<ScanMeaning, { meaning: 'refused' }>;

type Note =
  | { readonly kind: 'duringDialog'; readonly scan: ScanMeaning }
  | { readonly kind: 'ticket'; readonly number: string; readonly state: TicketState | null }
  | { readonly kind: 'dossierOpened'; readonly code: string }
  | { readonly kind: 'testCode'; readonly letters: 'whole' | 'lost' | 'none' }
  | { readonly kind: 'cardFilled'; readonly lettersLost: boolean }
  | {
      readonly kind: 'cardSearched';
      readonly count: number;
      /** There are more than `count`. */
      readonly more: boolean;
      readonly visits: readonly FoundVisit[];
    }
  | { readonly kind: 'refused'; readonly what: Refused['fields']['kind']; readonly error: AppError }
  | { readonly kind: 'failed'; readonly error: AppError };

/** What the line about the last scan says, and what got in the way of a typing scanner. It holds no personal data. */
export type ScanNote = Note & { readonly hint: 'inputMethod' | 'capsLock' | null };

/** What is to be switched off before the next scan. Caps Lock only where it may be why a scan was refused. */
function hintOf({ typed, result }: Scan): ScanNote['hint'] {
  if (typed === 'inputMethod' || typed === 'altered') return 'inputMethod';
  return typed === 'capsLock' && result.meaning === 'refused' ? 'capsLock' : null;
}

/**
 * Where a scan goes at a counter: a dossier opens, a ticket is pointed out, a card fills in the person of the intake or, while nobody
 * is served, finds their visits of today and their dossiers; an appointment opens among those of its day.
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
  const appointments = Appointments.useApi();
  const mayAppointments = useMay('appointment.read');
  const [line, setLine] = useState<ScanNote | null>(null);
  const [selected, setSelected] = useState<string | null>(null);

  /** Says what came of a scan; with a sound where the officer has something to put right. */
  function say(note: Note, scan: Scan, isRefusal = false): void {
    const hint = hintOf(scan);
    if (isRefusal || hint !== null) sounds.refuse();
    setLine({ ...note, hint });
  }

  async function openDossier(code: string, scan: Scan): Promise<void> {
    const opened = await dossiers.getState().open(code);
    // The half-entered dossier is kept; the scanned one is what the officer has in hand.
    if (opened) {
      intake.getState().close();
      if (hintOf(scan) === null) setLine(null);
      else say({ kind: 'dossierOpened', code }, scan);
      return;
    }
    const { error } = dossiers.getState();
    if (error === null) return;
    say({ kind: 'failed', error }, scan, true);
  }

  /** Nobody is served: the card is asked about, not taken in. */
  async function findDossiersOf(number: string, scan: Scan): Promise<void> {
    dossiers.getState().close();
    await dossiers.getState().search(number);
    const { found, searchError } = dossiers.getState();
    if (searchError !== null) say({ kind: 'failed', error: searchError }, scan, true);
    else if (found !== null) {
      const { items, next, visits } = found;
      setSelected(visits[0]?.ticketId ?? null);
      say({ kind: 'cardSearched', count: items.length, more: next !== null, visits }, scan);
    }
  }

  useScans((scan) => {
    const { result } = scan;
    if (router.hasDialog()) {
      say({ kind: 'duringDialog', scan: result }, scan, true);
      return true;
    }
    switch (result.meaning) {
      case 'dossier':
        void openDossier(result.fields.code, scan);
        return true;
      case 'ticket': {
        const { ticketId, number } = result.fields;
        const state = ticketIn(queue.getState().view?.snapshot ?? null, ticketId)?.state ?? null;
        setSelected(state === null ? null : ticketId);
        say({ kind: 'ticket', number, state }, scan);
        return true;
      }
      case 'appointment':
        // Without the right to it the line of the frame says that it is of no use here.
        if (!mayAppointments) return false;
        setLine(null);
        void appointments.getState().find(result.fields.code);
        return true;
      case 'citizenCard': {
        const { isOpen, received, open, takeCard } = intake.getState();
        if (!isOpen && visit === null) {
          void findDossiersOf(result.fields.number, scan);
          return true;
        }
        if (!isOpen || received !== null) {
          dossiers.getState().close();
          open(visit);
        }
        void takeCard(result.fields);
        const lettersLost = scan.typed !== null && result.fields.warnings.includes('letters-lost');
        say({ kind: 'cardFilled', lettersLost }, scan, lettersLost);
        return true;
      }
      case 'testCode':
        say({ kind: 'testCode', letters: result.fields.letters }, scan, result.fields.letters === 'lost');
        return true;
      case 'refused':
        say({ kind: 'refused', what: result.fields.kind, error: result.fields.error }, scan, true);
        return true;
    }
  });

  const dismiss = useCallback(() => setLine(null), []);
  return { line, selected, dismiss };
}
