import { ordinaryRowsLeft, type LabFault } from '../../../../shared/contract/lab.ts';
import type { PrinterStatus } from '../../../../shared/contract/printing.ts';
import { assertNever } from '../../../../shared/assert-never.ts';
import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { Clock } from '../../../clock.ts';
import { PaperInterpreter } from '../paper-reading/interpreter.ts';
import { LabelInterpreter } from '../paper-reading/label-interpreter.ts';
import type { PaperEvent } from '../paper-reading/paper-event.ts';
import { PaperRoll } from '../paper-reading/paper-roll.ts';
import { LabelRealTimeCommands, RealTimeCommands } from '../paper-reading/real-time-commands.ts';
import { StarInterpreter } from '../paper-reading/star-interpreter.ts';
import type { PrinterConnection } from '../port.ts';
import type { PrinterProfile } from '../profile.ts';
import { rowsOf } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { LabLine } from './lab-line.ts';
import { automaticStatus, isHalted, labelStatusByte, statusByte } from './lab-status.ts';

/** A slip that came out. */
export interface LabPaper {
  readonly id: number;
  readonly at: Date;
  readonly raster: Raster;
  /** False: it hangs in the printer, or was torn off by hand. */
  readonly cut: boolean;
}

export interface LabPrinterOptions {
  readonly name: string;
  readonly profile: PrinterProfile;
  readonly clock: Clock;
  readonly pace?: LabPace;
}

/** How far the faults of time go. */
export interface LabPace {
  /** `answersLate`: an answer comes so many milliseconds after its question. */
  readonly lateMs: number;
  /** `slow`: a row of paper takes so many milliseconds. */
  readonly slowRowMs: number;
}

/** Later than a station waits for an answer; 12 mm of paper a second, a tenth of a good printer. */
const ordinaryPace: LabPace = { lateMs: 2500, slowRowMs: 10 };
const papersKept = 30;
/** The printer's own memory for what it has received and not executed. */
const receiveBytes = 32 * 1024;
/** How much is read, and how much executed, at a time. */
const stepBytes = 512;
/** With the fault `dropMidJob` the printer hangs up after so many bytes: past every question, before the end of any slip. */
const dropAfterBytes = 1024;

/** Part of the receive buffer: the bytes and the line that gets what they ask for. */
interface Received {
  readonly line: LabLine;
  readonly bytes: Uint8Array;
}

/**
 * A simulated receipt printer (D10): a second implementation with the behaviour of a real one. It reads bytes as an Epson
 * does, keeps its paper, answers DLE EOT 1–4, GS a, GS r and GS ( H, has a buffer of its own, stops while offline and goes on
 * when paper or cover are back: what was sent before is printed then, whoever sent it.
 */
export class LabPrinter {
  readonly name: string;
  readonly profile: PrinterProfile;
  readonly #clock: Clock;
  readonly #pace: LabPace;
  readonly #faults = new Set<LabFault>();
  readonly #lines = new Map<
    LabLine,
    { readonly realTime: RealTimeCommands | LabelRealTimeCommands; received: number; told: string | null }
  >();
  readonly #changeListeners = new Set<() => void>();
  #received: Received[] = [];
  /** Bytes that are just being looked through for what is obeyed at once. */
  #arriving = 0;
  #executing: LabLine | null = null;
  #interpreter: PaperInterpreter | LabelInterpreter | StarInterpreter;
  #waitingEvents: { readonly line: LabLine | null; readonly event: PaperEvent }[] = [];
  #roll: PaperRoll;
  #papers: LabPaper[] = [];
  #nextPaperId = 1;
  #rowsLeft = Infinity;
  /** Set while slow paper moves. */
  #moving: NodeJS.Timeout | null = null;

  constructor(options: LabPrinterOptions) {
    this.name = options.name;
    this.profile = options.profile;
    this.#clock = options.clock;
    this.#pace = options.pace ?? ordinaryPace;
    this.#roll = this.#newRoll();
    this.#interpreter = this.#newInterpreter();
  }

  get faults(): readonly LabFault[] {
    return [...this.#faults];
  }

  /** The slips in the tray, newest first; what hangs out of the printer uncut is one of them. */
  get papers(): readonly LabPaper[] {
    const hanging = this.#roll.hanging();
    if (hanging === null) return this.#papers;
    return [
      { id: this.#nextPaperId, at: this.#clock.now(), raster: hanging.raster, cut: false },
      ...this.#papers,
    ];
  }

  /** What the printer would say of itself. */
  status(): PrinterStatus {
    const has = (fault: LabFault): boolean => this.#faults.has(fault);
    return {
      online: has('unplugged') || this.#isHalted() ? 'no' : 'yes',
      paper: has('paperOut') ? 'out' : has('paperNearEnd') ? 'nearEnd' : 'ok',
      cover: has('coverOpen') ? 'open' : 'closed',
      cutter: has('cutterError') ? 'error' : 'ok',
    };
  }

  /** Rows until the roll ends; null when no end is in sight. */
  get rowsLeft(): number | null {
    return this.#rowsLeft === Infinity ? null : this.#rowsLeft;
  }

  /** `rows`: of `paperOutSoon`, after how many of them the roll ends; given anew, it counts from now. */
  setFault(fault: LabFault, on: boolean, rows = ordinaryRowsLeft): void {
    const isSame = on === this.#faults.has(fault);
    if (isSame && fault !== 'paperOutSoon') return;
    if (on) this.#faults.add(fault);
    else this.#faults.delete(fault);
    if (fault === 'paperOut' && !on) this.#rowsLeft = Infinity;
    if (fault === 'paperOutSoon') this.#rowsLeft = on ? rows : Infinity;
    if (fault === 'slow' && !on) this.#stopMoving();
    if (fault === 'unplugged' && on) this.#losePower();
    this.#pump();
    this.#tellChange();
  }

  /** The roll ends after so many rows, in the middle of a slip if need be: the fault `paperOut` comes by itself. */
  runOutAfter(rows: number): void {
    this.#rowsLeft = rows;
  }

  /** Tears off what hangs out and throws away what lies in the tray. */
  clearPaper(): void {
    this.#papers = [];
    this.#roll = this.#newRoll();
    this.#tellChange();
  }

  /** Told after every change of paper or faults. Returns its unsubscribe. */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Error: `printer-unreachable` while unplugged. */
  connect(): Result<PrinterConnection, AppError> {
    if (this.#faults.has('unplugged'))
      return err(appError('printer-unreachable', { address: `lab:${this.name}` }, 'unplugged'));
    const line = new LabLine({ pump: () => this.#pump(), gone: (gone) => this.#lineGone(gone) });
    const Commands = this.profile.dialect === 'tspl' ? LabelRealTimeCommands : RealTimeCommands;
    const realTime = new Commands((event) => this.#obeyAtOnce(line, event));
    this.#lines.set(line, { realTime, received: 0, told: null });
    return ok(line);
  }

  #newRoll(): PaperRoll {
    return new PaperRoll(this.profile.widthDots, this.profile.feedToCutterDots);
  }

  #newInterpreter(): PaperInterpreter | LabelInterpreter | StarInterpreter {
    const onEvent = (event: PaperEvent): void => {
      this.#waitingEvents.push({ line: this.#executing, event });
    };
    const { dialect, dpi, widthDots } = this.profile;
    switch (dialect) {
      case 'epson':
        return new PaperInterpreter(widthDots, onEvent);
      case 'star':
        return new StarInterpreter(widthDots, onEvent);
      case 'tspl':
        return new LabelInterpreter(widthDots, dpi, onEvent);
      default:
        return assertNever(dialect);
    }
  }

  #isHalted(): boolean {
    return isHalted(this.#faults);
  }

  /** Whether anything but the question ESC ! ? itself waits to be printed. */
  #hasWork(): boolean {
    const waits = this.#received.length > 0 || this.#waitingEvents.length > 0 || this.#arriving > 3;
    return this.#moving !== null || waits;
  }

  #pump(): void {
    if (this.#faults.has('neverReads') || this.#faults.has('unplugged')) return;
    let hasMoved = true;
    while (hasMoved) {
      // Executing first makes room for what waits in the lines.
      this.#execute();
      hasMoved = false;
      for (const line of [...this.#lines.keys()]) hasMoved = this.#receive(line) || hasMoved;
    }
  }

  /** Reads one step off a line into the printer's memory, if there is room. */
  #receive(line: LabLine): boolean {
    const state = this.#lines.get(line);
    const held = this.#received.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (!state || held + stepBytes > receiveBytes) return false;
    const bytes = line.read(stepBytes);
    if (bytes.length === 0) return false;
    this.#arriving = bytes.length;
    state.realTime.push(bytes);
    this.#arriving = 0;
    state.received += bytes.length;
    this.#received.push({ line, bytes });
    if (this.#faults.has('dropMidJob') && state.received > dropAfterBytes) line.drop('the printer hung up');
    return true;
  }

  #execute(): void {
    for (;;) {
      if (this.#isHalted() || this.#moving) return;
      const waiting = this.#waitingEvents.shift();
      if (waiting) {
        this.#perform(waiting.line, waiting.event);
        continue;
      }
      const next = this.#received.shift();
      if (!next) return;
      // A command that broke off with its line waits for its rest: what comes over the next line is taken for it.
      this.#executing = next.line;
      this.#interpreter.push(next.bytes);
    }
  }

  #perform(line: LabLine | null, event: PaperEvent): void {
    switch (event.type) {
      case 'picture':
        this.#print(line, event);
        return;
      case 'feed':
      case 'cut': {
        const paper = this.#roll.accept(event);
        if (paper) this.#drop(paper.raster, true);
        if (event.type === 'feed') this.#move(event.dots);
        this.#tellChange();
        return;
      }
      case 'fenceWanted':
        this.#answer(line, Uint8Array.of(this.#faults.has('paperNearEnd') ? 0x0c : 0x00));
        return;
      case 'completionWanted':
        this.#answer(line, Uint8Array.of(0x37, 0x22, ...event.id, 0x00));
        return;
      case 'identityWanted':
        this.#identify(line, event.kind);
        return;
      case 'automaticStatus':
        this.#tellByItself(line, event.bits !== 0);
        return;
      case 'initialised':
        this.#tellByItself(line, false);
        return;
      default:
        // Obeyed when they came in (DLE …), or without effect on paper and answers.
        return;
    }
  }

  #print(line: LabLine | null, event: Extract<PaperEvent, { type: 'picture' }>): void {
    const { raster, left } = event;
    const rows = Math.min(raster.height, this.#rowsLeft);
    this.#roll.accept({ type: 'picture', raster: rowsOf(raster, 0, rows), left });
    this.#rowsLeft -= rows;
    if (rows < raster.height) {
      const rest = rowsOf(raster, rows, raster.height);
      this.#waitingEvents.unshift({ line, event: { type: 'picture', raster: rest, left } });
      this.#faults.add('paperOut');
      this.#faults.delete('paperOutSoon');
    }
    this.#move(rows);
    this.#tellChange();
  }

  /** GS I: a model that has a name tells it, header to NUL; one without is a clone that knows no such question. */
  #identify(line: LabLine | null, kind: number): void {
    const [model] = this.profile.models;
    if (kind === 67 && model !== undefined)
      this.#answer(line, Uint8Array.of(0x5f, ...new TextEncoder().encode(model), 0x00));
  }

  /** Puts a slip into the tray; the oldest falls out. */
  #drop(raster: Raster, cut: boolean): void {
    const paper = { id: this.#nextPaperId, at: this.#clock.now(), raster, cut };
    this.#nextPaperId += 1;
    this.#papers = [paper, ...this.#papers].slice(0, papersKept);
  }

  #obeyAtOnce(line: LabLine, event: PaperEvent): void {
    if (event.type !== 'statusWanted') return;
    // To Star's raster mode DLE EOT is nothing but bytes of a picture.
    if (this.profile.dialect === 'epson')
      this.#answer(line, Uint8Array.of(statusByte(event.kind, this.#faults)));
    if (this.profile.dialect === 'tspl')
      this.#answer(line, Uint8Array.of(labelStatusByte(this.#faults, this.#hasWork())));
  }

  #answer(line: LabLine | null, bytes: Uint8Array): void {
    if (this.#faults.has('silent') || !line) return;
    // Every bit turned, as a wrong baud rate may leave them: no byte of an answer stays one.
    const said = this.#faults.has('answersGarbage') ? bytes.map((byte) => byte ^ 0xff) : bytes;
    if (this.#faults.has('answersLate')) setTimeout(() => line.answer(said), this.#pace.lateMs);
    else line.answer(said);
  }

  /** With the fault `slow` nothing more is executed until these rows of paper have moved. */
  #move(rows: number): void {
    if (!this.#faults.has('slow') || rows === 0) return;
    this.#moving = setTimeout(() => {
      this.#moving = null;
      this.#pump();
    }, rows * this.#pace.slowRowMs);
  }

  #stopMoving(): void {
    if (this.#moving) clearTimeout(this.#moving);
    this.#moving = null;
  }

  /** GS a: the state goes to that line now and at every change. */
  #tellByItself(line: LabLine | null, isOn: boolean): void {
    const state = line && this.#lines.get(line);
    if (!state) return;
    state.told = isOn ? '' : null;
    this.#tellLines();
  }

  #tellLines(): void {
    const bytes = automaticStatus(this.#faults);
    for (const [line, state] of this.#lines) {
      if (state.told === null || state.told === bytes.join()) continue;
      state.told = bytes.join();
      this.#answer(line, bytes);
    }
  }

  #lineGone(line: LabLine): void {
    if (!this.#lines.delete(line)) return;
    if (this.profile.cutter !== 'none' || this.#isHalted() || this.#moving) return;
    // No cutter: a hand tears the slip off when the job is over.
    const torn = this.#roll.tearOff();
    if (torn) this.#drop(torn.raster, false);
    this.#tellChange();
  }

  #losePower(): void {
    this.#stopMoving();
    this.#received = [];
    this.#waitingEvents = [];
    this.#interpreter = this.#newInterpreter();
    for (const line of [...this.#lines.keys()]) line.drop('unplugged');
  }

  #tellChange(): void {
    this.#tellLines();
    for (const listener of this.#changeListeners) listener();
  }
}
