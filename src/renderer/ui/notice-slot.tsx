import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  useState,
  type ReactNode,
  type RefCallback,
} from 'react';
import classes from './notice-slot.module.css';

interface Slots {
  readonly front: HTMLElement | null;
  readonly add: RefCallback<HTMLElement>;
}

const SlotsContext = createContext<Slots>({ front: null, add: () => undefined });

/** Knows which dialog (or screen over the screen) is in front, for what has to be said to somebody who looks at it. */
export function NoticeSlots(props: { readonly children: ReactNode }) {
  const [slots, setSlots] = useState<readonly HTMLElement[]>([]);
  const add = useCallback<RefCallback<HTMLElement>>((slot) => {
    if (slot === null) return undefined;
    setSlots((before) => [...before, slot]);
    return () => setSlots((before) => before.filter((other) => other !== slot));
  }, []);
  const value = useMemo(() => ({ front: slots.at(-1) ?? null, add }), [slots, add]);
  return <SlotsContext value={value}>{props.children}</SlotsContext>;
}

/** The place of such a line: in the flow of the dialog, so that it covers none of its controls. */
export function NoticeSlot() {
  const { add } = useContext(SlotsContext);
  return <div className={classes['slot']} role="status" ref={add} />;
}

/** Where to say something now; null: nothing lies over the screen. */
export function useFrontSlot(): HTMLElement | null {
  return useContext(SlotsContext).front;
}
