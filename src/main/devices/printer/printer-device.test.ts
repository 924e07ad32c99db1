import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { ok } from '../../../shared/result.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { TcpAdapter } from './adapters/tcp.ts';
import { FileAdapter } from './adapters/file.ts';
import { LabPrinter } from './lab/lab-printer.ts';
import { serveLabPrinter, type ServedLabPrinter } from './lab/serve-lab-printer.ts';
import { PaperInterpreter } from './paper-reading/interpreter.ts';
import type { PrintOutcome } from './print-outcome.ts';
import { PrinterDevice } from './printer-device.ts';
import type { PrinterLimits } from './printer-limits.ts';
import { findProfile, type PrinterProfile } from './profile.ts';
import { blankRaster } from './raster.ts';
import type { Slip } from './slip.ts';

const never = new AbortController().signal;
const limits: PrinterLimits = {
  connectMs: 2000,
  answerMs: 300,
  quietMs: 10,
  stallMs: 400,
  fenceMs: 400,
  fenceMaxMs: 1500,
  watchMs: 20,
  askAgainMs: 600_000,
};
const profile = findProfile('generic-80')!;
const twoWayProfile: PrinterProfile = {
  ...profile,
  status: { dleEot: 'yes', gsR: 'yes', gsParenH: 'yes', gsA: 'no' },
};

function slipOf(rows: number): Slip {
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
const slip = slipOf(300);

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Told {
  readonly begun: () => number;
  readonly print: (of?: Slip) => Promise<PrintOutcome>;
  readonly device: PrinterDevice;
}

function deviceAt(address: string, model: PrinterProfile = profile, clock: Clock = systemClock): Told {
  let begun = 0;
  const device = new PrinterDevice({
    address,
    profile: model,
    adapter: address.startsWith('file:') ? new FileAdapter() : new TcpAdapter({ lingerMs: 20 }),
    clock,
    limits,
  });
  return {
    device,
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

async function labAt(
  model: PrinterProfile = profile,
): Promise<{ printer: LabPrinter; served: ServedLabPrinter }> {
  const printer = new LabPrinter({ name: 'served', profile: model, clock: systemClock });
  const served = await serveLabPrinter(printer);
  closers.push(() => served.close());
  return { printer, served };
}

/** A printer made of a few lines, for manners that the lab does not have. */
async function strangePrinter(onSocket: (socket: Socket) => void): Promise<string> {
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

const healthy = [0x16, 0x12, 0x12, 0x12];

/** Calls `answer` for every question that comes in, in order. */
function questions(socket: Socket, answer: (question: number | string) => void): void {
  const interpreter = new PaperInterpreter(profile.widthDots, (event) => {
    if (event.type === 'statusWanted') answer(event.kind);
    if (event.type === 'fenceWanted') answer('fence');
    if (event.type === 'completionWanted') answer(Buffer.from(event.id).toString('latin1'));
  });
  socket.on('data', (bytes) => interpreter.push(new Uint8Array(bytes)));
}

function completion(id: string): Buffer {
  return Buffer.concat([Buffer.from([0x37, 0x22]), Buffer.from(id, 'latin1'), Buffer.from([0])]);
}

describe('a printer that answers', () => {
  it('has printed when it says so, and the slip is the slip', async () => {
    const { printer, served } = await labAt();
    const { print, begun } = deviceAt(served.address);
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(begun()).toBe(1);
    expect(printer.papers).toHaveLength(1);
    expect(printer.papers[0]!.raster.height).toBe(profile.feedToCutterDots + 300);
  });

  it('has printed each of several jobs, one connection after the other', async () => {
    const { printer, served } = await labAt();
    const { print } = deviceAt(served.address);
    for (const _job of [1, 2, 3]) expect(await print()).toMatchObject({ outcome: 'printed' });
    expect(printer.papers.map(({ cut }) => cut)).toEqual([true, true, true]);
  });

  it.each([
    ['paperOut', 'printer-paper-out'],
    ['coverOpen', 'printer-cover-open'],
    ['cutterError', 'printer-cutter-error'],
    ['unplugged', 'printer-unreachable'],
  ] as const)('refuses with %s before any byte of the slip, and says why', async (fault, code) => {
    const { printer, served } = await labAt();
    printer.setFault(fault, true);
    await served.settled();
    const { print, begun } = deviceAt(served.address);
    expect(await print()).toMatchObject({ outcome: 'notPrinted', reason: { code } });
    expect(begun()).toBe(0);
    printer.setFault(fault, false);
    await served.settled();
    expect(printer.papers).toEqual([]);
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
  });

  it('prints with the paper near its end, and tells that', async () => {
    const { printer, served } = await labAt();
    printer.setFault('paperNearEnd', true);
    const { device, print } = deviceAt(served.address);
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(await device.check(never)).toEqual({
      status: { online: 'yes', paper: 'nearEnd', cover: 'closed', cutter: 'ok' },
      problem: null,
    });
  });

  it('leaves it unknown when the paper ends in the middle; the rest comes out when paper is back', async () => {
    const { printer, served } = await labAt();
    printer.runOutAfter(120);
    const { print, begun } = deviceAt(served.address);
    expect(await print()).toMatchObject({ outcome: 'unknown', reason: { code: 'printer-paper-out' } });
    expect(begun()).toBe(1);
    expect(printer.papers.map(({ cut }) => cut)).toEqual([false]);
    printer.setFault('paperOut', false);
    expect(printer.papers.map(({ cut }) => cut)).toEqual([true]);
  });

  it('leaves it unknown when it hangs up in the middle of the job', async () => {
    const { printer, served } = await labAt();
    printer.setFault('dropMidJob', true);
    const { print, begun } = deviceAt(served.address);
    expect(await print()).toMatchObject({ outcome: 'unknown', reason: { code: 'printer-dropped' } });
    expect(begun()).toBe(1);
  });

  it('leaves it unknown when it has fallen silent since', async () => {
    const { printer, served } = await labAt();
    const { print } = deviceAt(served.address);
    expect(await print()).toMatchObject({ outcome: 'printed' });
    printer.setFault('silent', true);
    expect(await print()).toMatchObject({ outcome: 'unknown', reason: { code: 'printer-silent' } });
  });

  it('prints the next job whole after one that was cut off in a picture', async () => {
    const { printer, served } = await labAt();
    const { print } = deviceAt(served.address);
    printer.setFault('dropMidJob', true);
    await print();
    printer.setFault('dropMidJob', false);
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(printer.papers[0]!.cut).toBe(true);
  });

  it('falls back on the fence of the buffer where GS ( H is not known', async () => {
    const asked: (number | string)[] = [];
    const address = await strangePrinter((socket) =>
      questions(socket, (question) => {
        asked.push(question);
        if (typeof question === 'number') socket.write(Buffer.of(healthy[question - 1]!));
        if (question === 'fence') socket.write(Buffer.of(0));
      }),
    );
    const { print } = deviceAt(address);
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(asked.filter((question) => question === 'fence')).toHaveLength(2);
    const first = asked.length;
    await print();
    // What it was found unable to answer is not asked a second time.
    expect(asked.slice(first).every((question) => typeof question === 'number' || question === 'fence')).toBe(
      true,
    );
  });

  it('does not believe the buffer when the printer then says that the paper is out', async () => {
    let isOut = false;
    let fences = 0;
    const address = await strangePrinter((socket) =>
      questions(socket, (question) => {
        if (typeof question === 'number') socket.write(Buffer.of(question === 4 && isOut ? 0x7e : 0x12));
        if (question !== 'fence') return;
        fences += 1;
        isOut = fences === 2;
        socket.write(Buffer.of(0));
      }),
    );
    expect(await deviceAt(address).print()).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-paper-out' },
    });
  });

  it('is printed but not confirmed where the printer tells its state and nothing more', async () => {
    const address = await strangePrinter((socket) =>
      questions(socket, (question) => {
        if (typeof question === 'number') socket.write(Buffer.of(healthy[question - 1]!));
      }),
    );
    expect(await deviceAt(address).print()).toEqual({ outcome: 'printed', confirmed: false });
  });

  it('is believed with answers in pieces, answers in one piece with others, and noise between them', async () => {
    const address = await strangePrinter((socket) =>
      questions(socket, (question) => {
        if (typeof question === 'number') socket.write(Buffer.of(0xff, 0x91, healthy[question - 1]!));
        // An automatic status nobody asked for, the end of an older job, then ours, byte by byte.
        else if (question !== 'fence')
          for (const byte of [0x14, 0x00, 0x00, 0x0f, ...completion('OLD1'), ...completion(question)])
            socket.write(Buffer.of(byte));
      }),
    );
    expect(await deviceAt(address, { ...profile, status: { ...profile.status, gsR: 'no' } }).print()).toEqual(
      {
        outcome: 'printed',
        confirmed: true,
      },
    );
  });

  it('is not deceived by answers to questions that nobody asked, in the middle of the picture', async () => {
    const address = await strangePrinter((socket) => {
      let bytes = 0;
      socket.on('data', (data) => {
        bytes += data.length;
        // Stray statuses, and the ends of jobs that are not this one.
        if (bytes > 4000) socket.write(Buffer.from([0x16, 0x12, ...completion('ZZZZ')]));
      });
      questions(socket, (question) => {
        if (typeof question === 'number' && bytes < 4000) socket.write(Buffer.of(healthy[question - 1]!));
      });
    });
    // What such a printer says of itself is anybody's guess; that it printed is not believed.
    expect(await deviceAt(address, twoWayProfile).print()).toMatchObject({ outcome: 'unknown' });
  });

  it('waits for an end that comes late as long as the printer says that it is well', async () => {
    let rounds = 0;
    let waiting: (() => void) | null = null;
    const address = await strangePrinter((socket) =>
      questions(socket, (question) => {
        if (typeof question === 'number') {
          socket.write(Buffer.of(healthy[question - 1]!));
          if (waiting && question === 4) rounds += 1;
          // Forty looks of twenty milliseconds are past the limit for a printer that says nothing.
          if (waiting && rounds === 40) waiting();
        } else if (question !== 'fence') waiting = () => socket.write(completion(question));
      }),
    );
    expect(await deviceAt(address, twoWayProfile).print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(rounds).toBeGreaterThanOrEqual(40);
  });

  it('leaves it unknown when the end does not come at all, however well the printer says it is', async () => {
    const address = await strangePrinter((socket) =>
      questions(socket, (question) => {
        if (typeof question === 'number') socket.write(Buffer.of(healthy[question - 1]!));
      }),
    );
    expect(await deviceAt(address, twoWayProfile).print()).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-silent' },
    });
  });
});

describe('a printer that says nothing', () => {
  it('has taken the job, unconfirmed, when it reads to the end and closes', async () => {
    const { printer, served } = await labAt();
    printer.setFault('silent', true);
    expect(await deviceAt(served.address).print()).toEqual({ outcome: 'printed', confirmed: false });
    expect(printer.papers).toHaveLength(1);
  });

  it('leaves it unknown when it accepts and never reads, for a job that the kernel takes whole', async () => {
    const address = await strangePrinter((socket) => socket.pause());
    expect(await deviceAt(address).print()).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-silent' },
    });
  });

  it('leaves it unknown when it accepts and never reads, for a job larger than any buffer', async () => {
    const address = await strangePrinter((socket) => socket.pause());
    expect(await deviceAt(address).print(slipOf(200_000))).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-silent' },
    });
  });

  it('is not believed when it turns out to be slow, not mute', async () => {
    const address = await strangePrinter((socket) => {
      const answers: (() => void)[] = [];
      // Out of paper, and it says so, but only once the whole slip has come in.
      questions(socket, (question) => {
        if (typeof question === 'number')
          answers.push(() => socket.write(Buffer.of(question === 4 ? 0x7e : 0x12)));
      });
      let bytes = 0;
      socket.on('data', (data) => {
        bytes += data.length;
        if (bytes > 21_000) for (const answer of answers.splice(0)) answer();
      });
      socket.on('end', () => socket.end());
    });
    expect((await deviceAt(address).print()).outcome).toBe('unknown');
  });

  it('leaves it unknown when it resets the connection in the middle', async () => {
    const address = await strangePrinter((socket) => {
      let bytes = 0;
      socket.on('data', (data) => {
        bytes += data.length;
        if (bytes > 2000) socket.resetAndDestroy();
      });
    });
    expect(await deviceAt(address).print()).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-dropped' },
    });
  });

  it('was not printed on when it hangs up before the first byte of the slip', async () => {
    const address = await strangePrinter((socket) => socket.end());
    const { print, begun } = deviceAt(address);
    expect(await print()).toMatchObject({ outcome: 'notPrinted', reason: { code: 'printer-unreachable' } });
    expect(begun()).toBe(0);
  });

  it('is believed to have printed without closing only where its model says that nothing ever comes back', async () => {
    const reading = (socket: Socket): void => void socket.resume();
    const mute: PrinterProfile = {
      ...profile,
      status: { dleEot: 'no', gsR: 'no', gsParenH: 'no', gsA: 'no' },
    };
    expect(await deviceAt(await strangePrinter(reading), mute).print()).toEqual({
      outcome: 'printed',
      confirmed: false,
    });
    expect(await deviceAt(await strangePrinter(reading)).print()).toMatchObject({ outcome: 'unknown' });
  });

  it('is unknown in every respect, never fine', async () => {
    const address = await strangePrinter((socket) => void socket.resume());
    const unknown = { online: 'unknown', paper: 'unknown', cover: 'unknown', cutter: 'unknown' };
    expect(await deviceAt(address).device.check(never)).toEqual({ status: unknown, problem: null });
    expect(await deviceAt('file:/dev/null').device.check(never)).toEqual({ status: unknown, problem: null });
  });

  it('is a fault in a printer whose model always answers', async () => {
    const address = await strangePrinter((socket) => void socket.resume());
    expect(await deviceAt(address, twoWayProfile).device.check(never)).toMatchObject({
      problem: { code: 'printer-silent' },
    });
  });

  it('is not taken for mute because something before it dropped the line', async () => {
    let isOff = true;
    const address = await strangePrinter((socket) => {
      if (isOff) {
        socket.end();
        return;
      }
      questions(socket, (question) => {
        if (typeof question === 'number') socket.write(Buffer.of(healthy[question - 1]!));
        if (question === 'fence') socket.write(Buffer.of(0));
      });
    });
    const { print } = deviceAt(address);
    expect(await print()).toMatchObject({ outcome: 'notPrinted' });
    isOff = false;
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
  });

  it('is asked again after a while, not at every job', async () => {
    let now = 0;
    const clock: Clock = { now: () => new Date(0), monotonicMs: () => now };
    let asked = 0;
    const address = await strangePrinter((socket) => questions(socket, () => (asked += 1)));
    const { device } = deviceAt(address, profile, clock);
    await device.check(never);
    await device.check(never);
    expect(asked).toBe(1);
    now = limits.askAgainMs;
    await device.check(never);
    expect(asked).toBe(2);
  });
});

describe('giving up', () => {
  it('is not printed before the slip has begun', async () => {
    const { served } = await labAt();
    const stop = new AbortController();
    const outcome = deviceAt(served.address).device.print(slip, {
      beforeSending: () => Promise.reject(new Error('must not begin')),
      signal: stop.signal,
      stopped: () => appError('print-interrupted'),
    });
    stop.abort();
    expect(await outcome).toEqual({ outcome: 'notPrinted', reason: { code: 'print-interrupted' } });
  });

  it('is unknown once it has', async () => {
    const address = await strangePrinter((socket) => socket.pause());
    const stop = new AbortController();
    const outcome = await deviceAt(address).device.print(slip, {
      beforeSending: () => {
        stop.abort();
        return Promise.resolve(ok(null));
      },
      signal: stop.signal,
      stopped: () => appError('print-interrupted'),
    });
    expect(outcome).toEqual({ outcome: 'unknown', reason: { code: 'print-interrupted' } });
  });

  it('sends nothing when the journal cannot be written', async () => {
    const { printer, served } = await labAt();
    const outcome = await deviceAt(served.address).device.print(slip, {
      beforeSending: () => Promise.resolve({ ok: false, error: appError('store-unwritable') }),
      signal: never,
      stopped: () => appError('print-interrupted'),
    });
    expect(outcome).toEqual({ outcome: 'notPrinted', reason: { code: 'store-unwritable' } });
    expect(printer.papers).toEqual([]);
  });
});

describe('a connection that is kept', () => {
  function holding(address: string): PrinterDevice {
    const adapter = new TcpAdapter({ lingerMs: 20 });
    const device = new PrinterDevice({
      address,
      profile,
      adapter,
      clock: systemClock,
      limits,
      hold: true,
    });
    closers.push(() => device.close());
    return device;
  }
  const order = {
    beforeSending: () => Promise.resolve(ok(null)),
    signal: never,
    stopped: () => appError('print-interrupted'),
  };

  it('serves questions and jobs one after the other, and rings again after each job', async () => {
    let sockets = 0;
    const requests: string[] = [];
    const address = await strangePrinter((socket) => {
      sockets += 1;
      const interpreter = new PaperInterpreter(profile.widthDots, (event) => {
        if (event.type === 'statusWanted') socket.write(Uint8Array.of(healthy[event.kind - 1]!));
        if (event.type === 'fenceWanted') socket.write(Uint8Array.of(0));
        if (event.type === 'completionWanted')
          socket.write(completion(Buffer.from(event.id).toString('latin1')));
        if (event.type === 'initialised') requests.push('ESC @');
        if (event.type !== 'automaticStatus') return;
        requests.push('GS a');
        socket.write(Uint8Array.of(0x14, 0, 0, 0x0f));
      });
      socket.on('data', (bytes) => interpreter.push(new Uint8Array(bytes)));
    });
    const device = holding(address);
    await device.check(never);
    await device.check(never);
    expect(await device.print(slip, order)).toEqual({ outcome: 'printed', confirmed: true });
    expect(await device.print(slip, order)).toEqual({ outcome: 'printed', confirmed: true });
    expect(sockets).toBe(1);
    expect(requests).toEqual(['GS a', 'ESC @', 'GS a', 'ESC @', 'GS a']);
  });

  it('is opened anew when the printer hung up meanwhile', async () => {
    const { printer, served } = await labAt();
    const device = holding(served.address);
    await device.check(never);
    printer.setFault('unplugged', true);
    await served.settled();
    expect(await device.check(never)).toMatchObject({ problem: { code: 'printer-unreachable' } });
    printer.setFault('unplugged', false);
    await served.settled();
    expect(await device.print(slip, order)).toEqual({ outcome: 'printed', confirmed: true });
  });

  it('that is dead without anybody telling is not taken for a printer that prints', async () => {
    const answering: Socket[] = [];
    const address = await strangePrinter((socket) => {
      answering.push(socket);
      questions(socket, (question) => {
        // The first line goes dead after the first round of questions.
        if (socket === answering[0] && round >= 4) return;
        if (typeof question === 'number') {
          round += 1;
          socket.write(Uint8Array.of(healthy[question - 1]!));
        } else if (question === 'fence') socket.write(Uint8Array.of(0));
        else socket.write(completion(question));
      });
    });
    let round = 0;
    const device = holding(address);
    expect(await device.check(never)).toMatchObject({ problem: null });
    expect(await device.print(slip, order)).toEqual({ outcome: 'printed', confirmed: true });
    expect(answering).toHaveLength(2);
  });

  it('is not kept to a printer that says nothing', async () => {
    let ended = 0;
    const address = await strangePrinter((socket) => {
      socket.resume();
      socket.once('end', () => {
        ended += 1;
        socket.end();
      });
    });
    const device = holding(address);
    await device.check(never);
    await device.close();
    expect(ended).toBe(1);
  });
});
