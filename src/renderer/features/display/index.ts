export { DisplayScreen } from './DisplayScreen.tsx';
