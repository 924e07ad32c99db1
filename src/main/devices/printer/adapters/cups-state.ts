import type { PrinterStatus } from '../../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../../shared/errors.ts';
import type { WayReport } from '../port.ts';
import { unknownStatus } from '../status.ts';
import type { IppAnswer } from './ipp.ts';

const stopped = 5;

/**
 * What a queue of CUPS tells, from `printer-state`, `printer-state-reasons` (RFC 8011, 5.4.12, with the suffixes -report,
 * -warning, -error) and `printer-is-accepting-jobs`. A raw queue that is well says nothing of the printer: it stays unknown.
 */
export function readQueueState({ attributes }: Pick<IppAnswer, 'attributes'>): WayReport {
  const reasons = (attributes.get('printer-state-reasons') ?? []).map((reason) =>
    String(reason).replace(/-(report|warning|error)$/, ''),
  );
  const has = (...names: readonly string[]): boolean => names.some((name) => reasons.includes(name));
  const isOffline = has('offline', 'connecting-to-device', 'timed-out', 'shutdown');
  const status: PrinterStatus = {
    ...unknownStatus,
    online: isOffline ? 'no' : 'unknown',
    paper: has('media-empty', 'media-needed') ? 'out' : has('media-low') ? 'nearEnd' : 'unknown',
    cover: has('cover-open', 'door-open', 'interlock-open') ? 'open' : 'unknown',
    cutter: has('trimmer-failure', 'trimmer-jam', 'media-jam') ? 'error' : 'unknown',
  };
  const isPaused = attributes.get('printer-state')?.[0] === stopped || has('paused', 'moving-to-paused');
  const refuses = attributes.get('printer-is-accepting-jobs')?.[0] === '\0';
  const [note] = attributes.get('printer-state-message') ?? [];
  const problem = problemOf(status, isPaused || refuses, reasons);
  return { status, problem, ...(typeof note === 'string' && note !== '' ? { note } : {}) };
}

/** What the printer itself needs comes first: a queue often stops because of it. */
function problemOf(status: PrinterStatus, isPaused: boolean, reasons: readonly string[]): AppError | null {
  if (status.cover === 'open') return appError('printer-cover-open');
  if (status.paper === 'out') return appError('printer-paper-out');
  if (status.cutter === 'error') return appError('printer-cutter-error');
  const cause = `printer-state-reasons: ${reasons.join(', ')}`;
  if (isPaused) return appError('printer-queue-paused', {}, cause);
  return status.online === 'no' ? appError('printer-offline', {}, cause) : null;
}
