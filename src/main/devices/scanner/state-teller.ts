import type { AppError } from '../../../shared/errors.ts';
import type { ScannerListeners, ScannerState } from './port.ts';

/** Tells a state only when it or its problem changed: an absent device is looked for every second. */
export function stateTeller(
  listeners: ScannerListeners,
): (state: ScannerState, problem: AppError | null) => void {
  let told = '';
  return (state, problem) => {
    const now = `${state} ${problem?.code ?? ''}`;
    if (now === told) return;
    told = now;
    listeners.onState(state, problem);
  };
}
