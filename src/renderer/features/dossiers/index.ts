export { Dossiers } from './store.ts';
export { DossierPanel } from './DossierPanel.tsx';
export { RecentDossiers } from './RecentDossiers.tsx';
