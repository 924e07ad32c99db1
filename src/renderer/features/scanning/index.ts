export { Scanning, makeScanningStore, type ScanTaker } from './store.ts';
export { useScans } from './use-scans.ts';
export { WedgeScanner } from './WedgeScanner.tsx';
