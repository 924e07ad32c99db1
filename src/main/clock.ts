/** Time as an argument (design D12). `now` is an instant; `monotonicMs` only grows and measures durations. */
export interface Clock {
  now(): Date;
  monotonicMs(): number;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
