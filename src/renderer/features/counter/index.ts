export { CounterScreen } from './CounterScreen.tsx';
export { CounterCommands } from './store.ts';
