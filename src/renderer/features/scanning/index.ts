export { Scanning } from './store.ts';
export { ScanElsewhere } from './ScanElsewhere.tsx';
export { ScannerStates } from './ScannerStates.tsx';
export { listenForTyping, type TypingTrial } from './typing-trial.ts';
export { useScans } from './use-scans.ts';
export { WedgeScanner } from './WedgeScanner.tsx';
