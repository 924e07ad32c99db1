import type { PrintJob } from '../../../shared/contract/printing.ts';

/** Whether a job has ended: printed, not printed, or unknown. */
export function hasEnded(job: PrintJob): boolean {
  return job.state !== 'prepared' && job.state !== 'sending';
}

/** Those who wait for the end of a job. */
export class JobEnds {
  readonly #waiting = new Map<string, ((job: PrintJob) => void)[]>();

  wait(jobId: string): Promise<PrintJob> {
    return new Promise((resolve) => {
      this.#waiting.set(jobId, [...(this.#waiting.get(jobId) ?? []), resolve]);
    });
  }

  /** Tells a change; those who wait hear of it if it is an end. */
  tell(job: PrintJob): void {
    if (!hasEnded(job)) return;
    const waiting = this.#waiting.get(job.id) ?? [];
    this.#waiting.delete(job.id);
    for (const resolve of waiting) resolve(job);
  }
}
