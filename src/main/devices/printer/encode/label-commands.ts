import type { PrinterProfile } from '../profile.ts';
import { rowsOf, stackRasters } from '../raster.ts';
import type { Raster, Slip } from '../slip.ts';

const millimetresPerInch = 25.4;

/**
 * A slip in TSPL, one piece a label: SIZE, GAP, CLS, BITMAP, PRINT. TSPL and not ZPL, because the label printers sold here
 * (TSC, Xprinter, Gprinter) speak it, and because its BITMAP takes the dots as they are where ZPL wants them in hexadecimal,
 * twice as long. What is cut is a label of its own; what is longer than a label of the roll goes on with the next one, so
 * that nothing is lost.
 */
export function labelCommands(slip: Slip, profile: PrinterProfile): Uint8Array[] {
  return labelsOf(slip)
    .flatMap((picture) => pagesOf(picture, profile))
    .map((page) => labelCommand(page, profile));
}

/** What stands between two cuts. */
function labelsOf(slip: Slip): Raster[] {
  const labels: Raster[] = [];
  let strips: Raster[] = [];
  const close = (): void => {
    const label = stackRasters(slip.widthDots, strips);
    if (label.height > 0) labels.push(label);
    strips = [];
  };
  for (const part of slip.parts) {
    if (part.type === 'raster') strips.push(part.raster);
    if (part.type === 'cut') close();
  }
  close();
  return labels;
}

/** Parts no higher than a label, parted at a blank row where there is one in the lower half. */
function pagesOf(picture: Raster, profile: PrinterProfile): Raster[] {
  if (profile.label === null) return [picture];
  const most = Math.floor((profile.label.heightMm * profile.dpi) / millimetresPerInch);
  const pages: Raster[] = [];
  let from = 0;
  while (picture.height - from > most) {
    let to = from + most;
    while (to > from + most / 2 && !isBlank(picture, to)) to -= 1;
    if (!isBlank(picture, to)) to = from + most;
    pages.push(rowsOf(picture, from, to));
    from = to;
  }
  return [...pages, rowsOf(picture, from, picture.height)];
}

function isBlank(picture: Raster, row: number): boolean {
  return picture.data
    .subarray(row * picture.rowBytes, (row + 1) * picture.rowBytes)
    .every((dots) => dots === 0);
}

function labelCommand(picture: Raster, profile: PrinterProfile): Uint8Array {
  // Rounded up: a label that is a hair too short loses its last row.
  const millimetres = (dots: number): string =>
    (Math.ceil((dots * millimetresPerInch * 10) / profile.dpi) / 10).toFixed(1);
  const height = profile.label?.heightMm.toFixed(1) ?? millimetres(picture.height);
  const head = [
    // Ends a command that an earlier job left broken off.
    '',
    `SIZE ${millimetres(profile.widthDots)} mm,${height} mm`,
    `GAP ${(profile.label?.gapMm ?? 0).toFixed(1)} mm,0 mm`,
    'DIRECTION 0',
    'REFERENCE 0,0',
    ...(profile.cutter === 'none' ? ['SET TEAR ON'] : ['SET CUTTER 1']),
    'CLS',
    `BITMAP 0,0,${picture.rowBytes},${picture.height},0,`,
  ].join('\r\n');
  return new Uint8Array(
    Buffer.concat([Buffer.from(head, 'latin1'), whiteAsOnes(picture), Buffer.from('\r\nPRINT 1,1\r\n')]),
  );
}

/**
 * In TSPL a 1 is white. ESC ! and a letter (1B 21 …) act at once wherever they stand, and one of them resets the printer:
 * there the last dot of the 1B, which has a black neighbour in the 21 (00100001), is made black too.
 */
function whiteAsOnes(picture: Raster): Uint8Array {
  const dots = picture.data.map((byte) => byte ^ 0xff);
  for (let at = dots.indexOf(0x1b); at !== -1; at = dots.indexOf(0x1b, at + 1)) {
    if (dots[at + 1] === 0x21) dots[at] = 0x1a;
  }
  return dots;
}
