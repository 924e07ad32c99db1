import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CupsServer, freePort } from '../adapters/cups-server.test-support.ts';
import { addressOfUri, CupsFinder } from './cups-finder.ts';
import { printerFinderContract } from './finder.contract.ts';
import type { FoundPrinter } from './port.ts';

const never = new AbortController().signal;

printerFinderContract('the finder of CUPS queues, at a real cupsd,', async () => {
  const cups = await CupsServer.start(9100, 'quay-2');
  return {
    finder: new CupsFinder({ server: `127.0.0.1:${cups.port}` }),
    address: cups.address,
    nothing: new CupsFinder({ server: `127.0.0.1:${await freePort()}` }),
    received: () => 0,
    close: () => cups.close(),
  };
});

describe('queues of CUPS', () => {
  it('name the printer behind them, so that it is not shown twice', async () => {
    const cups = await CupsServer.start(9100);
    const found: FoundPrinter[] = [];
    await new CupsFinder({ server: `127.0.0.1:${cups.port}` }).find(
      { found: (one) => found.push(one) },
      never,
    );
    expect(found).toEqual([
      {
        way: 'queue',
        address: cups.address,
        aliases: ['tcp://127.0.0.1:9100'],
        name: 'paper',
        model: null,
        problem: null,
      },
    ]);
    await cups.close();
  });

  it.each([
    ['socket://192.168.1.50', 'tcp://192.168.1.50:9100'],
    ['socket://may-in:9101/?x', 'tcp://may-in:9101'],
    ['serial:/dev/ttyUSB0?baud=9600+bits=8', 'serial:/dev/ttyUSB0'],
    ['file:///dev/usb/lp0', 'usb:/dev/usb/lp0'],
    ['usb://EPSON/TM-T82?serial=1', null],
    ['ipp://printer.local/ipp/print', null],
  ])('stand before %s', (uri, address) => {
    expect(addressOfUri(uri)).toBe(address);
  });

  it('are an error where something else answers', async () => {
    const server = createServer((_, response) => response.end('<html>no IPP</html>'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const result = await new CupsFinder({ server: `127.0.0.1:${port}` }).find(
      { found: () => undefined },
      never,
    );
    expect(result).toMatchObject({ error: { code: 'printer-unreachable' } });
    server.close();
  });

  it('are given up when the server does not answer', async () => {
    const server = createServer(() => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const finder = new CupsFinder({ server: `127.0.0.1:${port}`, timeoutMs: 50 });
    expect(await finder.find({ found: () => undefined }, never)).toMatchObject({
      error: { code: 'printer-unreachable', cause: 'no answer in time' },
    });
    server.closeAllConnections();
    server.close();
  });
});
