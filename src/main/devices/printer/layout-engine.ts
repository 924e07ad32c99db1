import type { AppError } from '../../../shared/errors.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import type { Result } from '../../../shared/result.ts';
import type { Slip } from './slip.ts';

/** For which paper to draw. */
export interface PaperFormat {
  readonly widthDots: number;
  readonly dpi: number;
}

/**
 * Draws documents. Errors: `document-invalid` (an element cannot be drawn, e.g. a broken PNG), `document-too-wide` (a code
 * does not fit even in its smallest form): before any paper moves.
 */
export interface LayoutEngine {
  layOut(document: PaperDocument, format: PaperFormat): Promise<Result<Slip, AppError>>;
  /** The slip as a PNG, cuts shown as a dashed line. */
  picture(slip: Slip): Promise<Uint8Array>;
  close(): Promise<void>;
}
