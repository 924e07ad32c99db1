import { CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { useSounds } from '../../sound/context.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './ScanElsewhere.module.css';
import { Scanning } from './store.ts';

/** One line on a scan that this window cannot act on: what it was, and where it went or should go. */
export function ScanElsewhere() {
  const { t } = useTexts();
  const sounds = useSounds();
  const note = Scanning.use((state) => state.note);
  const dismiss = Scanning.use((state) => state.dismiss);
  const isRefusal = note !== null && note.kind !== 'sent';
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
      case 'unplaced': {
        const what = t(`scanning.what.${note.what}`);
        return note.station === null
          ? t('scanning.elsewhere.nobody', { what })
          : t('scanning.elsewhere.closed', { what, station: note.station });
      }
    }
  })();
  return (
    <div role="status">
      {note !== null && (
        <div className={classes['line']} data-tone={isRefusal ? 'bad' : 'info'}>
          <span>{text}</span>
          <CloseButton size="sm" aria-label={t('counter.scan.dismiss')} onClick={dismiss} />
        </div>
      )}
    </div>
  );
}
