/** Patience with a printer, in milliseconds. */
export interface PrinterLimits {
  readonly connectMs: number;
  /** One answer to a question in real time. */
  readonly answerMs: number;
  /** The line must be that quiet before a doubtful answer is asked again. */
  readonly quietMs: number;
  /** No byte taken for so long: the printer has stopped reading. */
  readonly stallMs: number;
  /** The end of the paper must be told within this, unless the printer says meanwhile that it is well. */
  readonly fenceMs: number;
  /** … and then within this: 72 kB at 9600 baud take 75 s. */
  readonly fenceMaxMs: number;
  /** Between two looks at the status while waiting for the end. */
  readonly watchMs: number;
  /** The rest of a job at which the printer stopped (no paper, cover open) waits so long to be taken. */
  readonly restMs: number;
  /** A printer that answered no question is asked again after this. */
  readonly askAgainMs: number;
}

export const defaultPrinterLimits: PrinterLimits = {
  connectMs: 4000,
  answerMs: 1500,
  quietMs: 100,
  stallMs: 15_000,
  fenceMs: 15_000,
  fenceMaxMs: 100_000,
  watchMs: 1000,
  restMs: 600_000,
  askAgainMs: 600_000,
};
