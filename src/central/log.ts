/** Where log lines go. Fields are for figures, codes and ids: never names, numbers of cards, bodies or addresses. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A log of one JSON object per line, to be kept by whoever started the program. */
export function lineLog(write: (line: string) => void, now: () => Date): Log {
  const put = (level: string, message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
    write(JSON.stringify({ at: now().toISOString(), level, message, ...fields }));
  return {
    info: (message, fields) => put('info', message, fields),
    warn: (message, fields) => put('warn', message, fields),
    error: (message, fields) => put('error', message, fields),
  };
}
