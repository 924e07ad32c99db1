import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { defaultMaxBytes } from './framing.ts';
import type { ScannerListeners, ScannerSource, ScannerState } from './port.ts';
import { stateTeller } from './state-teller.ts';

/**
 * A simulated scanner, as it lies on the desk of the lab (design D10). Like a real one it has one cable: one source can
 * hold it, the next waits until it is free. Scans arrive a moment after the trigger, in order.
 */
export class LabScanner {
  readonly name: string;
  readonly #waiting: LabSource[] = [];
  #holder: LabSource | null = null;
  #isPlugged = true;

  constructor(name: string) {
    this.name = name;
  }

  /**
   * Pulls the trigger on a code with this content. Fails with `scanner-unreachable` when nobody listens: the scanner is
   * unplugged, or no station uses it.
   */
  scan(content: string | Uint8Array): Result<null, AppError> {
    const holder = this.#holder;
    if (holder === null) return err(this.#away());
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
    queueMicrotask(() => {
      if (this.#holder === holder) holder.receive(bytes);
    });
    return ok(null);
  }

  /** Pulls the cable. */
  unplug(): void {
    this.#isPlugged = false;
    const holder = this.#holder;
    this.#holder = null;
    if (holder !== null) this.#waiting.unshift(holder);
    for (const source of this.#waiting) source.lose(this.#away());
  }

  /** Puts the cable back. */
  plug(): void {
    this.#isPlugged = true;
    this.#offer();
  }

  /** For {@link LabSource}: asks for the cable. */
  attach(source: LabSource): void {
    this.#waiting.push(source);
    if (!this.#isPlugged) source.lose(this.#away());
    else if (this.#holder !== null) source.lose(appError('scanner-busy-elsewhere', this.#detail()));
    else this.#offer();
  }

  /** For {@link LabSource}: gives the cable back. */
  detach(source: LabSource): void {
    const at = this.#waiting.indexOf(source);
    if (at >= 0) this.#waiting.splice(at, 1);
    if (this.#holder !== source) return;
    this.#holder = null;
    this.#offer();
  }

  #offer(): void {
    if (!this.#isPlugged || this.#holder !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#holder = next;
    next.gain();
    for (const source of this.#waiting) source.lose(appError('scanner-busy-elsewhere', this.#detail()));
  }

  #away(): AppError {
    return appError('scanner-unreachable', this.#detail());
  }

  #detail(): Record<string, string> {
    return { address: `lab:${this.name}` };
  }
}

/** The program's end of a simulated scanner's cable. */
export class LabSource implements ScannerSource {
  readonly address: string;
  readonly #scanner: LabScanner;
  #listeners: ScannerListeners | null = null;
  #tell: (state: ScannerState, problem: AppError | null) => void = () => undefined;

  constructor(scanner: LabScanner) {
    this.#scanner = scanner;
    this.address = `lab:${scanner.name}`;
  }

  start(listeners: ScannerListeners): void {
    this.#listeners = listeners;
    this.#tell = stateTeller(listeners);
    this.#tell('connecting', null);
    queueMicrotask(() => {
      if (this.#listeners === listeners) this.#scanner.attach(this);
    });
  }

  stop(): Promise<void> {
    const listeners = this.#listeners;
    this.#listeners = null;
    if (listeners !== null) {
      this.#scanner.detach(this);
      this.#tell('off', null);
    }
    return Promise.resolve();
  }

  /** For {@link LabScanner}: the cable is ours. */
  gain(): void {
    this.#tell('connected', null);
  }

  /** For {@link LabScanner}: the cable is gone, or somebody else's. */
  lose(problem: AppError): void {
    this.#tell('away', problem);
  }

  /** For {@link LabScanner}: what the trigger read. The limit of a real scanner's stream holds here too. */
  receive(bytes: Uint8Array): void {
    if (bytes.length > defaultMaxBytes) this.#listeners?.onGarbage(bytes.length, 'too-long');
    else this.#listeners?.onScan({ bytes });
  }
}

/** The simulated scanners of this app, by the name behind `lab:`. A scanner exists from the first time it is asked for. */
export class LabScanners {
  readonly #scanners = new Map<string, LabScanner>();

  /** The scanner of this name. */
  scanner(name: string): LabScanner {
    const known = this.#scanners.get(name);
    if (known !== undefined) return known;
    const scanner = new LabScanner(name);
    this.#scanners.set(name, scanner);
    return scanner;
  }

  /** Whether a scanner of this name was ever plugged in. */
  has(name: string): boolean {
    return this.#scanners.has(name);
  }

  /** The names of all, in alphabetical order. */
  names(): readonly string[] {
    return [...this.#scanners.keys()].sort();
  }
}
