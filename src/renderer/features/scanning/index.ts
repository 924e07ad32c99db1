export { useWedgeScanner } from './use-wedge-scanner.ts';
