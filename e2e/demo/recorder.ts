import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { scanCodes } from '../../src/main/devices/printer/paper-reading/reading-programs.ts';
import { readPicture } from '../support/printer.ts';

interface Step {
  readonly step: string;
  readonly ms: number;
  readonly screenshot: string | null;
  /** How a code came in, where the step scans: by the scanner, or typed because nothing was scanned. */
  readonly by?: 'scanner' | 'keyboard';
}

interface Paper {
  readonly kind: string;
  readonly picture: string;
  readonly text: string;
  readonly codes: readonly { readonly type: string; readonly text: string }[];
}

/** Keeps what the demonstration did: a picture of every step, every paper as a picture and as read back, and the times. */
export class Recorder {
  private readonly steps: Step[] = [];
  private readonly papers: Paper[] = [];
  ticketNumber: string | null = null;
  dossierCode: string | null = null;

  constructor(
    private readonly folder: string,
    private readonly devices: Readonly<Record<string, string>>,
  ) {}

  /** Does a step, times it, and takes a picture of the page where it ended. */
  async step(
    name: string,
    page: Page,
    act: () => Promise<'scanner' | 'keyboard' | undefined>,
  ): Promise<void> {
    const begun = performance.now();
    const by = await act();
    const ms = Math.round(performance.now() - begun);
    const screenshot = `${String(this.steps.length + 1).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: join(this.folder, screenshot) });
    this.steps.push({ step: name, ms, screenshot, ...(by ? { by } : {}) });
    console.log(`${name}: ${ms} ms`);
    await this.write(false);
  }

  /** Keeps a paper and reads it back. */
  async paper(kind: string, png: Uint8Array): Promise<void> {
    const picture = `paper-${this.papers.length + 1}-${kind}.png`;
    await writeFile(join(this.folder, picture), png);
    this.papers.push({ kind, picture, text: await readPicture(png), codes: await scanCodes(png) });
    await this.write(false);
  }

  /** Writes summary.json; `complete` only at the very end. */
  async write(complete: boolean): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const { ticketNumber, dossierCode, steps, papers } = this;
    const summary = { complete, ticketNumber, dossierCode, devices: this.devices, steps, papers };
    await writeFile(join(this.folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  }
}
