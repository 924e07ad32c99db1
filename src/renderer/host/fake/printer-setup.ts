import type { CallInput } from '../../../shared/contract/index.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type {
  FoundPrinterView,
  PrinterModel,
  PrinterProbe,
  PrinterSearch,
  SetupPrint,
} from '../../../shared/contract/printer-setup.ts';
import type { PrinterStatus } from '../../../shared/contract/printing.ts';
import { isSameDevice, parseAddress } from '../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

type Place = 'local' | 'network';

const models: readonly PrinterModel[] = [
  {
    id: 'generic-80',
    name: 'Máy in nhiệt 80 mm (ESC/POS)',
    widthDots: 576,
    dpi: 203,
    cuts: true,
    labels: false,
  },
  {
    id: 'generic-58',
    name: 'Máy in nhiệt 58 mm (ESC/POS)',
    widthDots: 384,
    dpi: 203,
    cuts: false,
    labels: false,
  },
  { id: 'epson-tm-t82', name: 'Epson TM-T82 (80 mm)', widthDots: 576, dpi: 203, cuts: true, labels: false },
  { id: 'label-tspl', name: 'Máy in nhãn 80 mm (TSPL)', widthDots: 576, dpi: 203, cuts: false, labels: true },
];
const well: PrinterStatus = { online: 'yes', paper: 'ok', cover: 'closed', cutter: 'ok' };
const silent: PrinterStatus = { online: 'unknown', paper: 'unknown', cover: 'unknown', cutter: 'unknown' };

/** A printer that stands somewhere and is not configured. */
export interface FakeDraftPrinter {
  readonly place: Place;
  readonly found: Pick<FoundPrinterView, 'way' | 'address'> & Partial<FoundPrinterView>;
  /** What GS I says; null: it says nothing of its model. */
  readonly model?: string;
  /** How it answers; 'yes' when left out. */
  readonly answers?: PrinterProbe['answers'];
  /** Dots of its head: rulers wider than that are not whole. */
  readonly widthDots?: number;
}

/** Setting up a printer, in memory: the rules of main's set-up, with printers that a test puts somewhere. */
export class FakePrinterSetup {
  /** What is out there. A search finds it when the test lets it: see {@link discover}. */
  readonly printers: FakeDraftPrinter[] = [];
  /** What was printed, in order. */
  readonly prints: CallInput<'printerSetup.print'>[] = [];
  /** Why a printer cannot be opened, by its address. */
  readonly troubles = new Map<string, AppError>();
  /** How the next prints end; printed and confirmed when there is nothing. */
  readonly outcomes: Pick<SetupPrint, 'state' | 'reason'>[] = [];
  /** Ways that cannot be looked through. */
  problems: PrinterSearch['problems'] = [];
  /** False: a search that began runs until it is stopped or the test ends it with {@link finish}. */
  findsAtOnce = true;
  left = 0;
  readonly #config: () => StationConfig;
  readonly #changed: (search: PrinterSearch) => void;
  readonly #keys = new Map<string, Result<SetupPrint, AppError>>();
  #search: PrinterSearch = emptySearch();

  constructor(config: () => StationConfig, changed: (search: PrinterSearch) => void) {
    this.#config = config;
    this.#changed = changed;
  }

  models(): PrinterModel[] {
    return [...models];
  }

  search(where: Place): null {
    const others = this.#search.found.filter((one) => (one.way === 'network') !== (where === 'network'));
    this.#search = { ...this.#search, [where]: 'running', found: others, problems: [] };
    if (where === 'network')
      this.#search = { ...this.#search, networks: ['192.168.1.0/24'], asked: 0, total: 254 };
    if (this.findsAtOnce) queueMicrotask(() => this.finish(where));
    this.#tell({});
    return null;
  }

  /** One printer is found while the search goes on. */
  discover(printer: FakeDraftPrinter): void {
    if (this.#search[printer.place] !== 'running') return;
    const view: FoundPrinterView = {
      name: null,
      model: null,
      profile: null,
      also: [],
      problem: null,
      ...printer.found,
      configuredAs: this.#configuredAs(printer.found.address),
    };
    this.#tell({ found: [...this.#search.found, view] });
  }

  /** The search of a place comes to its end. */
  finish(where: Place): void {
    if (this.#search[where] !== 'running') return;
    for (const printer of this.printers) if (printer.place === where) this.discover(printer);
    const asked = where === 'network' ? { asked: this.#search.total } : {};
    this.#tell({ [where]: 'done', ...asked, problems: where === 'local' ? this.problems : [] });
  }

  stopSearch(): null {
    const stopped = (state: PrinterSearch['local']) => (state === 'running' ? 'stopped' : state);
    this.#tell({ local: stopped(this.#search.local), network: stopped(this.#search.network) });
    return null;
  }

  probe(address: string): Result<PrinterProbe, AppError> {
    const printer = this.#open(address);
    if (!printer.ok) return printer;
    const { answers = 'yes', model = null } = printer.value ?? {};
    const named = models.find(({ name }) => model !== null && name.includes(model));
    const speaks = answers === 'yes';
    return ok({
      status: speaks ? well : silent,
      problem: null,
      answers,
      confirms: speaks ? 'taken' : 'unknown',
      model: speaks ? model : null,
      profile: named?.id ?? 'generic-80',
      isGuess: named === undefined,
    });
  }

  print(request: CallInput<'printerSetup.print'>): Result<SetupPrint, AppError> {
    const known = this.#keys.get(request.key);
    if (known) return known;
    const result = this.#print(request);
    this.#keys.set(request.key, result);
    return result;
  }

  leave(): null {
    this.left += 1;
    this.#search = emptySearch();
    return null;
  }

  #print(request: CallInput<'printerSetup.print'>): Result<SetupPrint, AppError> {
    const printer = this.#open(request.address);
    const refused = { confirmed: false, status: silent, problem: null };
    if (!printer.ok) {
      if (printer.error.code === 'printer-already-configured') return printer;
      return ok({ ...refused, state: 'notPrinted', reason: printer.error });
    }
    const outcome = this.outcomes.shift();
    if (outcome?.state === 'notPrinted') return ok({ ...refused, ...outcome });
    this.prints.push(request);
    const speaks = (printer.value?.answers ?? 'yes') === 'yes';
    const end = outcome ?? { state: 'printed', reason: null };
    return ok({
      ...end,
      confirmed: end.state === 'printed' && speaks,
      status: speaks ? well : silent,
      problem: null,
    });
  }

  #open(address: string): Result<FakeDraftPrinter | undefined, AppError> {
    const configured = this.#configuredAs(address);
    if (configured !== null) return err(appError('printer-already-configured', { got: configured }));
    const trouble = this.troubles.get(address);
    if (trouble) return err(trouble);
    const printer = this.printers.find(({ found }) => found.address === address);
    return printer || address.startsWith('lab:') ? ok(printer) : err(appError('printer-unreachable'));
  }

  #configuredAs(address: string): string | null {
    const asked = parseAddress(address);
    const device = [...this.#config().printers, ...this.#config().scanners].find((configured) => {
      const known = parseAddress(configured.address);
      return asked.ok && known.ok && isSameDevice(asked.value, known.value);
    });
    return device?.name ?? null;
  }

  #tell(change: Partial<PrinterSearch>): void {
    this.#search = { ...this.#search, ...change };
    this.#changed(this.#search);
  }
}

function emptySearch(): PrinterSearch {
  return { local: 'idle', network: 'idle', networks: [], asked: 0, total: 0, found: [], problems: [] };
}
