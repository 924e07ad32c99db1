import { z } from 'zod';
import { ShownPerson } from '../../shared/api/dossiers.ts';
import type { Seal } from '../privacy/seal.ts';

/** What of a dossier names people: sealed as one. The note is free text, so it may name them too. */
export const DossierPeople = z.object({ submitter: ShownPerson, owner: ShownPerson, note: z.string() });
export type DossierPeople = z.infer<typeof DossierPeople>;

/** What a step says in words. */
const StepWords = z.object({ reason: z.string().nullable(), receivedBy: z.string().nullable() });
export type StepWords = z.infer<typeof StepWords>;

/** Seals and opens the words of dossiers, each bound to its row. */
export class DossierSeal {
  constructor(
    private readonly seal: Seal,
    private readonly siteId: string,
    private readonly dossierId: string,
  ) {}

  closePeople(people: DossierPeople): Uint8Array {
    return this.seal.close(this.#place('people'), people);
  }

  openPeople(sealed: Uint8Array): DossierPeople {
    return DossierPeople.parse(this.seal.open(this.#place('people'), sealed));
  }

  closeStep(step: number, words: StepWords): Uint8Array {
    return this.seal.close(this.#place(`step ${step}`), words);
  }

  openStep(step: number, sealed: Uint8Array): StepWords {
    return StepWords.parse(this.seal.open(this.#place(`step ${step}`), sealed));
  }

  closePaper(position: number, name: string): Uint8Array {
    return this.seal.close(this.#place(`paper ${position}`), name);
  }

  openPaper(position: number, sealed: Uint8Array): string {
    return z.string().parse(this.seal.open(this.#place(`paper ${position}`), sealed));
  }

  #place(part: string): string {
    return `dossier ${this.siteId} ${this.dossierId} ${part}`;
  }
}
