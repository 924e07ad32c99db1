export { KioskScreen } from './KioskScreen.tsx';
export { Kiosk } from './store.ts';
