import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/** How text may be made to fit, the best first. Below these sizes nobody reads it from a metre away. */
const steps = [
  { scale: 1, notes: true },
  { scale: 0.94, notes: true },
  { scale: 0.88, notes: true },
  { scale: 0.82, notes: true },
  { scale: 0.94, notes: false },
  { scale: 0.86, notes: false },
  { scale: 0.78, notes: false },
  { scale: 0.7, notes: false },
] as const;

function overflows(part: Element): boolean {
  return part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1;
}

/**
 * Sets `--fit` (a factor for font sizes) and `data-notes` on a container so that the text of each of its children fits:
 * smaller letters first, then without the side notes, all children alike. A child must clip (`overflow: hidden`) and let
 * its content grow downwards only; what does not fit at the last step (`data-notes='cut'`) the style sheet cuts short.
 */
export function useFit<T extends HTMLElement>(content: unknown): RefObject<T | null> {
  const container = useRef<T>(null);
  const fit = useRef(() => {
    const element = container.current;
    if (element === null) return;
    for (const { scale, notes } of steps) {
      element.style.setProperty('--fit', String(scale));
      element.dataset['notes'] = String(notes);
      if (![...element.children].some(overflows)) return;
    }
    element.dataset['notes'] = 'cut';
  });
  useLayoutEffect(() => fit.current(), [content]);
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const refit = fit.current;
    const observer = new ResizeObserver(refit);
    observer.observe(element);
    // Letters of another width once the font is there. jsdom has no fonts.
    const { fonts } = document as { fonts?: FontFaceSet };
    fonts?.addEventListener('loadingdone', refit);
    return () => {
      observer.disconnect();
      fonts?.removeEventListener('loadingdone', refit);
    };
  }, []);
  return container;
}
