export { Scanning, makeScanningStore } from './store.ts';
export { useScans } from './use-scans.ts';
export { useWedgeScanner } from './use-wedge-scanner.ts';
