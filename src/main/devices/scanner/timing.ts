/** Waiting as an argument, so that a test holds time in its hands. `after` returns what calls the waiting off. */
export interface Timing {
  /** Only grows; milliseconds. */
  monotonicMs(): number;
  after(milliseconds: number, callback: () => void): () => void;
}

/** The time of this machine. */
export const systemTiming: Timing = {
  monotonicMs: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
