import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * - `up`: everything passes
 * - `down`: connections are refused at once, as when central is away
 * - `loseAnswers`: requests reach central and are carried out; the answers never come back
 * - `silent`: connections are taken and nothing moves, as behind a broken router
 */
export type LineState = 'up' | 'down' | 'loseAnswers' | 'silent';

/** A network line between a station and central that fails as lines do: real sockets, faults at a word. */
export class UnreliableLine {
  private readonly sockets = new Set<Socket>();
  private state: LineState = 'up';
  private lost = 0;

  private constructor(
    private readonly server: Server,
    private readonly targetPort: () => number,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  static async open(targetPort: () => number): Promise<UnreliableLine> {
    const server = createServer();
    const line = new UnreliableLine(server, targetPort);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How many bytes of answers were lost in `loseAnswers`: proof that central had answered. */
  get lostBytes(): number {
    return this.lost;
  }

  /** Changes the line. Connections that are open are cut, unless the line comes `up` or only loses answers. */
  set(state: LineState): void {
    this.state = state;
    if (state === 'down' || state === 'up') for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(near: Socket): void {
    this.keep(near);
    if (this.state === 'down') {
      near.destroy();
      return;
    }
    if (this.state === 'silent') return;
    const far = connect(this.targetPort(), '127.0.0.1');
    this.keep(far);
    near.on('data', (bytes) => {
      if (this.state !== 'silent') far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (this.state === 'up') near.write(bytes);
      else if (this.state === 'loseAnswers') {
        this.lost += bytes.length;
        near.destroy();
      }
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // A cut line is what this class is for.
    socket.on('error', () => undefined);
  }
}
