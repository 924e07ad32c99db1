import type { AppError } from '../../../shared/errors.ts';

/** Tells once that a connection is gone; who asks later is told at once (the promise of `PrinterConnection.onClosed`). */
export class ClosedNotice {
  readonly #listeners = new Set<(reason: AppError) => void>();
  #reason: AppError | null = null;

  /** Why the connection is gone; null while it stands. */
  get reason(): AppError | null {
    return this.#reason;
  }

  /** Returns its unsubscribe. */
  subscribe(listener: (reason: AppError) => void): () => void {
    if (this.#reason) {
      listener(this.#reason);
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first call counts. */
  tell(reason: AppError): void {
    if (this.#reason) return;
    this.#reason = reason;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(reason);
  }
}
