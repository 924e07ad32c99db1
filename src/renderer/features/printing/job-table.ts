import type { PrintJob } from '../../../shared/contract/printing.ts';

/** Print jobs as a window knows them, with how many events told of each. */
export interface JobTable {
  readonly jobs: Readonly<Record<string, PrintJob>>;
  readonly told: Readonly<Record<string, number>>;
}

export const noJobs: JobTable = { jobs: {}, told: {} };

/** An event is the newest word on a job. */
export function applyEvent(table: JobTable, job: PrintJob): JobTable {
  return {
    jobs: { ...table.jobs, [job.id]: job },
    told: { ...table.told, [job.id]: (table.told[job.id] ?? 0) + 1 },
  };
}

/**
 * The answer of a call says what held when it was made: it counts only if no event has told of that job since
 * `before`, the table when the call began.
 */
export function applyAnswer(table: JobTable, jobs: readonly PrintJob[], before: JobTable): JobTable {
  const fresh = jobs.filter((job) => (table.told[job.id] ?? 0) === (before.told[job.id] ?? 0));
  return { ...table, jobs: { ...table.jobs, ...Object.fromEntries(fresh.map((job) => [job.id, job])) } };
}

/** The jobs of a ticket or dossier, oldest first. */
export function jobsOf(table: JobTable, reference: string): readonly PrintJob[] {
  return Object.values(table.jobs)
    .filter((job) => job.reference === reference)
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}

/** The jobs that a person must deal with, newest first. */
export function openJobs(table: JobTable): readonly PrintJob[] {
  return Object.values(table.jobs)
    .filter((job) => job.state === 'unknown' || job.state === 'notPrinted')
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
}
