import type { Ticket } from '../../../shared/api/queue.ts';
import type { Site } from '../../../shared/api/site.ts';
import type { StationConfig, StationEntry } from '../../../shared/contract/config.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { QueueView } from '../../../shared/contract/tickets.ts';
import { ticketQrPayload } from '../../../shared/domain/qr-payload.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import type { PaperDocumentInput } from '../../../shared/paper/document.ts';
import { ticketPaper } from '../../../shared/paper/ticket-paper.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Printing } from '../printing/port.ts';

/** What stands on our papers besides their subject. */
export interface PaperContext {
  readonly config: () => StationConfig;
  readonly site: () => Site | null;
  readonly queue: () => QueueView;
}

type Language = 'vi' | 'en';

/** The slip of a number, printed at most once by the machine: its key is the ticket. */
export class TicketSlips {
  constructor(
    private readonly printing: Printing,
    private readonly context: PaperContext,
  ) {}

  /** Prints the slip of a number just given. Errors: `printer-not-configured`, and those of `Printing.submit`. */
  print(ticket: Ticket, station: StationEntry, language: Language): Promise<Result<PrintJob, AppError>> {
    const printerId = station.printers.ticket;
    if (printerId === undefined)
      return Promise.resolve(err(appError('printer-not-configured', { station: station.name })));
    return this.printing.submit({
      key: `ticket:${ticket.id}`,
      printerId,
      document: this.paper(ticket, language),
      reference: ticket.id,
      stationId: station.id,
    });
  }

  /** Once more for a number whose slip did not come out: the same number, the same job. Errors: also `not-found`. */
  async printAgain(
    ticketId: string,
    station: StationEntry,
    language: Language,
  ): Promise<Result<PrintJob, AppError>> {
    const ticket = this.find(ticketId);
    if (!ticket) return err(appError('not-found', { what: ticketId }));
    const job = await this.print(ticket, station, language);
    return job.ok && job.value.state === 'notPrinted' ? this.printing.retry(job.value.id) : job;
  }

  private find(ticketId: string): Ticket | undefined {
    const snapshot = this.context.queue().snapshot;
    if (!snapshot) return undefined;
    const atCounters = snapshot.counters.flatMap((counter) => (counter.current ? [counter.current] : []));
    return [...snapshot.waiting, ...atCounters, ...snapshot.absent].find((ticket) => ticket.id === ticketId);
  }

  private paper(ticket: Ticket, language: Language): PaperDocumentInput {
    const snapshot = this.context.queue().snapshot;
    const group = snapshot?.groups.find(({ code }) => code === ticket.groupCode);
    const inGroup = snapshot?.waiting.filter(({ groupCode }) => groupCode === ticket.groupCode) ?? [];
    const place = inGroup.findIndex(({ id }) => id === ticket.id);
    return ticketPaper({
      // Until central was reached once, nobody knows the centre's name; the number is what counts.
      site: { name: this.context.site()?.name ?? '' },
      groupName: group?.name ?? { vi: ticket.groupCode, en: ticket.groupCode },
      number: ticket.number,
      issuedAt: ticket.issuedAt,
      waitingBefore: place < 0 ? inGroup.length : place,
      estimateMinutes: group?.estimateMinutes ?? null,
      qrPayload: ticketQrPayload({ ticketId: ticket.id, number: ticket.number }),
      priority: ticket.priority,
      counters:
        snapshot?.counters
          .filter(({ groupCodes }) => groupCodes.includes(ticket.groupCode))
          .map(({ number }) => number) ?? [],
      language,
      training: this.context.config().training,
    });
  }
}
