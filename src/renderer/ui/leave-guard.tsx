import { Button } from '@mantine/core';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { Dialog } from './Dialog.tsx';
import classes from './leave-guard.module.css';

/** Knows whether something is not saved, and lets go at once where nothing is. */
class Watch {
  #isUnsaved = false;

  constructor(private readonly ask: (go: () => void) => void) {}

  note(isUnsaved: boolean): void {
    this.#isUnsaved = isUnsaved;
  }

  readonly leave = (go: () => void): void => {
    if (this.#isUnsaved) this.ask(go);
    else go();
  };
}

const Watching = createContext<Watch | null>(null);

/** Says that something here is not saved: whoever leaves is asked first, where a {@link LeaveGuard} stands above. */
export function useUnsaved(isUnsaved: boolean): void {
  const watch = use(Watching);
  useEffect(() => {
    watch?.note(isUnsaved);
    return () => watch?.note(false);
  }, [watch, isUnsaved]);
}

/** The function through which every way out goes; without a {@link LeaveGuard} above nobody is asked. */
export function useLeave(): (go: () => void) => void {
  const watch = use(Watching);
  return watch?.leave ?? ((go) => go());
}

/** Asks before changes are lost. */
export function LeaveGuard(props: { readonly children: ReactNode }) {
  const { t } = useTexts();
  const [going, setGoing] = useState<(() => void) | null>(null);
  const [watch] = useState(() => new Watch((go) => setGoing(() => go)));
  return (
    <Watching value={watch}>
      {props.children}
      {going !== null && (
        <Dialog title={t('administration.unsaved')} onClose={() => setGoing(null)}>
          <p>{t('administration.unsavedWhat')}</p>
          <div className={classes['choices']}>
            <Button data-autofocus variant="default" onClick={() => setGoing(null)}>
              {t('administration.stay')}
            </Button>
            <Button
              color="red"
              onClick={() => {
                setGoing(null);
                going();
              }}
            >
              {t('administration.discard')}
            </Button>
          </div>
        </Dialog>
      )}
    </Watching>
  );
}
