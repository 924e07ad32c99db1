export { LabScreen } from './LabScreen.tsx';
export { Lab } from './store.ts';
