import type { TFunction } from 'i18next';
import type { SiteSnapshot } from '../../../shared/api/queue.ts';
import type { Language } from '../../texts/i18n.ts';

/** The service groups as choices of a {@link ReasonDialog}. */
export function groupChoices(
  snapshot: SiteSnapshot,
  language: Language,
  t: TFunction,
): { value: string; label: string }[] {
  return snapshot.groups.map(({ code, name }) => ({
    value: `group:${code}`,
    label: t('desk.toGroup', { code, name: name[language] }),
  }));
}
