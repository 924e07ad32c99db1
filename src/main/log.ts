/** Where log lines go. Fields are for figures, codes and ids: never names, numbers of cards, or raw scans. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** The same log, its lines marked with a module's name. */
  child(name: string): Log;
}

/** Drops every line: for tests that do not look at the log. */
export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
