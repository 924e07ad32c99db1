import { appError, causeOf, type AppError } from '../../../shared/errors.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { LayoutEngine } from '../../devices/printer/layout-engine.ts';
import type { PrinterProfile } from '../../devices/printer/profile.ts';
import type { Slip } from '../../devices/printer/slip.ts';
import type { SlipPicture } from './journal.ts';

/** A slip drawn for a model of printer, and the picture of it. */
export interface DrawnSlip {
  readonly slip: Slip;
  readonly profileId: string;
  readonly picture: SlipPicture;
}

/** Draws a document for a model. Errors: `document-invalid`, `document-too-wide`, `internal` (the engine broke). */
export async function drawSlip(
  layout: LayoutEngine,
  document: PaperDocument,
  profile: PrinterProfile,
): Promise<Result<DrawnSlip, AppError>> {
  const slip = await layout.layOut(document, { widthDots: profile.widthDots, dpi: profile.dpi });
  if (!slip.ok) return slip;
  try {
    const png = await layout.picture(slip.value);
    return ok({ slip: slip.value, profileId: profile.id, picture: { png, ...sizeOfPng(png) } });
  } catch (thrown) {
    return err(appError('internal', {}, causeOf(thrown)));
  }
}

/** Width and height, from the header of the PNG. */
function sizeOfPng(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
