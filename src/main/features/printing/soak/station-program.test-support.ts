import { silentLog } from '../../../log.ts';
import { systemClock } from '../../../clock.ts';
import { TcpAdapter } from '../../../devices/printer/adapters/tcp.ts';
import { openStationDatabaseHere } from '../../../store/open.ts';
import { PrintService } from '../service.ts';
import { NumberedLayout, numberedDocument } from './numbered-slips.test-support.ts';
import type { StationReport, StationRequest, StationSettings } from './station-messages.test-support.ts';

/*
 * The printing part of a station as a program of its own, which can be killed: the real service, journal, store, encoder and
 * TCP adapter. It lives on the channel of the process that forked it.
 */

const settings = JSON.parse(process.argv[2] ?? '{}') as StationSettings;

function tell(report: StationReport): void {
  process.send?.(report);
}

const opened = await openStationDatabaseHere({ path: settings.storePath, key: settings.storeKey });
if (!opened.ok) throw new Error(`the store: ${opened.error.cause ?? opened.error.code}`);
const service = new PrintService({
  database: opened.value,
  layout: new NumberedLayout(),
  adapters: [new TcpAdapter()],
  printers: () => settings.printers,
  publish: (name, payload) => {
    if (name === 'printing.jobChanged') tell({ type: 'job', job: payload as never });
  },
  clock: systemClock,
  log: silentLog,
  stationName: (id) => id,
  isWatched: () => false,
});

async function obey(request: StationRequest): Promise<void> {
  switch (request.type) {
    case 'submit': {
      const { slip, rows, printerId } = request;
      const reference = `slip:${slip}`;
      const document = numberedDocument(slip, rows);
      const job = await service.submit({ key: reference, printerId, document, reference, stationId: '1' });
      if (!job.ok) throw new Error(`submit: ${job.error.cause ?? job.error.code}`);
      tell({ type: 'submitted', slip });
      return;
    }
    case 'settle':
      await service.settle(request.jobId, request.printed);
      return;
    case 'retry':
      await service.retry(request.jobId);
      return;
    case 'stop':
      await service.stop();
      process.disconnect();
  }
}

process.on('message', (request: StationRequest) => void obey(request));
await service.start();
tell({ type: 'ready', jobs: await service.jobs(1_000_000, false) });
