/**
 * Keys that went down where no field is and were kept until it was known whose they are. Those of a person are pressed again
 * for whatever listens on the page. The browser's own actions on keys (scrolling, a button's space bar) do not come with it:
 * they belong to keys that are never held (see `WedgeDetector`).
 */
export class HeldKeys {
  readonly #replayed = new WeakSet<Event>();
  #held: { readonly target: EventTarget; readonly event: KeyboardEvent }[] = [];

  keep(event: KeyboardEvent): void {
    if (event.target !== null) this.#held.push({ target: event.target, event });
  }

  forget(): void {
    this.#held = [];
  }

  /** Presses the held keys again, in order. */
  replay(): void {
    for (const { target, event } of this.#held.splice(0)) {
      const { key, code, location, shiftKey } = event;
      const again = new KeyboardEvent('keydown', {
        key,
        code,
        location,
        shiftKey,
        bubbles: true,
        cancelable: true,
        composed: true,
      });
      this.#replayed.add(again);
      target.dispatchEvent(again);
    }
  }

  isReplayed(event: KeyboardEvent): boolean {
    return this.#replayed.has(event);
  }
}
