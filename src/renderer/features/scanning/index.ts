export { Scanning } from './store.ts';
export { ScannerStates } from './ScannerStates.tsx';
export { useScans } from './use-scans.ts';
export { WedgeScanner } from './WedgeScanner.tsx';
