import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { printerFinderContract } from './finder.contract.ts';
import { NetworkFinder } from './network-finder.ts';
import { hostsOf, ownSubnets } from './own-subnets.ts';

const never = new AbortController().signal;

/** A machine that listens, and counts what it is sent and how often it is called. */
class Listener {
  bytes = 0;
  calls = 0;
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {
    server.on('connection', (socket) => {
      this.calls += 1;
      socket.on('error', () => socket.destroy());
      socket.on('data', (data) => (this.bytes += data.length));
    });
  }
  static async at(host: string, port = 0): Promise<Listener> {
    const server = createServer();
    server.listen(port, host);
    await once(server, 'listening');
    return new Listener(server, (server.address() as AddressInfo).port);
  }
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }
}

/** Two printers in the loopback network: no test looks at a real one. */
async function loopback() {
  const first = await Listener.at('127.0.0.2');
  const second = await Listener.at('127.0.0.5', first.port);
  const options = { subnets: () => ['127.0.0.0/29'], port: first.port };
  return { first, second, options, address: `tcp://127.0.0.5:${first.port}` };
}

printerFinderContract('the network finder', async () => {
  const { first, second, options, address } = await loopback();
  return {
    finder: new NetworkFinder(options),
    address,
    nothing: new NetworkFinder({ subnets: () => [] }),
    received: () => first.bytes + second.bytes,
    close: async () => {
      await first.close();
      await second.close();
    },
  };
});

describe('printers on the network', () => {
  it('are found one by one while the rest is still asked, with how far it is', async () => {
    const { first, second, options } = await loopback();
    const steps: [number, number][] = [];
    const found: string[] = [];
    await new NetworkFinder({ ...options, atOnce: 1 }).find(
      {
        found: ({ address }) => found.push(address),
        progress: (asked, total) => steps.push([asked, total]),
      },
      never,
    );
    expect(found).toEqual([`tcp://127.0.0.2:${first.port}`, `tcp://127.0.0.5:${first.port}`]);
    expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6].map((asked) => [asked, 6]));
    await first.close();
    await second.close();
  });

  it('are left alone when they are in use here: many take one connection at a time', async () => {
    const { first, second, options, address } = await loopback();
    const finder = new NetworkFinder({ ...options, isInUse: (one) => one === address });
    const found: string[] = [];
    await finder.find({ found: (printer) => found.push(printer.address) }, never);
    expect(found).toContain(address);
    expect([first.calls, second.calls]).toEqual([1, 0]);
    await first.close();
    await second.close();
  });

  it('never hold more places open than allowed, and a place that is silent is given up', async () => {
    // A full backlog answers nothing at all, as a switched-off address does.
    let open = 0;
    let most = 0;
    const server = createServer((socket) => {
      open += 1;
      most = Math.max(most, open);
      socket.once('close', () => (open -= 1));
      socket.resume();
    });
    server.listen(0, '0.0.0.0');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const found: string[] = [];
    await new NetworkFinder({ subnets: () => ['127.0.0.0/26'], port, atOnce: 4 }).find(
      { found: ({ address }) => found.push(address) },
      never,
    );
    expect(found).toHaveLength(62);
    // The server may see the end of one later than the beginning of the next.
    expect(most).toBeLessThanOrEqual(8);
    server.close();
  });
});

describe('the networks that are looked through', () => {
  const at = (address: string, cidr: string, more: object = {}): NetworkInterfaceInfo => ({
    address,
    cidr,
    family: 'IPv4',
    internal: false,
    mac: '',
    netmask: '',
    ...more,
  });

  it('are the private IPv4 ones of this machine, at most 254 places around it', () => {
    expect(
      ownSubnets({
        lo: [at('127.0.0.1', '127.0.0.1/8', { internal: true })],
        wide: [at('10.20.30.40', '10.20.30.40/8')],
        home: [at('192.168.1.50', '192.168.1.50/24'), at('192.168.1.51', '192.168.1.51/24')],
        small: [at('172.31.9.70', '172.31.9.70/28')],
        street: [at('203.0.113.7', '203.0.113.7/24')],
        next: [at('172.32.0.1', '172.32.0.1/24')],
        six: [at('fd00::1', 'fd00::1/64', { family: 'IPv6' })],
        none: undefined,
      }),
    ).toEqual(['10.20.30.0/24', '192.168.1.0/24', '172.31.9.64/28']);
  });

  it('have places for machines, without the network itself and the broadcast', () => {
    expect(hostsOf('172.31.9.64/30')).toEqual(['172.31.9.65', '172.31.9.66']);
    const whole = hostsOf('192.168.1.0/24');
    expect([whole.length, whole[0], whole.at(-1)]).toEqual([254, '192.168.1.1', '192.168.1.254']);
    expect(hostsOf('10.0.0.0/8')).toEqual([]);
    expect(hostsOf('nonsense')).toEqual([]);
  });
});
