/**
 * What a ring says: the sequence number of the site's last event; `new`: there is something; `all`: something may have been
 * missed, or even undone.
 */
type Ring = number | 'new' | 'all';
type Listener = (ring: Ring) => void;

/**
 * Rings when a site has new events. It carries none of them: who listens reads them from the database at its own pace, so
 * that nothing piles up in memory for a slow reader.
 */
export class SiteBell {
  readonly #listeners = new Map<string, Set<Listener>>();

  ring(siteId: string, ring: Ring = 'new'): void {
    for (const listener of this.#listeners.get(siteId) ?? []) listener(ring);
  }

  /** Rings at every site that somebody listens at: something may have been missed. */
  ringAll(): void {
    for (const siteId of this.#listeners.keys()) this.ring(siteId, 'all');
  }

  /** Calls `listener` at each ring, until the function returned is called. */
  listen(siteId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(siteId) ?? new Set();
    this.#listeners.set(siteId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(siteId);
    };
  }
}
