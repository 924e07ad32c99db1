import { z } from 'zod';
import { AppError, appError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../log.ts';

/** A child process as the supervisor needs it; Electron's utilityProcess in the app, a plain fork in tests. */
export interface Child {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  onOutput(listener: (line: string) => void): void;
  kill(): void;
}

/** Starts the central program with an environment. */
export type Spawner = (environment: Readonly<Record<string, string>>) => Child;

const ChildMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), port: z.number().int().positive() }),
  z.object({ type: z.literal('failed'), error: AppError }),
]);

export interface SupervisorOptions {
  readonly spawn: Spawner;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: Log;
  readonly readyLimitMs?: number;
  readonly stopLimitMs?: number;
  readonly restartDelayMs?: number;
}

/**
 * Runs `central` as a program of its own beside the app: told everything by environment, says ready with its port, is
 * started again when it dies, stopped with the app. The rest of main cannot tell it from a remote one.
 */
export class EmbeddedCentral {
  private child: Child | null = null;
  private stopping = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private port = 0;

  constructor(private readonly options: SupervisorOptions) {}

  /** Resolves when it is ready, or failed for good: `database-unwritable`, `central-timeout`. */
  start(): Promise<Result<string, AppError>> {
    return new Promise((resolve) => {
      const child = this.options.spawn({ ...this.options.environment, CENTRAL_PORT: String(this.port) });
      this.child = child;
      // The first start makes the database: seconds on a fast disk, a minute on an old one.
      const limitMs = this.options.readyLimitMs ?? 120_000;
      let settled = false;
      const settle = (result: Result<string, AppError>): void => {
        if (settled) return;
        settled = true;
        clearTimeout(limit);
        resolve(result);
      };
      const limit = setTimeout(() => {
        child.kill();
        settle(err(appError('central-timeout', { address: 'embedded' }, `not ready within ${limitMs} ms`)));
      }, limitMs);
      child.onOutput((line) => this.options.log.info(line));
      child.onMessage((raw) => {
        const message = ChildMessage.safeParse(raw);
        if (!message.success) return;
        if (message.data.type === 'failed') {
          settle(err(message.data.error));
          return;
        }
        // Kept for a restart, so that nobody has to learn a new address.
        this.port = message.data.port;
        settle(ok(`http://127.0.0.1:${this.port}`));
      });
      child.onExit((code) => {
        this.child = null;
        settle(
          err(appError('central-unreachable', { address: 'embedded' }, `central ended with ${String(code)}`)),
        );
        this.restartLater(code);
      });
    });
  }

  /** Asks it to end, and ends it if it does not. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const child = this.child;
    if (!child) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(() => child.kill(), this.options.stopLimitMs ?? 8_000);
      child.onExit(() => {
        clearTimeout(limit);
        resolve();
      });
      child.postMessage({ type: 'stop' });
    });
  }

  private restartLater(code: number | null): void {
    // Without a port it has never been ready: starting it again would fail the same way.
    if (this.stopping || this.port === 0) return;
    this.options.log.warn('central ended; starting it again', { code });
    this.timer = setTimeout(() => void this.start(), this.options.restartDelayMs ?? 1_000);
  }
}
