import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  closeAll,
  completion,
  deviceAt,
  healthy,
  labAt,
  limits,
  never,
  profile,
  questions,
  slipOf,
  strangePrinter,
  twoWayProfile,
} from './device-rig.test-support.ts';
import { type Clock } from '../../clock.ts';
import type { PrinterProfile } from './profile.ts';

afterEach(closeAll);

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

  it('is asked again for what it answered too late, and confirms from then on', async () => {
    let now = 0;
    const clock: Clock = { now: () => new Date(0), monotonicMs: () => now };
    let isBusy = true;
    let probes = 0;
    const address = await strangePrinter((socket) => {
      const late: (() => void)[] = [];
      questions(socket, (question) => {
        if (typeof question === 'number') {
          socket.write(Buffer.of(healthy[question - 1]!));
          return;
        }
        probes += 1;
        const answer = (): boolean =>
          socket.write(question === 'fence' ? Buffer.of(0) : completion(question));
        if (isBusy) late.push(() => void answer());
        else answer();
      });
      // Only once the slip has come in.
      let bytes = 0;
      socket.on('data', (data) => {
        bytes += data.length;
        if (bytes > 21_000) for (const answer of late.splice(0)) answer();
      });
      socket.on('end', () => socket.end());
    });
    const { print } = deviceAt(address, profile, clock);
    expect(await print()).toEqual({ outcome: 'printed', confirmed: false });
    expect(probes).toBe(2);
    isBusy = false;
    expect(await print()).toEqual({ outcome: 'printed', confirmed: false });
    expect(probes).toBe(2);
    now = limits.askAgainMs;
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
  });
});
