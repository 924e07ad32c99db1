import { foldDiacritics } from '../../../shared/domain/vietnamese-text.ts';

/** A user name for a person as offices make them: given name, dot, family name. Empty where the name gives none. */
export function userNameFor(displayName: string): string {
  const words = foldDiacritics(displayName)
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[^a-z0-9]/g, ''))
    .filter((word) => word !== '');
  const given = words.at(-1);
  if (given === undefined) return '';
  const name = words.length === 1 ? given : `${given}.${words[0] ?? ''}`;
  return name.length < 3 ? '' : name.slice(0, 40);
}
