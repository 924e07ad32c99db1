import type { Site, StationRole } from '../../../shared/api/site.ts';
import {
  contract,
  type Bridge,
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type EventPayload,
} from '../../../shared/contract/index.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { Notice, StationView } from '../../../shared/contract/station.ts';
import type { CentralState, QueueView } from '../../../shared/contract/tickets.ts';
import type { Scan, ScanMeaning } from '../../../shared/domain/scan-meaning.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { FakeAppointments } from './appointments.ts';
import { FakeAccess } from './access.ts';
import { FakeLog } from './log.ts';
import { FakeEnrolment } from './enrolment.ts';
import { FakeDossiers } from './dossiers.ts';
import { FakePrinterSetup } from './printer-setup.ts';
import { FakePrinting } from './printing.ts';
import { FakeQueue } from './queue.ts';
import { FakeServiceGroups } from './service-groups.ts';
import { fakeHandlers, type FakeWindow } from './handlers.ts';

export type FakeHandlers = {
  readonly [Name in CallName]: (input: CallInput<Name>) => Result<CallOutput<Name>, AppError>;
};

export interface FakeSiteOptions {
  /** Time of the fake site, in milliseconds. */
  readonly now?: () => number;
  /** How long a printer works; 0 (the default) ends jobs in microtasks. */
  readonly printMs?: number;
  /** Draws the picture of a slip: PNG, base64. */
  readonly paint?: (job: PrintJob) => string;
  readonly language?: 'vi' | 'en';
  readonly notices?: readonly Notice[];
}

const roles: readonly StationRole[] = ['counter', 'kiosk', 'display', 'supervisor', 'rating'];

/**
 * A whole site in memory, with the semantics of the real one: tickets, dossiers, printers with faults, scanners. Each
 * window of it is a `Bridge`, so the screens cannot tell it from main. For tests and for a look at the screens.
 */
export class FakeSite {
  readonly now: () => number;
  readonly queue: FakeQueue;
  readonly dossiers: FakeDossiers;
  readonly printing: FakePrinting;
  readonly printerSetup: FakePrinterSetup;
  readonly language: 'vi' | 'en';
  readonly notices: Notice[];
  readonly site: Site;
  readonly stations: StationView[];
  config: StationConfig;
  /** Every call that came, in order: a test asks here how many commands a double click sent. */
  readonly requests: { readonly name: string; readonly input: unknown }[] = [];
  readonly access = new FakeAccess(() => this.now());
  readonly enrolment: FakeEnrolment;
  readonly appointments = new FakeAppointments(
    () => this.queue,
    () => this.now(),
  );
  readonly serviceGroups: FakeServiceGroups;
  readonly log = new FakeLog(() => this.instant());
  /** Files that people saved, newest last. With `isFileChosen` off they close the dialog instead. */
  readonly saved: { readonly name: string; readonly text: string }[] = [];
  isFileChosen = true;
  problem: AppError | null = null;
  restarts = 0;
  opened: unknown[] = [];
  #central: CentralState;
  readonly #listeners = new Set<{
    readonly name: string;
    readonly station: string | null;
    readonly listener: (payload: unknown) => void;
  }>();
  readonly #held = new Map<string, (() => void)[]>();
  readonly #failures = new Map<string, AppError[]>();

  constructor(options: FakeSiteOptions = {}) {
    this.now = options.now ?? (() => Date.now());
    this.language = options.language ?? 'vi';
    this.notices = [...(options.notices ?? [])];
    this.queue = new FakeQueue(this.now);
    this.serviceGroups = new FakeServiceGroups(
      this.queue,
      () => this.appointments,
      () => this.instant(),
    );
    this.dossiers = new FakeDossiers(this.now);
    this.printing = new FakePrinting({
      printers: [
        { id: 'ticket', name: 'Máy in phiếu số' },
        { id: 'receipt', name: 'Máy in giấy tiếp nhận' },
        { id: 'label', name: 'Máy in nhãn' },
      ],
      now: () => this.instant(),
      changed: (job) => this.emit('printing.jobChanged', job),
      printersChanged: () => {
        this.emit('printing.printersChanged', this.printing.printers());
        this.emit('lab.changed', this.labView());
      },
      delayMs: options.printMs ?? 0,
      paint: options.paint,
    });
    this.printerSetup = new FakePrinterSetup(
      () => this.config,
      (search) => this.emit('printerSetup.searchChanged', search),
    );
    this.site = {
      id: 'mau',
      name: 'Trung tâm Phục vụ hành chính công phường Mẫu',
      shortName: 'TTPVHCC phường Mẫu',
      parent: 'UBND phường Mẫu',
      place: 'Phường Mẫu',
      address: 'Số 1 đường Mẫu',
      phone: '0272 000 0000',
      website: 'https://mau.example.vn',
      unitCode: 'H39.30',
      lookupUrl: 'https://mau.example.vn/tra-cuu?ma={code}',
      openings: [
        { from: '07:30', to: '11:30' },
        { from: '13:30', to: '17:00' },
      ],
    };
    this.stations = roles.flatMap((role): StationView[] =>
      role === 'counter'
        ? [1, 2, 3].map((number) => ({
            id: `quay-${number}`,
            role,
            name: `Quầy ${number}`,
            counterId: `quay-${number}`,
          }))
        : [
            {
              id: role,
              role,
              name: {
                kiosk: 'Máy lấy số sảnh chính',
                display: 'Bảng gọi số sảnh chính',
                supervisor: 'Điều hành',
                rating: 'Đánh giá quầy 1',
              }[role],
              counterId: role === 'rating' ? 'quay-1' : null,
            },
          ],
    );
    this.config = {
      version: 2,
      language: this.language,
      siteId: 'mau',
      central: { mode: 'embedded' },
      training: true,
      printers: this.printing
        .printers()
        .map(({ id, name, address, profile }) => ({ id, name, address, profile })),
      scanners: [{ id: 'may-quet-1', name: 'Máy quét quầy 1', address: 'lab:quay-1' }],
      stations: this.stations.map((station) => ({
        id: station.id,
        role: station.role,
        name: station.name,
        ...(station.counterId === null ? {} : { counterId: station.counterId }),
        printers: station.role === 'kiosk' ? { ticket: 'ticket' } : { receipt: 'receipt', label: 'label' },
        scanners: station.id === 'quay-1' ? ['may-quet-1'] : [],
        fullScreen: station.role === 'kiosk',
        open: false,
      })),
    };
    this.enrolment = new FakeEnrolment(this.stations, () => this.now());
    this.#central = { state: 'connected', since: this.instant(), pendingCommands: 0 };
  }

  /** The bridge of one window. */
  window(self: FakeWindow): Bridge {
    const handlers = fakeHandlers(this, self);
    const answer = (name: CallName, input: unknown): Result<unknown, AppError> => {
      const parsed = contract.calls[name].input.safeParse(input);
      if (!parsed.success)
        return err(appError('bad-request', { call: name }, parsed.error.issues[0]?.message ?? ''));
      // Each handler gets what its own schema has parsed; the compiler cannot join the two by the name alone.
      const handler = handlers[name] as (input: unknown) => Result<unknown, AppError>;
      return handler(parsed.data);
    };
    return {
      call: async (name, input) => {
        this.requests.push({ name, input });
        const held = this.#held.get(name);
        if (held !== undefined) await new Promise<void>((resolve) => held.push(resolve));
        else await Promise.resolve();
        const failure = this.#failures.get(name)?.shift();
        if (failure !== undefined) return err(failure);
        if (!(name in contract.calls)) return err(appError('bad-request', { call: name }));
        return structuredClone(answer(name as CallName, input));
      },
      on: (name, listener) => {
        const entry = { name, station: self.station, listener };
        this.#listeners.add(entry);
        return () => this.#listeners.delete(entry);
      },
    };
  }

  /** Sends an event to the windows, or to those of one station. */
  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>, station?: string): void {
    for (const entry of [...this.#listeners])
      if (entry.name === name && (station === undefined || entry.station === station))
        entry.listener(structuredClone(payload));
  }

  /** Tells every window the queue as it is now; the fake's commands do it by themselves. */
  changed(): void {
    this.emit('queue.changed', this.view());
  }

  /** Cuts the site off from central, or joins it again. */
  setCentral(state: CentralState['state'], pendingCommands = 0): void {
    this.#central = { state, since: this.instant(), pendingCommands };
    this.changed();
  }

  get central(): CentralState {
    return this.#central;
  }

  /** A scan as main would resolve it, for the windows of a station. */
  scan(station: string, result: ScanMeaning, typed: Scan['typed'] = null): void {
    this.emit(
      'scanning.scanned',
      {
        id: crypto.randomUUID(),
        at: this.instant(),
        scannerId: 'may-quet-1',
        symbology: 'qr',
        typed,
        result,
      },
      station,
    );
  }

  /** Calls of this name wait from now on; the function returned lets those that wait go on and ends the holding. */
  hold(name: CallName): () => void {
    const waiting: (() => void)[] = [];
    this.#held.set(name, waiting);
    return () => {
      this.#held.delete(name);
      for (const resume of waiting) resume();
    };
  }

  /** The next call of this name fails with this error. */
  failNext(name: CallName, error: AppError): void {
    this.#failures.set(name, [...(this.#failures.get(name) ?? []), error]);
  }

  countOf(name: CallName): number {
    return this.requests.filter((request) => request.name === name).length;
  }

  view(): QueueView {
    return {
      central: this.#central,
      snapshot: this.queue.snapshot(this.dossiers.all.length),
      clockOffsetMs: this.now() - Date.now(),
    };
  }

  labView(): CallOutput<'lab.view'> {
    return { printers: this.printing.labPrinters(), scanners: ['quay-1'] };
  }

  instant(): string {
    return new Date(this.now()).toISOString();
  }

  /** Every command needs central: what it answers while central is away. */
  throughCentral<T>(work: () => Result<T, AppError>): Result<T, AppError> {
    if (this.#central.state !== 'connected') return err(appError('central-unreachable'));
    const result = work();
    if (result.ok) this.changed();
    return result;
  }

  /** A station that is not set up the way a call needs it. */
  needsCounter<T>(
    counterId: string | null,
    work: (counterId: string) => Result<T, AppError>,
  ): Result<T, AppError> {
    return counterId === null
      ? err(appError('permission-denied'))
      : this.throughCentral(() => work(counterId));
  }

  none(): Result<null, AppError> {
    return ok(null);
  }
}
