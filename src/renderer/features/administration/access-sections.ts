import type { AdministrationSection } from './section.ts';

/** Who works here and on which machines. */
export const accessSections: readonly AdministrationSection[] = [];
