export { LauncherScreen } from './LauncherScreen.tsx';
