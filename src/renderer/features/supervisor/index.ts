export { ScannedDossier } from './ScannedDossier.tsx';
export { SupervisorScreen } from './SupervisorScreen.tsx';
