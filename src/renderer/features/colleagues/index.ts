export { Colleagues } from './store.ts';
export { useOfficerName } from './use-officer-name.ts';
