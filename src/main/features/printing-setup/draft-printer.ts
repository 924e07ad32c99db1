import type { CallInput } from '../../../shared/contract/index.ts';
import type { SetupPrint } from '../../../shared/contract/printer-setup.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { LayoutEngine } from '../../devices/printer/layout-engine.ts';
import type { PrinterAdapter } from '../../devices/printer/port.ts';
import { PrinterDevice } from '../../devices/printer/printer-device.ts';
import type { PrinterLimits } from '../../devices/printer/printer-limits.ts';
import { configuredProfile, type PrinterProfile } from '../../devices/printer/profile.ts';
import { unknownStatus } from '../../devices/printer/status.ts';
import { rulerSlip, sampleSlip, type SetupSlip } from './setup-slip.ts';

export type SetupPrintRequest = CallInput<'printerSetup.print'>;

export interface DraftPrinterOptions {
  readonly layout: LayoutEngine;
  readonly clock: Clock;
  readonly limits: PrinterLimits;
}

interface Draft {
  readonly address: string;
  readonly profile: PrinterProfile;
  readonly device: PrinterDevice;
}

/**
 * The printer that is being set up: prints on it, and says truthfully how that ended. It is no citizen's slip, so there is no
 * journal; but a print is never repeated, and nothing of it is left when the set-up is over.
 */
export class DraftPrinter {
  readonly #options: DraftPrinterOptions;
  readonly #prints = new Map<string, Promise<Result<SetupPrint, AppError>>>();
  #draft: Draft | null = null;
  /** Addresses at which a print broke off: the printer there may wait for the rest of a command. */
  readonly #brokenOff = new Set<string>();
  /** Addresses at which a printer was heard: its silence means something from then on, whatever its model says. */
  readonly #heard = new Set<string>();

  constructor(options: DraftPrinterOptions) {
    this.#options = options;
  }

  /** Prints once per key. Errors: `not-found` (no such model), those of drawing. */
  print(
    request: SetupPrintRequest,
    adapter: PrinterAdapter,
    signal: AbortSignal,
  ): Promise<Result<SetupPrint, AppError>> {
    const known = this.#prints.get(request.key);
    if (known) return known;
    const print = this.#print(request, adapter, signal);
    this.#prints.set(request.key, print);
    return print;
  }

  /** The printer at this address answered a question about its state. */
  noteHeard(address: string): void {
    this.#heard.add(address);
  }

  /** Lets the printer go. Resolves when no connection is left. */
  async close(): Promise<void> {
    const draft = this.#draft;
    this.#draft = null;
    await draft?.device.close();
  }

  async #print(
    request: SetupPrintRequest,
    adapter: PrinterAdapter,
    signal: AbortSignal,
  ): Promise<Result<SetupPrint, AppError>> {
    const model = configuredProfile(request);
    if (!model) return err(appError('not-found', { what: request.profile }));
    const made = await this.#slip(request, model);
    if (!made.ok) return made;
    const { slip, profile } = made.value;
    const device = await this.#device(request.address, this.#asHeard(request.address, profile), adapter);
    const stopped = (): AppError => appError('print-interrupted');
    if (signal.aborted) return ok(ended({ outcome: 'notPrinted', reason: stopped() }));
    const outcome = await device.print(slip, {
      beforeSending: () => Promise.resolve(ok(null)),
      signal,
      stopped,
    });
    if (outcome.outcome === 'unknown') this.#brokenOff.add(request.address);
    // A file has nothing to say; and after a stop nobody waits for an answer.
    if (adapter.scheme === 'file' || isStopped(signal)) return ok(ended(outcome));
    const { status, problem } = await device.check(signal);
    if (status.paper !== 'unknown' && adapter.ask === undefined) this.noteHeard(request.address);
    return ok({ ...ended(outcome), status, problem });
  }

  #asHeard(address: string, profile: PrinterProfile): PrinterProfile {
    const isHeard = this.#heard.has(address) && profile.status.dleEot === 'probe';
    return isHeard ? { ...profile, status: { ...profile.status, dleEot: 'yes' } } : profile;
  }

  #slip(request: SetupPrintRequest, model: PrinterProfile): Promise<Result<SetupSlip, AppError>> {
    const { layout } = this.#options;
    return request.paper.type === 'rulers'
      ? rulerSlip(layout, model, request.paper.widths)
      : sampleSlip(layout, model);
  }

  /** The same device while address and model stay: it remembers what the printer answers and how its last print ended. */
  async #device(address: string, profile: PrinterProfile, adapter: PrinterAdapter): Promise<PrinterDevice> {
    const draft = this.#draft;
    if (draft?.address === address && JSON.stringify(draft.profile) === JSON.stringify(profile))
      return draft.device;
    await this.close();
    const { clock, limits } = this.#options;
    const device = new PrinterDevice({ address, profile, adapter, clock, limits });
    if (this.#brokenOff.has(address)) device.expectBrokenCommand();
    this.#draft = { address, profile, device };
    return device;
  }
}

type Outcome = Awaited<ReturnType<PrinterDevice['print']>>;

function ended(outcome: Outcome): SetupPrint {
  return {
    state: outcome.outcome,
    confirmed: outcome.outcome === 'printed' && outcome.confirmed,
    reason: outcome.outcome === 'printed' ? null : outcome.reason,
    status: unknownStatus,
    problem: null,
  };
}

/** Asked anew: it changes while something is awaited. */
function isStopped(signal: AbortSignal): boolean {
  return signal.aborted;
}
