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
import { readSlip } from '../../src/main/devices/printer/paper-reading/read-slip.ts';
import { findProfile } from '../../src/main/devices/printer/profile.ts';
import type { LabFault } from '../../src/shared/contract/lab.ts';
import { waitFor } from './wait.ts';

/** A slip as a person with eyes and a scanner gets it. */
export interface ReadPaper {
  readonly png: Uint8Array;
  /** What stands on it, read several ways (`readPicture`), white space folded. */
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
    return {
      png,
      text: `${await readSlip(paper.raster)} ${await readPicture(png)}`.replace(/\s+/g, ' '),
      codes: await scanCodes(png),
    };
  }

  unplug(): Promise<void> {
    return this.served.close();
  }
}

/**
 * The text of a slip's picture, read several ways: Tesseract expects letters of one size and loses now and then a whole block,
 * another one each time; what stands on the paper is in one of the readings.
 */
export async function readPicture(png: Uint8Array): Promise<string> {
  const half = await reduced(png, 2);
  const texts = await Promise.all([ocr(png, 4), ocr(png, 6), ocr(half, 4), ocr(await reduced(png, 3), 4)]);
  return texts.join(' ').replace(/\s+/g, ' ');
}

async function reduced(png: Uint8Array, steps: number): Promise<Uint8Array> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(Math.round(image.width / steps), Math.round(image.height / steps));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toBuffer('image/png');
}
