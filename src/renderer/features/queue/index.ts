export { Queue } from './store.ts';
export {
  absentFor,
  counterOf,
  groupLines,
  parkedFor,
  secondsSince,
  ticketIn,
  waitingFor,
} from './selectors.ts';
export { useServerNow, useToday } from './use-server-now.ts';
