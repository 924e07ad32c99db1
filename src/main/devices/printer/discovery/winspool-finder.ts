import type { AppError } from '../../../../shared/errors.ts';
import { appError, causeOf } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { loadWinspool, type WinspoolApi } from '../adapters/winspool-api.ts';
import { isStopped } from './is-stopped.ts';
import type { FindListeners, PrinterFinder } from './port.ts';

/** Ports of queues that make files, faxes and notes: no paper comes out of them. */
const paperless = /^(PORTPROMPT:|nul:?|SHRFAX:|FILE:|XPSPort:)|OneNote/i;

/**
 * Printers of the Windows spooler. Not yet run on Windows: proved against a fake of {@link WinspoolApi}. On other systems it
 * finds nothing.
 */
export class WinspoolFinder implements PrinterFinder {
  readonly way = 'queue';
  readonly #load: () => Promise<WinspoolApi>;
  readonly #isHere: boolean;

  constructor(load?: () => Promise<WinspoolApi>) {
    this.#load = load ?? loadWinspool;
    this.#isHere = load !== undefined || process.platform === 'win32';
  }

  async find(listeners: FindListeners, signal: AbortSignal): Promise<Result<null, AppError>> {
    if (!this.#isHere || signal.aborted) return ok(null);
    try {
      const api = await this.#load();
      for (const { name, port, driver } of await api.listPrinters()) {
        if (isStopped(signal)) break;
        if (paperless.test(port)) continue;
        listeners.found({
          way: 'queue',
          address: `winspool:${name}`,
          aliases: [],
          name: `${name} (${port})`,
          model: driver === '' ? null : driver,
          problem: null,
        });
      }
      return ok(null);
    } catch (thrown) {
      const cause = `the Windows spooler cannot be used: ${causeOf(thrown)} (not yet run on Windows)`;
      return err(appError('printer-unreachable', { address: 'winspool:' }, cause));
    }
  }
}
