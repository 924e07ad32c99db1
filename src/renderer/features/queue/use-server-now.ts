import { dayOfInstant } from '../../../shared/domain/centre-time.ts';
import { useTick } from '../../ui/use-tick.ts';
import { Queue } from './store.ts';

/** The server's time in milliseconds, ticking: waiting times are shown by it, not by the clock of this machine. */
export function useServerNow(everyMs = 1000): number {
  const offset = Queue.use((state) => state.view?.clockOffsetMs ?? 0);
  return useTick(everyMs) + offset;
}

/** The day at the centre, `yyyy-mm-dd`. */
export function useToday(): string {
  return dayOfInstant(new Date(useServerNow(30_000)).toISOString()) ?? '';
}
