import { foldDiacritics } from './vietnamese-text.ts';

/** An id that the machine made: people know it from nowhere, and its digits would match any number that they type. */
const machineMade = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function plain(text: string): string {
  return foldDiacritics(text).toLowerCase().trim();
}

/**
 * Whether a printout is one that somebody looks for: every word stands in its title or in its reference, whatever the case
 * and with or without diacritics. A reference that the machine made (the id of a ticket) counts only as a whole. Nothing
 * typed finds everything.
 */
export function matchesPrintSearch(
  job: { readonly title: string; readonly reference: string },
  text: string,
): boolean {
  const wanted = plain(text);
  const reference = plain(job.reference);
  if (wanted === reference) return true;
  const known = machineMade.test(reference) ? plain(job.title) : `${plain(job.title)} ${reference}`;
  return wanted.split(/\s+/).every((word) => known.includes(word));
}
