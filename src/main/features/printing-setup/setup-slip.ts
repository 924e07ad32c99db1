import type { AppError } from '../../../shared/errors.ts';
import { PaperDocument, type PaperDocumentInput } from '../../../shared/paper/document.ts';
import { rulerChoicePaper, rulerStripPaper } from '../../../shared/paper/ruler-paper.ts';
import { samplePaper } from '../../../shared/paper/samples.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { LayoutEngine } from '../../devices/printer/layout-engine.ts';
import type { PrinterProfile } from '../../devices/printer/profile.ts';
import { blankRaster } from '../../devices/printer/raster.ts';
import type { Raster, Slip, SlipPart } from '../../devices/printer/slip.ts';

/** A slip with what it is to be printed as: rulers are wider than the model says on purpose. */
export interface SetupSlip {
  readonly slip: Slip;
  readonly profile: PrinterProfile;
}

/** A slip to look at: all of a ticket, or of a label where the printer prints nothing else. */
export async function sampleSlip(
  layout: LayoutEngine,
  profile: PrinterProfile,
): Promise<Result<SetupSlip, AppError>> {
  const sample = profile.dialect === 'tspl' ? 'label' : 'ticket';
  const slip = await draw(layout, samplePaper(sample), profile, profile.widthDots);
  return slip.ok ? ok({ slip: slip.value, profile }) : slip;
}

/** A ruler for each width, from the narrowest on, each at its own width, and what to do with them. */
export async function rulerSlip(
  layout: LayoutEngine,
  profile: PrinterProfile,
  widths: readonly number[],
): Promise<Result<SetupSlip, AppError>> {
  const sorted = [...new Set(widths)].sort((one, other) => one - other);
  const narrowest = sorted[0] ?? profile.widthDots;
  const widest = sorted.at(-1) ?? profile.widthDots;
  const papers = [
    ...sorted.map((width) => ({ paper: rulerStripPaper(width), width })),
    { paper: rulerChoicePaper(), width: narrowest },
  ];
  const parts: SlipPart[] = [];
  for (const { paper, width } of papers) {
    const slip = await draw(layout, paper, profile, width);
    if (!slip.ok) return slip;
    parts.push(...slip.value.parts);
  }
  // A label is one picture; everything else gets each ruler as wide as it is, for some printers spoil what is too wide.
  const fitting = profile.dialect === 'tspl' ? parts.map((part) => widened(part, widest)) : parts;
  return ok({ slip: { widthDots: widest, parts: fitting }, profile: { ...profile, widthDots: widest } });
}

function draw(
  layout: LayoutEngine,
  paper: PaperDocumentInput,
  { dpi }: PrinterProfile,
  widthDots: number,
): Promise<Result<Slip, AppError>> {
  return layout.layOut(PaperDocument.parse(paper), { widthDots, dpi });
}

function widened(part: SlipPart, width: number): SlipPart {
  return part.type === 'raster' ? { ...part, raster: widenedRaster(part.raster, width) } : part;
}

function widenedRaster(raster: Raster, width: number): Raster {
  const wide = blankRaster(width, raster.height);
  for (let row = 0; row < raster.height; row += 1)
    wide.data.set(
      raster.data.subarray(row * raster.rowBytes, (row + 1) * raster.rowBytes),
      row * wide.rowBytes,
    );
  return wide;
}
