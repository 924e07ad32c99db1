import { CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useSounds } from '../../sound/context.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { errorNext, errorWhat } from '../../ui/ErrorNote.tsx';
import { useFrontSlot } from '../../ui/notice-slot.tsx';
import classes from './ScanElsewhere.module.css';
import { Scanning } from './store.ts';

/**
 * One line on a scan that this window cannot act on: what it was, and where it went or should go. In a dialog it stands there,
 * as behind its veil nobody reads it.
 */
export function ScanElsewhere() {
  const { t } = useTexts();
  const sounds = useSounds();
  const slot = useFrontSlot();
  const note = Scanning.use((state) => state.note);
  const dismiss = Scanning.use((state) => state.dismiss);
  const isRefusal = note !== null && note.kind !== 'sent' && note.kind !== 'ticket';
  useEffect(() => {
    if (isRefusal) sounds.refuse();
    // A new note is a new object: each is heard.
  }, [note, isRefusal, sounds]);
  const text = ((): string => {
    switch (note?.kind) {
      case undefined:
        return '';
      case 'sent':
        return t('scanning.elsewhere.sent', { station: note.station });
      case 'notHere':
        return t('scanning.elsewhere.notHere', { what: t(`scanning.what.${note.what}`) });
      case 'notNow': {
        const what = t(`scanning.what.${note.what}`);
        return note.why === 'logIn'
          ? t('scanning.elsewhere.logIn', { what })
          : t('counter.scan.duringDialog', { what });
      }
      case 'ticket':
        return note.state === null
          ? t('counter.scan.ticketUnknown', { number: note.number })
          : t('counter.scan.ticket', { number: note.number, state: t(`common.ticketState.${note.state}`) });
      case 'failed':
        return `${errorWhat(note.error, t)} ${errorNext(note.error, t)}`;
      case 'unplaced': {
        const what = t(`scanning.what.${note.what}`);
        return note.station === null
          ? t('scanning.elsewhere.nobody', { what })
          : t('scanning.elsewhere.closed', { what, station: note.station });
      }
    }
  })();
  const said = note !== null && (
    <div className={classes['line']} data-tone={isRefusal ? 'bad' : 'info'}>
      <span>{text}</span>
      <CloseButton size="sm" aria-label={t('counter.scan.dismiss')} onClick={dismiss} />
    </div>
  );
  return slot === null ? <div role="status">{said}</div> : createPortal(said, slot);
}
