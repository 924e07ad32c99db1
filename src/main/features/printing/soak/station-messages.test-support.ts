import type { PrintJob } from '../../../../shared/contract/printing.ts';

/** What the station program is told when it starts. */
export interface StationSettings {
  readonly storePath: string;
  readonly storeKey: string;
  readonly printers: readonly {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly profile: string;
  }[];
}

/** What it is asked to do. */
export type StationRequest =
  | { readonly type: 'submit'; readonly slip: number; readonly rows: number; readonly printerId: string }
  | { readonly type: 'settle'; readonly jobId: string; readonly printed: boolean }
  | { readonly type: 'retry'; readonly jobId: string }
  | { readonly type: 'stop' };

/** What it tells. `submitted` comes after the journal has the slip: from then on it must not get lost. */
export type StationReport =
  | { readonly type: 'ready'; readonly jobs: readonly PrintJob[] }
  | { readonly type: 'submitted'; readonly slip: number }
  | { readonly type: 'job'; readonly job: PrintJob };
