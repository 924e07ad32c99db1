import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import { PNG } from 'pngjs';
import { transform } from 'receiptline';
import { encodeSlip } from '../../src/main/devices/printer/encode/encode-slip.ts';
import { readPaper } from '../../src/main/devices/printer/paper-reading/read-paper.ts';
import type { PrinterProfile } from '../../src/main/devices/printer/profile.ts';
import { isBlack } from '../../src/main/devices/printer/raster.ts';
import type { Raster } from '../../src/main/devices/printer/slip.ts';

/** One way from a picture to printer bytes. */
interface Way {
  readonly name: string;
  readonly run: () => Uint8Array | Promise<Uint8Array>;
}

/** What one way took. */
export interface Timing {
  readonly name: string;
  /** Milliseconds, median. */
  readonly ms: number;
  /** Whether its bytes, read as a printer reads them, show the picture dot for dot; null for the limit, which makes no commands. */
  readonly isSame: boolean | null;
}

export const limitName = 'limit: grey pixels to bits, one plain loop';
export const oursFromGrey = 'ours: that loop, then commands';
export const theirs = 'node-thermal-printer printImageBuffer';

/** The grey pixels of a picture, 0 black, 255 white. */
function greyOf(raster: Raster): Uint8Array {
  const grey = new Uint8Array(raster.width * raster.height);
  for (let y = 0; y < raster.height; y += 1)
    for (let x = 0; x < raster.width; x += 1) grey[y * raster.width + x] = isBlack(raster, x, y) ? 0 : 255;
  return grey;
}

/** The least that anybody must do: look at each pixel once and set its bit. */
function packed(grey: Uint8Array, width: number, height: number): Raster {
  const data = new Uint8Array((width / 8) * height);
  let at = 0;
  for (let byte = 0; byte < data.length; byte += 1) {
    let bits = 0;
    for (let bit = 0x80; bit !== 0; bit >>= 1) if ((grey[at++] ?? 255) < 128) bits |= bit;
    data[byte] = bits;
  }
  return { width, height, rowBytes: width / 8, data };
}

/** Times every way on the same picture, in turn, so that a busy moment of the machine meets all of them. */
export async function timePicture(
  raster: Raster,
  profile: PrinterProfile,
  rounds: number,
): Promise<Timing[]> {
  const { width, height } = raster;
  const grey = greyOf(raster);
  const rgba = PNG.sync.read(pngOf(grey, width, height));
  const png = pngOf(grey, width, height);
  const base64 = png.toString('base64');
  const pixels = { width, height, data: new Uint8ClampedArray(rgba.data) };
  const commands = (picture: Raster): Uint8Array =>
    Buffer.concat(encodeSlip({ widthDots: width, parts: [{ type: 'raster', raster: picture }] }, profile));
  const ways: Way[] = [
    { name: limitName, run: () => packed(grey, width, height).data },
    { name: oursFromGrey, run: () => commands(packed(grey, width, height)) },
    { name: 'ours: from the 1-bit picture of the layout, as the product does', run: () => commands(raster) },
    {
      name: `${theirs}, PNG already unpacked`,
      run: () => {
        // Its own inner function, without the time that PNG takes it.
        const inner = thermalPrinter() as unknown as {
          readonly printer: { printImageBuffer(w: number, h: number, data: Uint8Array): Uint8Array };
        };
        return inner.printer.printImageBuffer(width, height, rgba.data);
      },
    },
    {
      name: theirs,
      run: async () => {
        const printer = thermalPrinter();
        await printer.printImageBuffer(png);
        return printer.getBuffer();
      },
    },
    {
      name: '@point-of-sale/receipt-printer-encoder image',
      run: () =>
        new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48, imageMode: 'raster' })
          .initialize()
          .image(pixels, width, height, 'threshold', 128)
          .encode(),
    },
    {
      name: 'receiptline transform',
      run: () =>
        Buffer.from(
          transform(`{image:${base64}}`, { command: 'escpos', cpl: 48, gradient: false, cutting: false }),
          'latin1',
        ),
    },
  ];
  const times = ways.map((): number[] => []);
  for (let round = 0; round < rounds + 3; round += 1) {
    for (const [index, way] of ways.entries()) {
      const began = performance.now();
      await way.run();
      if (round >= 3) times[index]?.push(performance.now() - began);
    }
  }
  return Promise.all(
    ways.map(async (way, index) => ({
      name: way.name,
      ms: median(times[index] ?? []),
      isSame: way.name === limitName ? null : shows(await way.run(), raster),
    })),
  );
}

export function median(values: readonly number[]): number {
  return [...values].sort((one, two) => one - two)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function thermalPrinter(): ThermalPrinter {
  return new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: '',
    characterSet: CharacterSet.PC437_USA,
  });
}

function pngOf(grey: Uint8Array, width: number, height: number): Buffer {
  const png = new PNG({ width, height });
  for (let pixel = 0; pixel < grey.length; pixel += 1)
    png.data.fill(grey[pixel] ?? 0, pixel * 4, pixel * 4 + 3);
  for (let alpha = 3; alpha < png.data.length; alpha += 4) png.data[alpha] = 255;
  return PNG.sync.write(png);
}

/** Blank rows above and below do not count: some feed a line. */
function shows(bytes: Uint8Array, raster: Raster): boolean {
  const inked = (picture: Raster | undefined): string =>
    picture === undefined
      ? ''
      : Buffer.from(picture.data)
          .toString('hex')
          .replace(/^(00)+|(00)+$/g, '');
  return inked(readPaper(bytes, raster.width).papers[0]) === inked(raster);
}
