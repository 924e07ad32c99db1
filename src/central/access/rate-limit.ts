/** How much somebody may ask: `burst` at once, and `perSecond` in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  left: number;
  at: number;
}

/**
 * Limits how often each of many may ask: a bucket of tokens for each, filled steadily. Holds at most `most` buckets; beyond
 * that the one that was asked for longest ago is forgotten, so memory is bounded whoever asks.
 */
export class RateLimit {
  /** In the order of last use. */
  readonly #buckets = new Map<string, Bucket>();

  /** @param now monotonic time in milliseconds */
  constructor(
    private readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
    private readonly most = 10_000,
  ) {}

  /** Takes one. @returns 0, or the seconds until there is one again */
  take(who: string): number {
    const { burst, perSecond } = this.rate;
    const now = this.now();
    const known = this.#buckets.get(who);
    const left =
      known === undefined ? burst : Math.min(burst, known.left + ((now - known.at) / 1000) * perSecond);
    this.#buckets.delete(who);
    if (this.#buckets.size >= this.most) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    const isAllowed = left >= 1;
    this.#buckets.set(who, { left: isAllowed ? left - 1 : left, at: now });
    return isAllowed ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond));
  }

  /** How many it remembers. */
  get size(): number {
    return this.#buckets.size;
  }
}

/** The limits of a central. */
export interface Limits {
  /** Log-ins, codes and refreshes, per address: a counter's whole hall may stand behind one. */
  readonly logInPerAddress: Rate;
  /** Everything, per station: far more than people and screens at one make. */
  readonly requestsPerStation: Rate;
}

export const usualLimits: Limits = {
  logInPerAddress: { burst: 60, perSecond: 1 },
  requestsPerStation: { burst: 120, perSecond: 20 },
};
