import { isAllowed } from '../../../shared/api/permissions.ts';
import type { WhoHere } from '../access/index.ts';
import { accessSections } from './access-sections.ts';
import type { AdministrationSection } from './section.ts';
import { siteSections } from './site-sections.ts';

const sections: readonly AdministrationSection[] = [...accessSections, ...siteSections];

/** The sections that whoever works here may use, in the order of the list. */
export function sectionsFor({ isLogIn, holders }: WhoHere): readonly AdministrationSection[] {
  return sections.filter(
    ({ permission, isForLogIn }) => (isLogIn || isForLogIn !== true) && isAllowed(permission, holders),
  );
}
