import { randomUUID } from 'node:crypto';
import { ok } from '../../../shared/result.ts';
import { samplePaper } from '../../../shared/paper/samples.ts';
import type { LabBench } from '../../devices/printer/lab/lab-bench.ts';
import type { Handlers } from '../../host/handlers.ts';
import type { PrintService } from './service.ts';

type PrintingHandlers = Pick<Handlers, Extract<keyof Handlers, `printing.${string}`>>;
type LabHandlers = Pick<Handlers, 'lab.view' | 'lab.paper' | 'lab.setFault' | 'lab.clearPaper'>;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Calls about printers and the journal of slips. */
export function printingHandlers(service: PrintService): PrintingHandlers {
  return {
    'printing.printers': () => Promise.resolve(ok(service.printers())),
    'printing.check': ({ printerId }) => service.check(printerId),
    'printing.jobs': async ({ limit, openOnly }) => ok(await service.jobs(limit, openOnly)),
    'printing.history': (query) => service.history.page(query),
    'printing.copies': ({ jobId }) => service.history.copies(jobId),
    'printing.picture': async ({ jobId }) => {
      const picture = await service.picture(jobId);
      if (!picture.ok) return picture;
      const { png, width, height } = picture.value;
      return ok({ png: base64(png), width, height });
    },
    'printing.settle': ({ jobId, printed }) => service.settle(jobId, printed),
    'printing.retry': ({ jobId }) => service.retry(jobId),
    'printing.reprint': ({ jobId, reason }, context) => service.reprint(jobId, reason, context.stationId),
    'printing.sample': ({ printerId, sample }, context) =>
      service.submit({
        key: `sample:${randomUUID()}`,
        printerId,
        document: samplePaper(sample),
        reference: 'sample',
        stationId: context.stationId ?? context.window,
      }),
  };
}

/** Calls about the simulated printers: their paper, their faults. */
export function labHandlers(bench: LabBench): LabHandlers {
  return {
    'lab.view': () => Promise.resolve(ok(bench.view())),
    'lab.paper': ({ printer, paperId }) => {
      const paper = bench.paper(printer, paperId);
      return Promise.resolve(paper.ok ? ok({ png: base64(paper.value) }) : paper);
    },
    'lab.setFault': ({ printer, fault, on, rows }) =>
      Promise.resolve(bench.setFault(printer, fault, on, rows)),
    'lab.clearPaper': ({ printer }) => Promise.resolve(bench.clearPaper(printer)),
  };
}
