import type { AppError } from '../../../../shared/errors.ts';
import type { PaperDocument } from '../../../../shared/paper/document.ts';
import type { Result } from '../../../../shared/result.ts';
import type { PaperFormat } from '../layout-engine.ts';
import type { Slip } from '../slip.ts';

/** What goes to the layout worker: one at a time. */
export type LayoutRequest =
  | { readonly type: 'layOut'; readonly document: PaperDocument; readonly format: PaperFormat }
  | { readonly type: 'picture'; readonly slip: Slip };

/** What comes back. */
export type LayoutReply =
  | { readonly type: 'layOut'; readonly result: Result<Slip, AppError> }
  | { readonly type: 'picture'; readonly png: Uint8Array };
