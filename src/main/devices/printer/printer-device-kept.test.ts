import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  closeAll,
  completion,
  healthy,
  holdingAt,
  labAt,
  never,
  order,
  profile,
  questions,
  slip,
  strangePrinter,
} from './device-rig.test-support.ts';
import { PaperInterpreter } from './paper-reading/interpreter.ts';

afterEach(closeAll);

describe('a connection that is kept', () => {
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
    const { device } = holdingAt(address);
    await device.check(never);
    await device.check(never);
    expect(await device.print(slip, order())).toEqual({ outcome: 'printed', confirmed: true });
    expect(await device.print(slip, order())).toEqual({ outcome: 'printed', confirmed: true });
    expect(sockets).toBe(1);
    expect(requests).toEqual(['GS a', 'ESC @', 'GS a', 'ESC @', 'GS a']);
  });

  it('is opened anew when the printer hung up meanwhile', async () => {
    const { printer, served } = await labAt();
    const { device } = holdingAt(served.address);
    await device.check(never);
    printer.setFault('unplugged', true);
    await served.settled();
    expect(await device.check(never)).toMatchObject({ problem: { code: 'printer-unreachable' } });
    printer.setFault('unplugged', false);
    await served.settled();
    expect(await device.print(slip, order())).toEqual({ outcome: 'printed', confirmed: true });
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
    const { device } = holdingAt(address);
    expect(await device.check(never)).toMatchObject({ problem: null });
    expect(await device.print(slip, order())).toEqual({ outcome: 'printed', confirmed: true });
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
    const { device } = holdingAt(address);
    await device.check(never);
    await device.close();
    expect(ended).toBe(1);
  });
});
