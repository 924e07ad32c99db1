import { CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { keyMap } from '../../keyboard/key-map.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { errorNext } from '../../ui/ErrorNote.tsx';
import { useFrontSlot } from '../../ui/notice-slot.tsx';
import classes from './CounterScreen.module.css';
import type { ScanNote } from './use-counter-scans.ts';

/** How long a line stays that only confirms; what asks for something stays until the next scan. */
const calmLineMs = 8_000;

/** One line on what the last scan was and what came of it. */
export function ScanLine(props: { readonly line: ScanNote | null; readonly onDismiss: () => void }) {
  const { t } = useTexts();
  const { line } = props;
  const slot = useFrontSlot();
  const text = ((): string => {
    switch (line?.kind) {
      case undefined:
        return '';
      case 'duringDialog': {
        const { scan } = line;
        const what =
          scan.meaning === 'dossier'
            ? t('counter.scan.what.dossier', { code: scan.fields.code })
            : t(`counter.scan.what.${scan.meaning}`);
        return t(slot === null ? 'counter.scan.afterDialog' : 'counter.scan.duringDialog', { what });
      }
      case 'ticket':
        return line.state === null
          ? t('counter.scan.ticketUnknown', { number: line.number })
          : t('counter.scan.ticket', { number: line.number, state: t(`common.ticketState.${line.state}`) });
      case 'dossierOpened':
        return t('counter.scan.dossierOpened', { code: line.code });
      case 'testCode':
        return t(`counter.scan.testCode.${line.letters}`);
      case 'cardFilled':
        return t(line.lettersLost ? 'counter.scan.cardLettersLost' : 'counter.scan.cardFilled');
      case 'cardSearched':
        return t(line.visits.length === 0 ? 'counter.scan.cardSearched' : 'counter.scan.cardVisit', {
          count: line.count,
          dossiers: `${line.count}${line.more ? '+' : ''}`,
          numbers: line.visits.map(({ number }) => number).join(', '),
          key: keyMap.intake,
        });
      case 'refused':
        // The input method is the whole story then: what it made of the code nobody asks.
        return line.what === 'inputMethod'
          ? `${t(`errors.${line.error.code}.what`)} ${errorNext(line.error, t)}`
          : `${t('counter.scan.refused', { kind: t(`counter.scan.kind.${line.what}`) })} ${errorNext(line.error, t)}`;
      case 'failed':
        return `${t(`errors.${line.error.code}.what`)} ${errorNext(line.error, t)}`;
    }
  })();
  const hint =
    line === null || line.hint === null || (line.kind === 'refused' && line.what === 'inputMethod')
      ? ''
      : ` ${t(`counter.scan.hint.${line.hint}`)}`;
  const calm =
    line?.hint === null && ((line.kind === 'cardFilled' && !line.lettersLost) || line.kind === 'ticket');
  const { onDismiss } = props;
  useEffect(() => {
    if (!calm) return undefined;
    const timer = setTimeout(onDismiss, calmLineMs);
    return () => clearTimeout(timer);
    // A new line is a new object: it gets its own time.
  }, [calm, line, onDismiss]);
  const bad =
    hint !== '' ||
    line?.kind === 'refused' ||
    line?.kind === 'duringDialog' ||
    line?.kind === 'failed' ||
    (line?.kind === 'cardFilled' && line.lettersLost) ||
    (line?.kind === 'testCode' && line.letters === 'lost');
  const said = line !== null && (
    <div className={classes['scan']} data-tone={bad ? 'bad' : 'info'}>
      <span>
        {text}
        {hint}
      </span>
      <CloseButton size="sm" aria-label={t('counter.scan.dismiss')} onClick={onDismiss} />
    </div>
  );
  // What a dialog kept from acting is told in the dialog: there the officer looks, and behind its veil nothing can be read.
  if (line?.kind === 'duringDialog' && slot !== null) return createPortal(said, slot);
  return (
    <div role="status" aria-live="polite">
      {said}
    </div>
  );
}
