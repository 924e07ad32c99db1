export { ServiceGroupsScreen } from './ServiceGroupsScreen.tsx';
