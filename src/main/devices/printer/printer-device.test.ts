import { afterEach, describe, expect, it } from 'vitest';
import {
  closeAll,
  completion,
  deviceAt,
  healthy,
  labAt,
  never,
  profile,
  questions,
  slip,
  strangePrinter,
  twoWayProfile,
} from './device-rig.test-support.ts';
import { appError } from '../../../shared/errors.ts';
import { ok } from '../../../shared/result.ts';

afterEach(closeAll);

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
          // Twenty-five looks of twenty milliseconds are past the limit for a printer that says nothing.
          if (waiting && rounds === 25) waiting();
        } else if (question !== 'fence') waiting = () => socket.write(completion(question));
      }),
    );
    expect(await deviceAt(address, twoWayProfile).print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(rounds).toBeGreaterThanOrEqual(25);
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
