export { Printing } from './store.ts';
export { jobsOf, openJobs } from './job-table.ts';
export { HistoryScreen } from './HistoryScreen.tsx';
export { JobReason } from './JobReason.tsx';
export { JobStatus } from './JobStatus.tsx';
export { JobCard } from './JobCard.tsx';
export { PrinterLine } from './PrinterLine.tsx';
