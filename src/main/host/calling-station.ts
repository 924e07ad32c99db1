import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string | null>();

/** Answers a call as that of the station whose window asked. */
export function asCallOf<T>(stationId: string | null, answer: () => Promise<T>): Promise<T> {
  return current.run(stationId, answer);
}

/**
 * The station whose window is being answered; null: none, or nobody asked. Only for what a request to central carries to be
 * let in: several stations of one installation have a key each, and most requests do not name theirs.
 */
export function callingStation(): string | null {
  return current.getStore() ?? null;
}
