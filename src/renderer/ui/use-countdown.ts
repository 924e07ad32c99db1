import { useEffect, useRef, useState } from 'react';

/**
 * Counts whole seconds down and then calls `onEnd` once. `extend` starts again from the top: a time limit that people
 * can lengthen (WCAG 2.2.1).
 */
export function useCountdown(
  seconds: number,
  onEnd: () => void,
): { readonly left: number; readonly extend: () => void } {
  const [left, setLeft] = useState(seconds);
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  });
  useEffect(() => {
    if (left <= 0) {
      ended.current();
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return { left, extend: () => setLeft(seconds) };
}
