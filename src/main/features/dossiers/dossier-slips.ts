import type { Dossier } from '../../../shared/api/dossiers.ts';
import type { StationEntry } from '../../../shared/contract/config.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { labelPaper } from '../../../shared/paper/label-paper.ts';
import { receiptPaper } from '../../../shared/paper/receipt-paper.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Printing } from '../printing/port.ts';
import type { PaperContext } from '../tickets/ticket-slips.ts';

type DossierPaper = 'receipt' | 'label';

/** Receipt and folder label of a dossier. The key of a paper is its dossier: the machine prints each once. */
export class DossierSlips {
  constructor(
    private readonly printing: Printing,
    private readonly context: PaperContext,
  ) {}

  /**
   * Prints the papers in their order. One that is printed, or of which nobody knows, is not printed again (its job is the
   * answer); one that is known not printed is tried again. Errors: `printer-not-configured`, `central-unreachable` (the
   * centre's name and address are not known yet), and those of `Printing.submit`.
   */
  async print(
    dossier: Dossier,
    papers: readonly DossierPaper[],
    station: StationEntry,
  ): Promise<Result<{ jobs: PrintJob[] }, AppError>> {
    const jobs: PrintJob[] = [];
    for (const paper of papers) {
      const job = await this.printOne(dossier, paper, station);
      if (!job.ok) return job;
      jobs.push(job.value);
    }
    return ok({ jobs });
  }

  private async printOne(
    dossier: Dossier,
    paper: DossierPaper,
    station: StationEntry,
  ): Promise<Result<PrintJob, AppError>> {
    const site = this.context.site();
    if (!site) return err(appError('central-unreachable', { address: '' }));
    const printerId = station.printers[paper];
    if (printerId === undefined) return err(appError('printer-not-configured', { station: station.name }));
    const { training } = this.context.config();
    const job = await this.printing.submit({
      key: `${paper}:${dossier.code}`,
      printerId,
      document:
        paper === 'receipt' ? receiptPaper(dossier, site, { training }) : labelPaper(dossier, { training }),
      reference: dossier.code,
      stationId: station.id,
    });
    return job.ok && job.value.state === 'notPrinted' ? this.printing.retry(job.value.id) : job;
  }
}
