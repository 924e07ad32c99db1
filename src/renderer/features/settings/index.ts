export { SettingsScreen } from './SettingsScreen.tsx';
export { Settings } from './store.ts';
