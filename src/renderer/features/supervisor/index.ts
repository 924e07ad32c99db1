export { SupervisorScreen } from './SupervisorScreen.tsx';
