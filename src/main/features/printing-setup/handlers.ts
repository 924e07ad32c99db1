import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { CallContext, Handlers } from '../../host/handlers.ts';
import type { PrinterSetup } from './service.ts';

type SetupHandlers = Pick<Handlers, Extract<keyof Handlers, `printerSetup.${string}`>>;

/** Calls about a printer that is being set up. The settings window alone may: a kiosk's visitor must not look for printers. */
export function printerSetupHandlers(setup: PrinterSetup): SetupHandlers {
  const isAllowed = ({ window }: CallContext): boolean => window === 'settings';
  const refused = () => err(appError('permission-denied'));
  return {
    'printerSetup.search': ({ where }, context) => {
      if (!isAllowed(context)) return Promise.resolve(refused());
      setup.search(where);
      return Promise.resolve(ok(null));
    },
    'printerSetup.stopSearch': (_, context) => {
      if (!isAllowed(context)) return Promise.resolve(refused());
      setup.stopSearch();
      return Promise.resolve(ok(null));
    },
    'printerSetup.models': () => Promise.resolve(ok(setup.models())),
    'printerSetup.probe': async ({ address }, context) =>
      isAllowed(context) ? setup.probe(address) : refused(),
    'printerSetup.print': async (request, context) => (isAllowed(context) ? setup.print(request) : refused()),
    'printerSetup.stopPrint': (_, context) => {
      if (!isAllowed(context)) return Promise.resolve(refused());
      setup.stopPrint();
      return Promise.resolve(ok(null));
    },
    'printerSetup.leave': async (_, context) => {
      if (!isAllowed(context)) return refused();
      await setup.leave();
      return ok(null);
    },
  };
}
