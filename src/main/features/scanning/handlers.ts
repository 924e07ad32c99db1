import { ok } from '../../../shared/result.ts';
import type { Handlers } from '../../host/handlers.ts';
import type { ScanService } from './service.ts';

type ScanningHandlers = Pick<
  Handlers,
  'scanning.scanners' | 'scanning.wedgeSettings' | 'scanning.wedge' | 'lab.scan'
>;

/** Calls about scanners, and the trigger of the simulated ones. */
export function scanningHandlers(service: ScanService): ScanningHandlers {
  return {
    'scanning.scanners': () => Promise.resolve(ok(service.scanners())),
    'scanning.wedgeSettings': (_, context) => Promise.resolve(ok(service.wedgeSettings(context.stationId))),
    'scanning.wedge': ({ text, suspect }, context) =>
      Promise.resolve(service.typed(context.stationId, text, suspect)),
    'lab.scan': ({ scanner, text }) => Promise.resolve(service.pullLabTrigger(scanner, text)),
  };
}
