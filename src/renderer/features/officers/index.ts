export { OfficersScreen } from './OfficersScreen.tsx';
