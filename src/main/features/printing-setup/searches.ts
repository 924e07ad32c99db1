import type { FoundPrinterView, PrinterSearch } from '../../../shared/contract/printer-setup.ts';
import { causeOf, type AppError } from '../../../shared/errors.ts';
import { isSameDevice, type ParsedAddress } from '../../../shared/domain/device-address.ts';
import { addressesOf, mergeFound, type MergedPrinter } from '../../devices/printer/discovery/merge-found.ts';
import type { FoundPrinter, PrinterFinder } from '../../devices/printer/discovery/port.ts';
import { suggestProfile } from '../../devices/printer/suggest-profile.ts';
import type { Log } from '../../log.ts';

export type SearchPlace = 'local' | 'network';

export interface SearchesOptions {
  /** Who looks where. */
  readonly finders: Readonly<Record<SearchPlace, readonly PrinterFinder[]>>;
  /** The networks that `network` would look through now. */
  readonly networks: () => readonly string[];
  /** The name of the configured device at one of these addresses. */
  readonly configuredAs: (addresses: readonly ParsedAddress[]) => string | null;
  readonly onChanged: (search: PrinterSearch) => void;
  readonly log: Log;
}

interface Place {
  state: PrinterSearch['local'];
  stop: AbortController;
  found: FoundPrinter[];
  problems: PrinterSearch['problems'];
}

/** The searches of one set-up: both places can be looked through at the same time, and each one anew. */
export class Searches {
  readonly #options: SearchesOptions;
  #places: Record<SearchPlace, Place> = { local: emptyPlace(), network: emptyPlace() };
  #networks: readonly string[] = [];
  #asked = 0;
  #total = 0;
  #isTelling = false;

  constructor(options: SearchesOptions) {
    this.#options = options;
  }

  view(): PrinterSearch {
    const { local, network } = this.#places;
    return {
      local: local.state,
      network: network.state,
      networks: [...this.#networks],
      asked: this.#asked,
      total: this.#total,
      found: mergeFound([...local.found, ...network.found]).map((printer) => this.#viewOf(printer)),
      problems: [...local.problems, ...network.problems],
    };
  }

  /** What was found of the device at an address, each way by which it was found. */
  foundAt(address: ParsedAddress): FoundPrinter[] {
    const all = [...this.#places.local.found, ...this.#places.network.found];
    return all.filter((printer) => addressesOf(printer).some((one) => isSameDevice(one, address)));
  }

  /** Begins to look in a place; what an earlier look found there is forgotten. */
  begin(where: SearchPlace): void {
    this.#places[where].stop.abort();
    const place: Place = { ...emptyPlace(), state: 'running' };
    this.#places[where] = place;
    if (where === 'network') {
      this.#networks = this.#options.networks();
      this.#asked = this.#total = 0;
    }
    void this.#run(where, place);
    this.#tell();
  }

  /** Ends what still looks. What was found stays. */
  stop(): void {
    for (const place of Object.values(this.#places)) {
      place.stop.abort();
      if (place.state === 'running') place.state = 'stopped';
    }
    this.#tell();
  }

  /** Ends and forgets everything, and tells nobody any more. */
  forget(): void {
    for (const place of Object.values(this.#places)) place.stop.abort();
    this.#places = { local: emptyPlace(), network: emptyPlace() };
    this.#networks = [];
    this.#asked = this.#total = 0;
  }

  async #run(where: SearchPlace, place: Place): Promise<void> {
    await Promise.all(this.#options.finders[where].map((finder) => this.#look(finder, place)));
    if (place.state === 'running') place.state = 'done';
    this.#tell();
  }

  async #look(finder: PrinterFinder, place: Place): Promise<void> {
    const { signal } = place.stop;
    const fail = (error: AppError): void => void place.problems.push({ way: finder.way, error });
    try {
      const result = await finder.find(
        {
          found: (printer) => {
            if (signal.aborted) return;
            place.found.push(printer);
            this.#tell();
          },
          progress: (asked, total) => {
            if (signal.aborted) return;
            [this.#asked, this.#total] = [asked, total];
            this.#tell();
          },
        },
        signal,
      );
      if (!result.ok && !signal.aborted) fail(result.error);
    } catch (thrown) {
      this.#options.log.error('a printer finder broke', { way: finder.way, cause: causeOf(thrown) });
      fail({ code: 'internal', cause: causeOf(thrown) });
    }
  }

  #viewOf(printer: MergedPrinter): FoundPrinterView {
    const all = [printer, ...printer.also];
    return {
      way: printer.way,
      address: printer.address,
      name: printer.name,
      model: printer.model,
      profile: suggestProfile(all.flatMap(({ model, name }) => [model, name]))?.id ?? null,
      also: printer.also.map(({ address }) => address),
      configuredAs: this.#options.configuredAs(all.flatMap(addressesOf)),
      problem: printer.problem,
    };
  }

  /** One event for all news of a moment: a network has hundreds of places. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    setImmediate(() => {
      this.#isTelling = false;
      this.#options.onChanged(this.view());
    });
  }
}

function emptyPlace(): Place {
  return { state: 'idle', stop: new AbortController(), found: [], problems: [] };
}
