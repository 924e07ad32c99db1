import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import { CupsAdapter } from '../../devices/printer/adapters/cups.ts';
import { NetworkFinder } from '../../devices/printer/discovery/network-finder.ts';
import type { FindListeners, FoundPrinter, PrinterFinder } from '../../devices/printer/discovery/port.ts';
import { librarySerialPorts } from '../../devices/scanner/adapters/serial-ports.ts';
import type { CallContext } from '../../host/handlers.ts';
import { serialAliases } from './compose-setup.ts';
import { printerSetupHandlers } from './handlers.ts';
import { closeAll, setupOf } from './setup-rig.test-support.ts';

afterEach(closeAll);

const usb: FoundPrinter = {
  way: 'usb',
  address: 'usb:/dev/usb/lp0',
  aliases: [],
  name: '/dev/usb/lp0',
  model: 'EPSON TM-T82',
  problem: null,
};

/** Finds what the test tells it to, until the test or an abort ends it: a second implementation of the port. */
class HandFinder implements PrinterFinder {
  readonly way = 'usb';
  signal: AbortSignal | null = null;
  #listeners: FindListeners | null = null;
  #end: () => void = () => undefined;
  find(listeners: FindListeners, signal: AbortSignal) {
    this.signal = signal;
    this.#listeners = listeners;
    return new Promise<{ ok: true; value: null }>((resolve) => {
      this.#end = () => resolve(ok(null));
      signal.addEventListener('abort', () => this.#end(), { once: true });
    });
  }
  tell(printer: FoundPrinter): void {
    this.#listeners?.found(printer);
  }
  end(): void {
    this.#end();
  }
}

describe('looking for printers', () => {
  it('tells what it finds while it still looks, with the model that its name means', async () => {
    const finder = new HandFinder();
    const { setup, told } = setupOf({ finders: { local: [finder], network: [] } });
    setup.search('local');
    finder.tell(usb);
    const running = await told(({ found }) => found.length === 1);
    expect(running).toMatchObject({
      local: 'running',
      network: 'idle',
      found: [{ profile: 'epson-tm-t82' }],
    });
    finder.end();
    expect(await told(({ local }) => local === 'done')).toMatchObject({ found: [{ address: usb.address }] });
  });

  it('stops, keeps what was found, and takes nothing more', async () => {
    const finder = new HandFinder();
    const { setup, told, searches } = setupOf({ finders: { local: [finder], network: [] } });
    setup.search('local');
    finder.tell(usb);
    setup.stopSearch();
    finder.tell({ ...usb, address: 'usb:/dev/usb/lp1' });
    await told(({ local }) => local === 'stopped');
    expect(finder.signal?.aborted).toBe(true);
    expect(searches.at(-1)?.found).toHaveLength(1);
  });

  it('begins anew without what an earlier look found', async () => {
    const finder = new HandFinder();
    const { setup, told } = setupOf({ finders: { local: [finder], network: [] } });
    setup.search('local');
    finder.tell(usb);
    await told(({ found }) => found.length === 1);
    const first = finder.signal;
    setup.search('local');
    expect(first?.aborted).toBe(true);
    finder.end();
    expect(await told(({ local }) => local === 'done')).toMatchObject({ found: [] });
  });

  it('marks what is configured, and shows a printer and the queue before it once', async () => {
    const [network, queue] = [new HandFinder(), new HandFinder()];
    const address = 'tcp://192.168.1.50:9100';
    const printers = [{ id: 'p', name: 'Máy in quầy 1', address, profile: 'generic-80' }];
    const { setup, told } = setupOf({
      adapters: [new CupsAdapter()],
      finders: { local: [queue], network: [network] },
      configured: () => ({ printers, scanners: [] }),
    });
    setup.search('local');
    setup.search('network');
    queue.tell({
      ...usb,
      way: 'queue',
      address: 'cups:quay-1',
      name: 'quay-1',
      model: null,
      aliases: [address],
    });
    network.tell({ ...usb, way: 'network', address, name: '192.168.1.50', model: null });
    const { found } = await told((search) => search.found[0]?.also.length === 1);
    expect(found).toMatchObject([{ address, also: ['cups:quay-1'], configuredAs: 'Máy in quầy 1' }]);
    expect(await setup.probe('cups:quay-1')).toMatchObject({ error: { code: 'printer-already-configured' } });
  });

  it('says which way could not be looked at, also when its finder is broken, and goes on with the others', async () => {
    const refusing: PrinterFinder = {
      way: 'serial',
      find: () => Promise.resolve(err(appError('printer-unreachable', {}, 'no udevadm'))),
    };
    const broken: PrinterFinder = { way: 'queue', find: () => Promise.reject(new Error('a bug')) };
    const finder = new HandFinder();
    const { setup, told } = setupOf({ finders: { local: [refusing, broken, finder], network: [] } });
    setup.search('local');
    finder.tell(usb);
    finder.end();
    const { problems, found } = await told(({ local }) => local === 'done');
    expect(problems).toMatchObject([
      { way: 'serial', error: { cause: 'no udevadm' } },
      { way: 'queue', error: { code: 'internal', cause: 'a bug' } },
    ]);
    expect(found).toHaveLength(1);
  });

  it('looks through a network with real connections, and tells how far it is', async () => {
    let bytes = 0;
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.on('data', (data) => (bytes += data.length));
    });
    server.listen(0, '127.0.0.3');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const networks = (): string[] => ['127.0.0.0/29'];
    const { setup, told } = setupOf({
      finders: { local: [], network: [new NetworkFinder({ subnets: networks, port })] },
      networks,
    });
    setup.search('network');
    expect(await told(({ network }) => network === 'done')).toMatchObject({
      networks: ['127.0.0.0/29'],
      asked: 6,
      total: 6,
      found: [{ way: 'network', address: `tcp://127.0.0.3:${port}`, profile: null }],
    });
    expect(bytes).toBe(0);
    server.close();
  });

  it('forgets everything when the set-up is left', async () => {
    const finder = new HandFinder();
    const { setup, told } = setupOf({ finders: { local: [finder], network: [] } });
    setup.search('local');
    finder.tell(usb);
    await told(({ found }) => found.length === 1);
    await setup.leave();
    expect(finder.signal?.aborted).toBe(true);
    setup.search('network');
    expect(await told(({ network }) => network === 'done')).toMatchObject({ local: 'idle', found: [] });
  });
});

describe('who may set up a printer', () => {
  it('is the settings window alone', async () => {
    const { setup, searches } = setupOf();
    const handlers = printerSetupHandlers(setup);
    const from = (window: CallContext['window']): CallContext => ({
      window,
      stationId: null,
      correlationId: 'c',
    });
    const print = {
      key: '00000000-0000-4000-8000-000000000001',
      address: 'lab:trial',
      profile: 'generic-80',
      paper: { type: 'sample' as const },
    };
    for (const window of ['station', 'launcher', 'lab'] as const)
      for (const answer of [
        handlers['printerSetup.search']({ where: 'network' }, from(window)),
        handlers['printerSetup.stopSearch'](null, from(window)),
        handlers['printerSetup.probe']({ address: 'lab:trial' }, from(window)),
        handlers['printerSetup.print'](print, from(window)),
        handlers['printerSetup.stopPrint'](null, from(window)),
        handlers['printerSetup.leave'](null, from(window)),
      ])
        expect(await answer).toEqual({ ok: false, error: { code: 'permission-denied' } });
    expect(searches).toEqual([]);
    expect(await handlers['printerSetup.print'](print, from('settings'))).toMatchObject({
      value: { state: 'printed' },
    });
    const models = await handlers['printerSetup.models'](null, from('settings'));
    expect(models.ok && models.value.find(({ id }) => id === 'label-tspl')).toMatchObject({
      labels: true,
      cuts: false,
    });
  });
});

describe('the names of a serial device', () => {
  const ports = librarySerialPorts(() =>
    Promise.resolve({
      list: () =>
        Promise.resolve([
          { path: '/dev/ttyUSB0', vendorId: '04b8', productId: '0202', serialNumber: 'A1' },
          { path: '/dev/ttyS0' },
        ]),
      create: () => {
        throw new Error('nothing is opened');
      },
    }),
  );
  it.each([
    [{ scheme: 'serial', path: '/dev/ttyUSB0', usb: null, options: {} } as const, 2],
    [
      { scheme: 'serial', path: null, usb: { vid: '04b8', pid: '0202', serial: null }, options: {} } as const,
      2,
    ],
    [{ scheme: 'serial', path: '/dev/ttyS9', usb: null, options: {} } as const, 0],
    [{ scheme: 'tcp', host: 'x', port: 9100, options: {} } as const, 0],
  ])('%j', async (address, count) => {
    expect(await serialAliases(address, ports)).toHaveLength(count);
  });
});
