/**
 * How the device commands end. 1 is left to crashes and to commander.
 *
 * - `done`: all that was asked
 * - `wrongUse`: an option or address that makes no sense
 * - `unreachable`: the device cannot be opened
 * - `notDone`: the device was there, but the work did not succeed
 */
export const exitStatus = { done: 0, wrongUse: 2, unreachable: 3, notDone: 4 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

const cliLanguages = ['vi', 'en'] as const;
export type CliLanguage = (typeof cliLanguages)[number];

/** The terminal around a device command, as an argument, so that a test can be the terminal. */
export interface DeviceIo {
  /** One line of the result, for standard output. */
  out(line: string): void;
  /** One line for the person who looks on, for standard error. */
  err(line: string): void;
  /** What comes in, as it comes; ends with standard input. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Aborted by Ctrl+C or when the program is asked to end. */
  readonly interrupted: AbortSignal;
  /**
   * Ends the program with this status, once what was written is out; called once, at the end of a command. Standard input
   * may still be open then, and must not keep the program alive.
   */
  end(status: ExitStatus): void;
}

/** Whether a text names a language of the command line. */
export function isCliLanguage(text: string): text is CliLanguage {
  return (cliLanguages as readonly string[]).includes(text);
}
