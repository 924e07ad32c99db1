export { Appointments } from './store.ts';
export { AppointmentsButton } from './AppointmentsButton.tsx';
export { AppointmentsDialog } from './AppointmentsDialog.tsx';
