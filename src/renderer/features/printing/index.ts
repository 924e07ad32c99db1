export { Printing } from './store.ts';
export { jobsOf, openJobs } from './job-table.ts';
export { HistoryScreen } from './HistoryScreen.tsx';
export { JobCard } from './JobCard.tsx';
export { PrinterLine } from './PrinterLine.tsx';
