/** A signal with a time limit. `end` must be called when the work is over: it stops the timer and lets the parent go. */
export interface Deadline {
  readonly signal: AbortSignal;
  end(): void;
}

/** Aborts after `ms`, or when `parent` aborts. (`AbortSignal.any` is younger than our floor, Node 18.15.) */
export function deadline(ms: number, parent: AbortSignal): Deadline {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms);
  if (parent.aborted) abort();
  parent.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      parent.removeEventListener('abort', abort);
    },
  };
}
