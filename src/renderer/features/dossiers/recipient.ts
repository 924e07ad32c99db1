import type { Dossier } from '../../../shared/api/dossiers.ts';

export type Recipient = 'isSubmitter' | 'isOwner' | 'isOther' | 'nobodyToCompare';

/** Whose card was scanned when a result is handed over. */
export function compareRecipient(dossier: Pick<Dossier, 'submitter' | 'owner'>, number: string): Recipient {
  if (dossier.submitter.number === number) return 'isSubmitter';
  if (dossier.owner.number === number) return 'isOwner';
  const known = dossier.submitter.number !== null || dossier.owner.number !== null;
  return known ? 'isOther' : 'nobodyToCompare';
}
