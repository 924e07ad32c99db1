import { createCanvas, loadImage } from '@napi-rs/canvas';
import { LabPrinter } from '../../src/main/devices/printer/lab/lab-printer.ts';
import {
  serveLabPrinter,
  type ServedLabPrinter,
} from '../../src/main/devices/printer/lab/serve-lab-printer.ts';
import { toPng } from '../../src/main/devices/printer/paper-reading/read-paper.ts';
import {
  ocr,
  scanCodes,
  type ScannedCode,
} from '../../src/main/devices/printer/paper-reading/reading-programs.ts';
import { findProfile } from '../../src/main/devices/printer/profile.ts';
import type { LabFault } from '../../src/shared/contract/lab.ts';
import { waitFor } from './wait.ts';

/** A slip as a person with eyes and a scanner gets it. */
export interface ReadPaper {
  readonly png: Uint8Array;
  /**
   * What stands on it, white space folded: read from near, from two and from three steps away. Tesseract expects letters of
   * one size; a slip has them from small to giant.
   */
  readonly text: string;
  readonly codes: readonly ScannedCode[];
}

/** A receipt printer on a real TCP port; its paper is decoded from the bytes that came over the socket. */
export class TcpPrinter {
  private taken = 0;

  private constructor(
    private readonly printer: LabPrinter,
    private readonly served: ServedLabPrinter,
  ) {}

  static async plugIn(name: string, profileId = 'generic-80'): Promise<TcpPrinter> {
    const profile = findProfile(profileId);
    if (!profile) throw new Error(`no profile ${profileId}`);
    const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
    const printer = new LabPrinter({ name, profile, clock });
    return new TcpPrinter(printer, await serveLabPrinter(printer));
  }

  get address(): string {
    return this.served.address;
  }

  /** How many slips came out. */
  get count(): number {
    return this.printer.papers.filter((paper) => paper.cut).length;
  }

  async setFault(fault: LabFault, on: boolean): Promise<void> {
    this.printer.setFault(fault, on);
    await this.served.settled();
  }

  /** Waits for the next slip that nobody has taken yet, and reads it. */
  async takePaper(): Promise<ReadPaper> {
    const paper = await waitFor(`paper from ${this.printer.name}`, () => {
      const cut = this.printer.papers.filter((one) => one.cut).reverse();
      return Promise.resolve(cut[this.taken]);
    });
    this.taken += 1;
    const png = toPng(paper.raster);
    return readSlip(png);
  }

  unplug(): Promise<void> {
    return this.served.close();
  }
}

/** Reads a slip from its picture: letters by Tesseract, codes by ZBar. */
export async function readSlip(png: Uint8Array): Promise<ReadPaper> {
  const pictures = [png, await reduced(png, 2), await reduced(png, 3)];
  const texts = await Promise.all(pictures.map((picture) => ocr(picture, 4)));
  return { png, text: texts.join('\n').replace(/\s+/g, ' '), codes: await scanCodes(png) };
}

async function reduced(png: Uint8Array, steps: number): Promise<Uint8Array> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(Math.round(image.width / steps), Math.round(image.height / steps));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toBuffer('image/png');
}
