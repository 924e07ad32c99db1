import type { Bridge } from '../shared/contract/index.ts';

declare global {
  interface Window {
    /** The bridge that the preload puts into every window of ours. */
    readonly quay: Bridge;
  }
}
