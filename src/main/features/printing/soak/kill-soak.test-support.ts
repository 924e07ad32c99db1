import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PrintJob } from '../../../../shared/contract/printing.ts';
import { systemClock } from '../../../clock.ts';
import { LabPrinter } from '../../../devices/printer/lab/lab-printer.ts';
import { serveLabPrinter, type ServedLabPrinter } from '../../../devices/printer/lab/serve-lab-printer.ts';
import { findProfile } from '../../../devices/printer/profile.ts';
import { Gate } from './gate.test-support.ts';
import { wholeSlipsOn } from './numbered-slips.test-support.ts';
import type { StationReport, StationRequest, StationSettings } from './station-messages.test-support.ts';

export interface KillSoakOptions {
  /** The built station program. */
  readonly program: string;
  /** An empty folder for the store. */
  readonly folder: string;
  /** How often the station is killed. */
  readonly runs: number;
  /** The same seed plans the same kills; where they fall depends on the machine. */
  readonly seed: number;
  readonly onRun?: (run: number, report: KillSoakReport) => void;
}

export interface KillSoakReport {
  kills: number;
  /** Slips that the station took: each must be on paper once. */
  slips: number;
  /** Kills by what the slips under way were at that moment. */
  killedWhile: { starting: number; idle: number; prepared: number; sending: number };
  /** What the person at the tray said about unknown slips. */
  settled: { printed: number; notPrinted: number };
  confirmed: number;
  /** Said to be printed and not whole on paper; in the end, any that is not. */
  lost: number[];
  doubled: number[];
}

type Plan =
  | { readonly type: 'time'; readonly ms: number }
  | { readonly type: 'report'; readonly count: number }
  /** `isLineCut`: what the system still held is lost too, as in a power cut. */
  | { readonly type: 'byte'; readonly at: number; readonly isLineCut: boolean };

/** Different proofs of the end: GS ( H on one, GS r and the status on the other, which has no cutter either. */
const models = ['generic-80', 'generic-58'];
const underWayAtOnce = 3;
const mostRows = 900;
/** A slip that becomes unknown in the last life is settled in one more; a station that needs many more is broken. */
const lastLives = 5;

interface LabStand {
  readonly id: string;
  readonly lab: LabPrinter;
  readonly served: ServedLabPrinter;
  readonly gate: Gate;
  /** Every piece of paper that ever came out, by the printer's number for it. */
  readonly papers: Map<number, readonly number[]>;
}

/**
 * Kills a station again and again while it prints, starts it again on the same store, and keeps the books: every slip that
 * it took must be on paper exactly once. A simulated person, who sees only the paper, says of unknown slips whether they
 * came out, and has the missing ones printed.
 */
export async function killSoak(options: KillSoakOptions): Promise<KillSoakReport> {
  const stands = await Promise.all(models.map(standOf));
  try {
    return await new KillSoak(options, stands).run();
  } finally {
    for (const { gate, served } of stands) {
      await gate.close();
      await served.close();
    }
  }
}

async function standOf(profileId: string): Promise<LabStand> {
  const profile = findProfile(profileId);
  if (!profile) throw new Error(`no profile ${profileId}`);
  const lab = new LabPrinter({ name: profileId, profile, clock: systemClock });
  const served = await serveLabPrinter(lab);
  return { id: profileId, lab, served, gate: await Gate.before(served.port), papers: new Map() };
}

class KillSoak {
  readonly #options: KillSoakOptions;
  readonly #stands: readonly LabStand[];
  readonly #settings: StationSettings;
  readonly #random: () => number;
  readonly #report: KillSoakReport;
  /** Slips that a person asked for, by number, and their length. */
  readonly #wanted = new Map<number, number>();
  readonly #taken = new Set<number>();
  readonly #jobs = new Map<string, PrintJob>();
  /** In the life at hand. */
  readonly #settledNow = new Set<string>();
  #isReady = false;

  constructor(options: KillSoakOptions, stands: readonly LabStand[]) {
    this.#options = options;
    this.#stands = stands;
    this.#random = randomFrom(options.seed);
    this.#settings = {
      storePath: join(options.folder, 'station.db'),
      storeKey: randomBytes(32).toString('hex'),
      printers: stands.map(({ id, gate }) => ({ id, name: id, address: gate.address, profile: id })),
    };
    this.#report = {
      kills: 0,
      slips: 0,
      killedWhile: { starting: 0, idle: 0, prepared: 0, sending: 0 },
      settled: { printed: 0, notPrinted: 0 },
      confirmed: 0,
      lost: [],
      doubled: [],
    };
  }

  async run(): Promise<KillSoakReport> {
    for (let run = 1; run <= this.#options.runs; run += 1) {
      await this.#life(this.#plan());
      this.#count();
      this.#options.onRun?.(run, this.#report);
    }
    // The last lives are not cut short: all that is open comes to its end.
    for (let life = 0; life === 0 || (this.#underWay() > 0 && life < lastLives); life += 1)
      await this.#life(null);
    this.#count();
    const printed = this.#wholeSlips();
    this.#report.lost = [...this.#taken].filter((slip) => !printed.has(slip));
    this.#report.confirmed = [...this.#jobs.values()].filter((job) => job.confirmed).length;
    return this.#report;
  }

  #plan(): Plan {
    const upTo = (most: number): number => Math.floor(this.#random() * most);
    const kind = upTo(4);
    if (kind === 0) return { type: 'time', ms: upTo(600) };
    if (kind === 1) return { type: 'report', count: upTo(12) };
    return { type: 'byte', at: upTo(4 * mostRows * 72), isLineCut: kind === 2 };
  }

  /** One life of the station: from its start to the kill, or, without a plan, until nothing is open. */
  async #life(plan: Plan | null): Promise<void> {
    const child = fork(this.#options.program, [JSON.stringify(this.#settings)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#isReady = false;
    this.#settledNow.clear();
    let hasDied = false;
    const kill = (): void => {
      if (hasDied) return;
      hasDied = true;
      this.#noteKill();
      child.kill('SIGKILL');
    };
    const send = (request: StationRequest): void => {
      if (!hasDied && child.connected) child.send(request);
    };
    const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    const timer = plan?.type === 'time' ? setTimeout(kill, plan.ms) : null;
    this.#armGates(plan, kill);
    let reports = 0;
    child.on('message', (report: StationReport) => {
      if (hasDied) return;
      this.#hear(report, send, plan !== null);
      reports += 1;
      if (plan?.type === 'report' && reports > plan.count) kill();
    });
    const [code, signal] = await exited;
    if (timer) clearTimeout(timer);
    for (const { gate } of this.#stands) await gate.quiet();
    if (plan && signal !== 'SIGKILL') throw new Error(`the station ended by itself: ${code ?? signal}`);
    this.#look();
  }

  #armGates(plan: Plan | null, kill: () => void): void {
    let left = plan?.type === 'byte' ? plan.at : Infinity;
    for (const { gate } of this.#stands) {
      gate.toll = (bytes) => {
        const pass = Math.min(bytes, left);
        left -= pass;
        if (left > 0) return bytes;
        kill();
        return plan?.type === 'byte' && plan.isLineCut ? pass : bytes;
      };
    }
  }

  #hear(report: StationReport, send: (request: StationRequest) => void, goesOn: boolean): void {
    if (report.type === 'job') this.#note(report.job);
    if (report.type === 'submitted') this.#taken.add(report.slip);
    if (report.type === 'ready') {
      for (const job of report.jobs) this.#note(job);
      this.#settle(report.jobs, send);
      for (const [slip, rows] of this.#wanted) if (!this.#taken.has(slip)) this.#submit(slip, rows, send);
      this.#isReady = true;
    }
    if (!this.#isReady) return;
    if (report.type === 'job' && report.job.state === 'notPrinted')
      send({ type: 'retry', jobId: report.job.id });
    if (goesOn) while (this.#underWay() < underWayAtOnce) this.#submitNew(send);
    else if (this.#underWay() === this.#leftUnknown()) send({ type: 'stop' });
  }

  #note(job: PrintJob): void {
    this.#jobs.set(job.id, job);
    this.#taken.add(slipOf(job));
  }

  /**
   * What a person does after a restart, when no byte is under way any more: looks at the paper, and at nothing else, says
   * what came out, and has the rest printed.
   */
  #settle(jobs: readonly PrintJob[], send: (request: StationRequest) => void): void {
    const whole = this.#wholeSlips();
    for (const job of jobs) {
      if (job.state === 'notPrinted') send({ type: 'retry', jobId: job.id });
      if (job.state !== 'unknown') continue;
      const printed = whole.has(slipOf(job));
      this.#report.settled[printed ? 'printed' : 'notPrinted'] += 1;
      this.#settledNow.add(job.id);
      send({ type: 'settle', jobId: job.id, printed });
    }
  }

  /** Unknown since this start: for a person after the next one. */
  #leftUnknown(): number {
    return [...this.#jobs.values()].filter(
      ({ id, state }) => state === 'unknown' && !this.#settledNow.has(id),
    ).length;
  }

  #submitNew(send: (request: StationRequest) => void): void {
    const slip = this.#wanted.size + 1;
    const rows = 20 + Math.floor(this.#random() * mostRows);
    this.#wanted.set(slip, rows);
    this.#submit(slip, rows, send);
  }

  #submit(slip: number, rows: number, send: (request: StationRequest) => void): void {
    const printerId = models[slip % models.length] ?? '';
    send({ type: 'submit', slip, rows, printerId });
  }

  /** Slips that were asked for and whose end is not known yet. */
  #underWay(): number {
    const ended = [...this.#jobs.values()].filter(({ state }) => state === 'printed').length;
    return this.#wanted.size - ended;
  }

  #noteKill(): void {
    const states = [...this.#jobs.values()].map(({ state }) => state);
    const { killedWhile } = this.#report;
    this.#report.kills += 1;
    if (!this.#isReady) killedWhile.starting += 1;
    else if (states.includes('sending')) killedWhile.sending += 1;
    else if (states.includes('prepared')) killedWhile.prepared += 1;
    else killedWhile.idle += 1;
  }

  /** Looks into the trays. */
  #look(): void {
    for (const { lab, papers } of this.#stands)
      for (const paper of lab.papers) papers.set(paper.id, wholeSlipsOn(paper.raster));
  }

  /** How often each slip stands whole on paper. */
  #wholeSlips(): Map<number, number> {
    const slips = new Map<number, number>();
    for (const { papers } of this.#stands)
      for (const whole of papers.values())
        for (const slip of whole) slips.set(slip, (slips.get(slip) ?? 0) + 1);
    return slips;
  }

  #count(): void {
    const whole = this.#wholeSlips();
    this.#report.slips = this.#taken.size;
    this.#report.doubled = [...whole].filter(([, copies]) => copies > 1).map(([slip]) => slip);
    this.#report.lost = [...this.#jobs.values()]
      .filter((job) => job.state === 'printed' && !whole.has(slipOf(job)))
      .map(slipOf);
  }
}

function slipOf(job: PrintJob): number {
  return Number(job.reference.replace('slip:', ''));
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
