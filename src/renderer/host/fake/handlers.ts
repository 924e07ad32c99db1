import type { Dossier } from '../../../shared/api/dossiers.ts';
import type { Ticket } from '../../../shared/api/queue.ts';
import { StationConfig } from '../../../shared/contract/config.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { resolveScan } from '../../../shared/domain/resolve-scan.ts';
import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import { accessHandlers } from './access.ts';
import { administrationHandlers } from './administration.ts';
import { siteAdministrationHandlers } from './site-administration.ts';
import { appointmentHandlers } from './appointments.ts';
import { counterHandlers } from './counter-handlers.ts';
import type { FakeHandlers, FakeSite } from './fake-site.ts';

/** Which window asks. */
export interface FakeWindow {
  readonly window: 'launcher' | 'station' | 'lab' | 'settings';
  readonly station: string | null;
}

/** What every call of the contract does at the fake site. */
export function fakeHandlers(site: FakeSite, self: FakeWindow): FakeHandlers {
  const station = site.stations.find((found) => found.id === self.station) ?? null;
  const counterId = station?.counterId ?? null;
  const stationId = station?.id ?? 'may-nay';
  const { queue, dossiers, printing, printerSetup } = site;

  const printTicket = (ticket: Ticket): PrintJob =>
    printing.print({
      kind: 'ticket',
      title: `Phiếu số ${ticket.number}`,
      reference: ticket.id,
      printerId: 'ticket',
      stationId,
    });
  const printPaper = (dossier: Dossier, kind: 'receipt' | 'label'): PrintJob =>
    printing.jobs.find((job) => job.reference === dossier.code && job.kind === kind && job.copy === 1) ??
    printing.print({
      kind,
      title: `${kind === 'receipt' ? 'Giấy tiếp nhận' : 'Nhãn'} ${dossier.code}`,
      reference: dossier.code,
      printerId: kind,
      stationId,
    });

  return {
    'station.self': () =>
      ok({
        window: self.window,
        station,
        stations: site.stations,
        site: site.site,
        language: site.language,
        training: site.config.training,
        version: '0.1.0',
        notices: site.notices,
        problem: site.problem,
      }),
    'station.open': (input) => {
      site.opened.push(input);
      return site.none();
    },
    'station.fullScreen': () => site.none(),
    'station.log': () => site.none(),
    'settings.read': () => ok({ path: 'C:\\ProgramData\\QuayMotCua\\config.json', config: site.config }),
    'settings.write': (input) => {
      const parsed = StationConfig.safeParse(input);
      if (!parsed.success) return err(appError('config-invalid'));
      const restart = parsed.data.siteId !== site.config.siteId;
      site.config = parsed.data;
      return ok({ restart });
    },
    'settings.serialPorts': () =>
      ok([{ path: 'COM3', label: 'COM3 – Máy in nhiệt', address: 'serial:COM3?baud=115200' }]),
    'settings.restart': () => {
      site.restarts += 1;
      return site.none();
    },

    ...accessHandlers(site, self.station),
    ...administrationHandlers(site, station),
    ...siteAdministrationHandlers(site, station),

    ...appointmentHandlers(site, station, printTicket),

    'queue.view': () => ok(site.view()),
    'tickets.issue': ({ groupCode, priority }) =>
      site.throughCentral(() => {
        const issued = queue.issue(groupCode, priority);
        return issued.ok ? ok({ ticket: issued.value, job: printTicket(issued.value) }) : issued;
      }),
    'tickets.print': ({ ticketId }) => {
      const ticket = queue.tickets.find((found) => found.id === ticketId);
      if (ticket === undefined) return err(appError('not-found'));
      const open = printing.jobs.find((job) => job.reference === ticketId);
      if (open?.state === 'notPrinted') return printing.retry(open.id);
      return ok(open ?? printTicket(ticket));
    },
    'tickets.callNext': () => site.needsCounter(counterId, (id) => queue.callNext(id)),
    'tickets.recall': ({ ticketId }) => site.needsCounter(counterId, (id) => queue.recall(ticketId, id)),
    'tickets.start': ({ ticketId }) => site.needsCounter(counterId, (id) => queue.start(ticketId, id)),
    'tickets.noShow': ({ ticketId }) => site.needsCounter(counterId, (id) => queue.noShow(ticketId, id)),
    'tickets.restore': ({ ticketId }) => site.throughCentral(() => queue.restore(ticketId)),
    'tickets.finish': ({ ticketId }) => site.needsCounter(counterId, (id) => queue.finish(ticketId, id)),
    ...counterHandlers(site, station),
    'tickets.rate': ({ ticketId, score }) =>
      site.needsCounter(counterId, (id) => queue.rate(ticketId, id, score)),

    'procedures.search': ({ text, limit }) =>
      ok(
        dossiers
          .search(text, limit)
          .map((found) => ({ ...found, groupCode: site.serviceGroups.groupOf(found) })),
      ),
    'procedures.get': ({ code }) => dossiers.procedure(code),
    'dossiers.preview': ({ procedureCode, caseCode }) =>
      site.throughCentral(() => dossiers.preview(procedureCode, caseCode)),
    'dossiers.receive': (input) => site.throughCentral(() => dossiers.receive(input, counterId)),
    'dossiers.open': ({ code }) => site.throughCentral(() => dossiers.open(code)),
    'dossiers.recent': () => ok(dossiers.recent()),
    'dossiers.search': ({ text, limit, after }) => ok(dossiers.find(text, limit, after, queue.tickets)),
    'dossiers.reappoint': ({ code, dueAt, reason }) =>
      site.throughCentral(() => dossiers.reappoint(code, dueAt, reason)),
    'dossiers.move': ({ code, to, reason, receivedBy }) =>
      site.throughCentral(() => dossiers.move(code, to, reason, receivedBy)),
    'dossiers.print': ({ code, papers }) => {
      const opened = dossiers.open(code);
      return opened.ok ? ok({ jobs: papers.map((paper) => printPaper(opened.value, paper)) }) : opened;
    },
    'citizens.lookUp': ({ number }) => ok(dossiers.citizens.get(number) ?? null),

    'printing.printers': () => ok(printing.printers()),
    'printing.check': ({ printerId }) => {
      const printer = printing.printers().find((found) => found.id === printerId);
      return printer === undefined ? err(appError('printer-not-configured')) : ok(printer);
    },
    'printing.jobs': ({ limit, openOnly }) =>
      ok(
        printing.jobs
          .filter((job) => !openOnly || job.state === 'unknown' || job.state === 'notPrinted')
          .slice(0, limit),
      ),
    'printing.picture': ({ jobId }) => printing.picture(jobId),
    'printing.settle': ({ jobId, printed }) => printing.settle(jobId, printed),
    'printing.retry': ({ jobId }) => printing.retry(jobId),
    'printing.reprint': ({ jobId, reason }) => printing.reprint(jobId, reason),
    'printing.history': (query) => ok(printing.history(query)),
    'printing.copies': ({ jobId }) => printing.copies(jobId),
    'printing.sample': ({ printerId, sample }) =>
      ok(
        printing.print({
          kind: sample === 'letters' || sample === 'scannerTest' ? 'other' : sample,
          title: sample === 'scannerTest' ? 'Mã thử máy quét' : 'In thử',
          reference: 'sample',
          printerId,
          stationId,
        }),
      ),

    'printerSetup.search': ({ where }) => ok(printerSetup.search(where)),
    'printerSetup.stopSearch': () => ok(printerSetup.stopSearch()),
    'printerSetup.models': () => ok(printerSetup.models()),
    'printerSetup.probe': ({ address }) => printerSetup.probe(address),
    'printerSetup.print': (request) => printerSetup.print(request),
    'printerSetup.stopPrint': () => site.none(),
    'printerSetup.leave': () => ok(printerSetup.leave()),

    'scanning.scanners': () =>
      ok([
        {
          id: 'may-quet-1',
          name: 'Máy quét quầy 1',
          address: 'lab:quay-1',
          state: 'connected',
          problem: null,
          lastScanAt: null,
          stationIds: ['quay-1'],
        },
      ]),
    'scanning.wedgeSettings': () => ok({ enabled: false, prefix: '', suffix: '', maxGapMs: 40 }),
    'scanning.wedge': () => ok({ sentTo: null }),
    'scanning.testCode': () => ok({ rows: ['101', '010', '111'] }),
    'scanning.find': () => site.none(),

    'lab.view': () => ok(site.labView()),
    'lab.paper': ({ printer, paperId }) => {
      const png = printing.paper(printer, paperId);
      return png === null ? err(appError('not-found')) : ok({ png });
    },
    'lab.setFault': ({ printer, fault, on, rows }) =>
      printing.setFault(printer, fault, on, rows) ? ok(site.labView()) : err(appError('not-found')),
    'lab.clearPaper': ({ printer }) =>
      printing.clearPaper(printer) ? ok(site.labView()) : err(appError('not-found')),
    'lab.scan': ({ scanner, text }) => {
      site.scan(scanner, resolveScan(text));
      return site.none();
    },
  };
}
