import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { OpenedStore } from '../store/opened-store.ts';

/** Something an administrator does with central's database by hand: `npm run central -- <name> [arguments]`. */
export interface Tool {
  /** One word, e.g. `move-data`. */
  readonly name: string;
  /** What it does, in one line of `--help`. */
  readonly summary: string;
  /** Its arguments and what they mean, as `<name> --help` prints them. */
  readonly usage: string;
  /** Does it. @returns the exit code: 0 done, 1 refused, 2 wrong usage. Prints no personal data. */
  run(call: ToolCall): Promise<number>;
}

/** What a tool is given. */
export interface ToolCall {
  /** What stands behind the tool's name. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  /** A line of the answer, to standard output. */
  print(line: string): void;
  /** A line about what is wrong, to standard error. */
  complain(line: string): void;
  /**
   * Opens the database that the settings name, brought up to date; the tool closes it. Throws `StartRefused` where it cannot
   * be had, which ends the program with its reason.
   */
  open(): Promise<OpenedStore>;
}
