import { systemClock } from '../../clock.ts';
import { lineLog } from '../../log.ts';
import { startCentral } from '../../start.ts';
import { smallCatalogue } from '../small-catalogue.ts';
import { SoakPlan } from './soak-plan.ts';

/**
 * A node of a soak or a benchmark as a program: a whole central on PostgreSQL, with a small catalogue and the access key.
 * Its plan is its only argument; it prints `ready`, and its warnings to standard error.
 */
const plan = SoakPlan.parse(JSON.parse(process.argv[2] ?? ''));
const port = Number(process.argv[3]);
const files = smallCatalogue(plan.sites);
const year = systemClock.now().getFullYear();
const log = lineLog(
  (line) => void process.stderr.write(`${line}\n`),
  () => systemClock.now(),
);

const started = await startCentral({
  databaseUrl: plan.databaseUrl,
  poolSize: plan.poolSize,
  dataDir: null,
  host: '127.0.0.1',
  port,
  accessKey: plan.accessKey,
  dataKey: plan.dataKey,
  // The catalogue of the tests lives in 2026.
  catalogue: { ...files, calendar: { ...files.calendar, years: [year, year + 1], holidays: [] } },
  clock: systemClock,
  log: { ...log, info: () => undefined },
  version: '0.0.0-soak',
  ...(plan.heartbeatMs === null ? {} : { heartbeatMs: plan.heartbeatMs }),
});
if (!started.ok) {
  process.stderr.write(`${JSON.stringify(started.error)}\n`);
  process.exit(1);
}
const central = started.value;
process.on('SIGTERM', () => {
  central.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ ...process.memoryUsage(), cpu: process.cpuUsage() });
});
process.stdout.write('ready\n');
