export { Queue, makeQueueStore } from './store.ts';
export { absentFor, counterOf, groupLines, secondsSince, waitingFor, type GroupLine } from './selectors.ts';
export { useServerNow } from './use-server-now.ts';
