/**
 * Rings when a site has new events. It carries none of them: who listens reads them from the database at its own pace, so
 * that nothing piles up in memory for a slow reader.
 */
export class SiteBell {
  readonly #listeners = new Map<string, Set<() => void>>();

  ring(siteId: string): void {
    for (const listener of this.#listeners.get(siteId) ?? []) listener();
  }

  /** Calls `listener` at each ring, until the function returned is called. */
  listen(siteId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(siteId) ?? new Set();
    this.#listeners.set(siteId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }
}
