import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Told how many bytes are about to pass; answers how many of them may. Fewer than all: the line is cut behind them. */
export type Toll = (bytes: number) => number;

/** What becomes of the printer's bytes on their way back; `pass` hands bytes to the station. */
export type WayBack = (bytes: Uint8Array, pass: (bytes: Uint8Array) => void) => void;

/** A piece of network before a printer: counts what the station sends, can be cut at any byte, can garble the answers. */
export class Gate {
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #open = new Set<Socket>();
  #waiters: (() => void)[] = [];
  toll: Toll = (bytes) => bytes;
  wayBack: WayBack = (bytes, pass) => pass(bytes);

  private constructor(server: Server, targetPort: number) {
    this.#server = server;
    this.#targetPort = targetPort;
    server.on('connection', (near: Socket) => this.#join(near));
  }

  static async before(targetPort: number): Promise<Gate> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Gate(server, targetPort);
  }

  get address(): string {
    return `tcp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when no byte is under way any more: every connection through here is gone on both sides. */
  async quiet(): Promise<void> {
    while (this.#open.size > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    const far = connect({ port: this.#targetPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    this.#keep(near);
    this.#keep(far);
    near.on('data', (bytes) => {
      const passed = Math.min(bytes.length, this.toll(bytes.length));
      if (!far.write(bytes.subarray(0, passed))) {
        near.pause();
        far.once('drain', () => near.resume());
      }
      if (passed === bytes.length) return;
      near.destroy();
      far.end();
    });
    // A killed station ends or resets its side; what it had sent arrives all the same.
    near.once('end', () => far.end());
    near.once('close', () => far.end());
    const pass = (bytes: Uint8Array): void => {
      if (near.writable) near.write(bytes);
    };
    far.on('data', (bytes) => this.wayBack(bytes, pass));
    far.once('end', () => near.end());
    far.once('close', () => near.destroy());
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.#open.delete(socket);
      for (const wake of this.#waiters.splice(0)) wake();
    });
  }
}
