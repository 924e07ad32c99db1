export { AdministrationScreen } from './AdministrationScreen.tsx';
export { sectionsFor } from './sections.ts';
