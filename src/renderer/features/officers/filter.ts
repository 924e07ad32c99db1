import type { Officer } from '../../../shared/api/access.ts';
import { foldDiacritics } from '../../../shared/domain/vietnamese-text.ts';

/** Which accounts the list shows. */
export type Shown = 'active' | 'disabled' | 'all';

/** Those of the list that are looked for: by a part of the name, with or without marks, or of the user name. */
export function filterOfficers(officers: readonly Officer[], text: string, shown: Shown): readonly Officer[] {
  const wanted = fold(text.trim());
  return officers.filter(
    ({ displayName, userName, isDisabled }) =>
      (shown === 'all' || isDisabled === (shown === 'disabled')) &&
      (fold(displayName).includes(wanted) || userName.includes(wanted)),
  );
}

function fold(text: string): string {
  return foldDiacritics(text).toLowerCase();
}
