import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Handlers } from '../../host/handlers.ts';
import type { ScannerFinder } from './scanner-finder.ts';
import type { ScanService } from './service.ts';

type ScanningHandlers = Pick<Handlers, Extract<keyof Handlers, `scanning.${string}`> | 'lab.scan'>;

/** Calls about scanners, their set-up, and the trigger of the simulated ones. */
export function scanningHandlers(service: ScanService, finder: ScannerFinder): ScanningHandlers {
  return {
    'scanning.scanners': () => Promise.resolve(ok(service.scanners())),
    'scanning.wedgeSettings': (_, context) => Promise.resolve(ok(service.wedgeSettings(context.stationId))),
    'scanning.wedge': ({ text, doubt }, context) =>
      Promise.resolve(service.typed(context.stationId, text, doubt)),
    'scanning.testCode': async () => {
      // Loaded when somebody sets a scanner up: the library draws every code there is.
      const { testCodePicture } = await import('./test-code-picture.ts');
      return ok(testCodePicture());
    },
    'scanning.find': async ({ on }, context) => {
      if (context.window !== 'settings') return err(appError('permission-denied'));
      await (on ? finder.begin() : finder.end());
      return ok(null);
    },
    'lab.scan': ({ scanner, text }) => Promise.resolve(service.pullLabTrigger(scanner, text)),
  };
}
