import { createHmac, randomBytes } from 'node:crypto';

/** How long one trigger pull may read the same code again. */
const repeatMs = 1000;

/**
 * Drops the second reading of one trigger pull: the same content on the same scanner within a second of the reading that
 * counted. It remembers a keyed digest, not the content, which may be a citizen's card.
 */
export class Repeats {
  readonly #key = randomBytes(32);
  #last: { readonly digest: string; readonly at: number } | null = null;

  /** Whether this content, read at `now` (monotonic milliseconds), is a repeat; if not, it is the one that counts. */
  isRepeat(content: Uint8Array, now: number): boolean {
    const digest = createHmac('sha256', this.#key).update(content).digest('base64');
    if (this.#last?.digest === digest && now - this.#last.at < repeatMs) return true;
    this.#last = { digest, at: now };
    return false;
  }
}
