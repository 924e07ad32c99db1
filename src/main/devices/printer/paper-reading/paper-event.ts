import type { Raster } from '../slip.ts';

/** What a receipt printer does when it executes the bytes it was sent. */
export type PaperEvent =
  /** Burns a picture, its left edge `left` dots from the edge of the printable width, and moves the paper by its height. */
  | { readonly type: 'picture'; readonly raster: Raster; readonly left: number }
  | { readonly type: 'feed'; readonly dots: number }
  /** `toCutter`: first moves the paper until the last row has passed the cutter (GS V 65 and 66). */
  | { readonly type: 'cut'; readonly mode: 'full' | 'partial'; readonly toCutter: boolean }
  | { readonly type: 'drawer'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  /** DLE EOT n: the status byte `kind` is wanted. */
  | { readonly type: 'statusWanted'; readonly kind: number }
  /** GS r n: a status byte is wanted once everything before it has been executed. */
  | { readonly type: 'fenceWanted'; readonly kind: number }
  /** GS ( H, function 48: this id is wanted back when everything before it has been printed. */
  | { readonly type: 'completionWanted'; readonly id: Uint8Array }
  /** GS I n: an identity is wanted once everything before it has been executed; 66 maker, 67 model. */
  | { readonly type: 'identityWanted'; readonly kind: number }
  /** GS a n: send the status by yourself from now on (0: no longer). */
  | { readonly type: 'automaticStatus'; readonly bits: number }
  /** DLE ENQ n: recover from an error. */
  | { readonly type: 'recover'; readonly kind: number }
  /** DLE DC4, function 8: forget what has not been printed. */
  | { readonly type: 'clearBuffers' }
  | { readonly type: 'initialised' };
