import type { AdministrationSection } from './section.ts';

/** The site itself: its queue, its log, its citizens' rights. */
export const siteSections: readonly AdministrationSection[] = [];
