export { Scanning } from './store.ts';
export { useScans } from './use-scans.ts';
export { WedgeScanner } from './WedgeScanner.tsx';
