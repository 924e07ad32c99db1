import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language } from './i18n.ts';

/** The translator and the language of this window. */
export function useTexts(): { readonly t: TFunction; readonly language: Language } {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language === 'en' ? 'en' : 'vi' };
}
