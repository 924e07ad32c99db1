import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { appError } from '../../../shared/errors.ts';
import { ok } from '../../../shared/result.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { FileAdapter } from './adapters/file.ts';
import { TcpAdapter } from './adapters/tcp.ts';
import { LabPrinter } from './lab/lab-printer.ts';
import { serveLabPrinter, type ServedLabPrinter } from './lab/serve-lab-printer.ts';
import { PaperInterpreter } from './paper-reading/interpreter.ts';
import type { PrintOutcome } from './print-outcome.ts';
import { PrinterDevice, type PrintOptions } from './printer-device.ts';
import type { PrinterLimits } from './printer-limits.ts';
import { findProfile, type PrinterProfile } from './profile.ts';
import { blankRaster } from './raster.ts';
import type { Slip } from './slip.ts';

export const never = new AbortController().signal;
export const limits: PrinterLimits = {
  connectMs: 2000,
  answerMs: 300,
  quietMs: 10,
  stallMs: 400,
  fenceMs: 400,
  fenceMaxMs: 3000,
  watchMs: 20,
  restMs: 10_000,
  askAgainMs: 600_000,
};
function ordinary(): PrinterProfile {
  const found = findProfile('generic-80');
  if (!found) throw new Error('no profile generic-80');
  return found;
}

export const profile = ordinary();
export const twoWayProfile: PrinterProfile = {
  ...profile,
  status: { dleEot: 'yes', gsR: 'yes', gsParenH: 'yes', gsA: 'no' },
};

/** A grey picture of so many rows, cut off. */
export function slipOf(rows: number): Slip {
  const raster = blankRaster(576, rows);
  raster.data.fill(0xaa);
  return {
    widthDots: 576,
    parts: [
      { type: 'raster', raster },
      { type: 'cut', mode: 'partial' },
    ],
  };
}
export const slip = slipOf(300);

const closers: (() => Promise<void>)[] = [];

/** Ends what the functions here have started; for `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

/** A device, printing, and how often it began to send. */
interface Told {
  readonly begun: () => number;
  readonly print: (of?: Slip) => Promise<PrintOutcome>;
  readonly device: PrinterDevice;
  /** Does something, and waits until that is news. */
  readonly untilNews: (act: () => void) => Promise<void>;
}

export function deviceAt(
  address: string,
  model: PrinterProfile = profile,
  clock: Clock = systemClock,
  hold = false,
): Told {
  let begun = 0;
  let hear: () => void = () => undefined;
  const device = new PrinterDevice({
    address,
    profile: model,
    adapter: address.startsWith('file:') ? new FileAdapter() : new TcpAdapter({ lingerMs: 20 }),
    clock,
    limits,
    hold,
    onNews: () => hear(),
  });
  closers.push(() => device.close());
  return {
    device,
    untilNews: (act) =>
      new Promise((resolve) => {
        hear = resolve;
        act();
      }),
    begun: () => begun,
    print: (of = slip) =>
      device.print(of, {
        beforeSending: () => {
          begun += 1;
          return Promise.resolve(ok(null));
        },
        signal: never,
        stopped: () => appError('print-interrupted'),
      }),
  };
}

/** A simulated printer on a real port. */
export async function labAt(
  model: PrinterProfile = profile,
): Promise<{ printer: LabPrinter; served: ServedLabPrinter }> {
  const printer = new LabPrinter({ name: 'served', profile: model, clock: systemClock });
  const served = await serveLabPrinter(printer);
  closers.push(() => served.close());
  return { printer, served };
}

/** A printer made of a few lines, for manners that the lab does not have. */
export async function strangePrinter(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What a printer that is well answers to DLE EOT 1 to 4. */
export const healthy = [0x16, 0x12, 0x12, 0x12];

/** Calls `answer` for every question that comes in, in order. */
export function questions(socket: Socket, answer: (question: number | string) => void): void {
  const interpreter = new PaperInterpreter(profile.widthDots, (event) => {
    if (event.type === 'statusWanted') answer(event.kind);
    if (event.type === 'fenceWanted') answer('fence');
    if (event.type === 'completionWanted') answer(Buffer.from(event.id).toString('latin1'));
  });
  socket.on('data', (bytes) => interpreter.push(new Uint8Array(bytes)));
}

/** The answer to GS ( H. */
export function completion(id: string): Buffer {
  return Buffer.concat([Buffer.from([0x37, 0x22]), Buffer.from(id, 'latin1'), Buffer.from([0])]);
}

/** To print without a journal. */
export function order(): PrintOptions {
  return {
    beforeSending: () => Promise.resolve(ok(null)),
    signal: never,
    stopped: () => appError('print-interrupted'),
  };
}

/** A device that keeps its connection. */
export function holdingAt(address: string): Told {
  return deviceAt(address, profile, systemClock, true);
}
