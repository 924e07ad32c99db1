import { afterEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../shared/errors.ts';
import type { GarbageKind, RawScan, ScannerListeners, ScannerSource, ScannerState } from './port.ts';

/** Writes down what a source tells, and lets a test wait for it. */
export class ScannerRecorder implements ScannerListeners {
  readonly scans: RawScan[] = [];
  readonly garbage: number[] = [];
  readonly reasons: GarbageKind[] = [];
  readonly states: { readonly state: ScannerState; readonly problem: AppError | null }[] = [];
  #waiters: (() => void)[] = [];

  onScan(scan: RawScan): void {
    this.scans.push(scan);
    this.#wake();
  }
  onGarbage(bytes: number, why: GarbageKind): void {
    this.garbage.push(bytes);
    this.reasons.push(why);
    this.#wake();
  }
  onState(state: ScannerState, problem: AppError | null): void {
    this.states.push({ state, problem });
    this.#wake();
  }

  get texts(): readonly string[] {
    return this.scans.map((scan) => new TextDecoder('utf-8', { fatal: true }).decode(scan.bytes));
  }
  get state(): ScannerState | undefined {
    return this.states.at(-1)?.state;
  }
  get problem(): string | undefined {
    return this.states.at(-1)?.problem?.code;
  }

  async until(isSo: (recorder: this) => boolean): Promise<void> {
    while (!isSo(this)) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }
  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }
}

/** One scanner with its device, for the contract. Each call of `newSource` is another program at the same device. */
export interface ScannerRig {
  newSource(): ScannerSource;
  /** The device reads a code; the source must be connected. */
  scan(content: Uint8Array): Promise<void>;
  dispose(): Promise<void>;
}

/** The rig of a device that can be unplugged and that only one program can hold. */
export interface CabledRig extends ScannerRig {
  unplug(): Promise<void>;
  plug(): Promise<void>;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const card = '080090000001||Nguyễn Văn A|01011990|Nam|Ấp 1, Xã B, Huyện C, Long An|01052021';

/** Begins sources of one rig and cleans up after each test. */
function bench<Rig extends ScannerRig>(makeRig: () => Promise<Rig>) {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function rig(): Promise<Rig> {
    const made = await makeRig();
    cleanups.push(() => made.dispose());
    return made;
  }
  function begin(made: Rig): { source: ScannerSource; recorder: ScannerRecorder } {
    const source = made.newSource();
    const recorder = new ScannerRecorder();
    cleanups.push(() => source.stop());
    source.start(recorder);
    return { source, recorder };
  }
  return { rig, begin };
}

/** The promises of {@link ScannerSource}, for every source there is. */
export function scannerContract(name: string, makeRig: () => Promise<ScannerRig>): void {
  describe(`scanner contract: ${name}`, () => {
    const { rig, begin } = bench(makeRig);

    it('connects and tells a scan whole, letter for letter', async () => {
      const made = await rig();
      const { recorder } = begin(made);
      await recorder.until((r) => r.state === 'connected');
      await made.scan(bytesOf(card));
      await recorder.until((r) => r.scans.length === 1);
      expect(recorder.texts).toEqual([card]);
    });

    it('tells a burst of 50 scans as 50, in order', async () => {
      const made = await rig();
      const { recorder } = begin(made);
      await recorder.until((r) => r.state === 'connected');
      const sent = Array.from({ length: 50 }, (_, index) => `QUẦY-${String(index)}`);
      for (const text of sent) await made.scan(bytesOf(text));
      await recorder.until((r) => r.scans.length >= 50);
      expect(recorder.texts).toEqual(sent);
    });

    it('tells nothing after stop, and stop may be called again and at any moment', async () => {
      const made = await rig();
      const { source, recorder } = begin(made);
      await recorder.until((r) => r.state === 'connected');
      await Promise.all([source.stop(), source.stop()]);
      await source.stop();
      expect(recorder.state).toBe('off');
      expect(recorder.scans).toEqual([]);

      const hasty = made.newSource();
      const other = new ScannerRecorder();
      hasty.start(other);
      await hasty.stop();
      expect(other.states.filter(({ state }) => state === 'away')).toEqual([]);
      expect(other.state).toBe('off');
      const before = other.states.length;

      const third = begin(made);
      await third.recorder.until((r) => r.state === 'connected');
      await made.scan(bytesOf('sau khi dừng'));
      await third.recorder.until((r) => r.scans.length === 1);
      expect(recorder.scans).toEqual([]);
      expect(other.states).toHaveLength(before);
    });
  });
}

/** What a device with a cable promises besides: the simulated scanner and every adapter alike. */
export function cabledScannerContract(name: string, makeRig: () => Promise<CabledRig>): void {
  scannerContract(name, makeRig);
  describe(`scanner contract, cable: ${name}`, () => {
    const { rig, begin } = bench(makeRig);

    it('finds its device again after an unplug, and says why it was away', async () => {
      const made = await rig();
      const { recorder } = begin(made);
      await recorder.until((r) => r.state === 'connected');
      await made.unplug();
      await recorder.until((r) => r.state === 'away');
      expect(recorder.problem).toBe('scanner-unreachable');
      await made.plug();
      await recorder.until((r) => r.state === 'connected');
      expect(recorder.problem).toBeUndefined();
      await made.scan(bytesOf('sau khi cắm lại'));
      await recorder.until((r) => r.scans.length === 1);
      expect(recorder.texts).toEqual(['sau khi cắm lại']);
    });

    it('says that another program holds the device, and takes it when it is free', async () => {
      const made = await rig();
      const first = begin(made);
      await first.recorder.until((r) => r.state === 'connected');
      const second = begin(made);
      await second.recorder.until((r) => r.state === 'away');
      expect(second.recorder.problem).toBe('scanner-busy-elsewhere');
      await first.source.stop();
      await second.recorder.until((r) => r.state === 'connected');
      await made.scan(bytesOf('của máy thứ hai'));
      await second.recorder.until((r) => r.scans.length === 1);
      expect(first.recorder.scans).toEqual([]);
    });

    it('throws away what is too long for a scan, says so, and reads the next one', async () => {
      const made = await rig();
      const { recorder } = begin(made);
      await recorder.until((r) => r.state === 'connected');
      await made.scan(new Uint8Array(20_000).fill(0x41));
      await recorder.until((r) => r.garbage.length === 1);
      expect(recorder.garbage).toEqual([20_000]);
      expect(recorder.reasons).toEqual(['too-long']);
      await made.scan(bytesOf('H39-TEST'));
      await recorder.until((r) => r.scans.length === 1);
      expect(recorder.texts).toEqual(['H39-TEST']);
    });

    it('keeps the bytes of a scan when they are no text: judging them is not its work', async () => {
      const made = await rig();
      const { recorder } = begin(made);
      await recorder.until((r) => r.state === 'connected');
      const latin = Uint8Array.of(0x4e, 0xe3, 0xff, 0x41);
      await made.scan(latin);
      await recorder.until((r) => r.scans.length === 1);
      expect([...(recorder.scans[0]?.bytes ?? [])]).toEqual([...latin]);
    });
  });
}
