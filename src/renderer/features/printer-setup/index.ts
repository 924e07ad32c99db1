export type { NewPrinter, PaperUse } from './new-printer.ts';
export { PrinterSetupScreen } from './PrinterSetupScreen.tsx';
