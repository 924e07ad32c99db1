import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { ScannerState } from './port.ts';
import type { Timing } from './timing.ts';

/** A device that can be unplugged, as {@link keepDevice} handles it. `Open` is what an open one is known by. */
export interface KeptDevice<Open> {
  /** `onLost` may be told at any time until the device is closed, with the cause; the error says why it cannot be opened. */
  open(onLost: (cause: string) => void): Promise<Result<Open, AppError>>;
  /** Libraries do not always tell an unplug, so this is asked again and again. */
  isStillThere(open: Open): Promise<boolean>;
  /** Frees the device. Never fails: what cannot be closed is gone already. */
  close(open: Open): Promise<void>;
  /** The device is gone: half a scan from before must not run into one after. */
  forget(): void;
  /** The problem to tell when the device was lost. */
  unreachable(cause: string): AppError;
}

export interface KeepOptions {
  readonly tell: (state: ScannerState, problem: AppError | null) => void;
  readonly timing: Timing;
  /** Pause between two attempts to find the device; at most a second, so that it is back within three. */
  readonly retryMs: number;
  /** How often to look whether the device is still there. */
  readonly watchMs: number;
}

/** Opens a device, finds it again whenever it was away, and tells its state, until `stopped`; then it is free. */
export async function keepDevice<Open>(
  device: KeptDevice<Open>,
  options: KeepOptions,
  stopped: AbortSignal,
): Promise<void> {
  const { tell, timing, retryMs } = options;
  tell('connecting', null);
  while (!isOver(stopped)) {
    const problem = await serve(device, options, stopped);
    device.forget();
    if (isOver(stopped)) break;
    tell('away', problem);
    await pause(timing, retryMs, stopped);
  }
  tell('off', null);
}

/** Opens the device and holds it until it is lost or stopped; gives the reason. */
async function serve<Open>(
  device: KeptDevice<Open>,
  { tell, timing, watchMs }: KeepOptions,
  stopped: AbortSignal,
): Promise<AppError> {
  const ending = new AbortController();
  const stop = () => ending.abort();
  stopped.addEventListener('abort', stop);
  try {
    let problem = device.unreachable('the device was unplugged');
    const opened = await device.open((cause) => {
      problem = device.unreachable(cause);
      ending.abort();
    });
    if (!opened.ok) return opened.error;
    if (!isOver(stopped)) tell('connected', null);
    while (!isOver(ending.signal)) {
      await pause(timing, watchMs, ending.signal);
      if (isOver(ending.signal) || !(await device.isStillThere(opened.value))) break;
    }
    await device.close(opened.value);
    return problem;
  } finally {
    stopped.removeEventListener('abort', stop);
  }
}

function pause(timing: Timing, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      cancel();
      signal.removeEventListener('abort', over);
      resolve();
    };
    const cancel = timing.after(milliseconds, over);
    if (signal.aborted) over();
    else signal.addEventListener('abort', over);
  });
}

/** Asked anew each time: the answer changes while something is awaited, which the compiler does not know. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
