export { EnrolmentScreen } from './EnrolmentScreen.tsx';
