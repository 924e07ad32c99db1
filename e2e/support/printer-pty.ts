import { join } from 'node:path';
import { PrinterTerminal } from '../../src/main/devices/printer/adapters/lab-printer-rig.test-support.ts';
import { LabPrinter } from '../../src/main/devices/printer/lab/lab-printer.ts';
import { findProfile } from '../../src/main/devices/printer/profile.ts';
import type { LabFault } from '../../src/shared/contract/lab.ts';

/** A receipt printer on a real pseudo-terminal: the app opens it as it would open a COM port. */
export class SerialPrinter {
  private constructor(
    private readonly printer: LabPrinter,
    private readonly terminal: PrinterTerminal,
  ) {}

  static async plugIn(folder: string, profileId: string): Promise<SerialPrinter> {
    const profile = findProfile(profileId);
    if (!profile) throw new Error(`no profile ${profileId}`);
    const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
    const printer = new LabPrinter({ name: 'serial', profile, clock });
    return new SerialPrinter(printer, await PrinterTerminal.create(join(folder, 'printer'), printer));
  }

  get address(): string {
    return `serial:${this.terminal.path}`;
  }

  /** How many slips came out, cut or hanging. */
  get count(): number {
    return this.printer.papers.length;
  }

  setFault(fault: LabFault, on: boolean): void {
    this.printer.setFault(fault, on);
  }

  unplug(): Promise<void> {
    return this.terminal.close();
  }
}
