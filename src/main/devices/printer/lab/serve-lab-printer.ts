import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { PrinterConnection } from '../port.ts';
import type { LabPrinter } from './lab-printer.ts';

/** A simulated printer behind a real socket. */
export interface ServedLabPrinter {
  readonly port: number;
  readonly address: string;
  /** Resolves when the socket is as the fault `unplugged` wants it: gone, or listening again. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Puts a simulated printer on a TCP port (0: any free one), for tests, demonstrations and the command line. Its faults act
 * on the socket: unplugged refuses connections and breaks those that stand, `neverReads` leaves the bytes to the kernel.
 */
export async function serveLabPrinter(
  printer: LabPrinter,
  port = 0,
  host = '127.0.0.1',
): Promise<ServedLabPrinter> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const connection = printer.connect();
    if (connection.ok) carry(socket, connection.value);
    else socket.resetAndDestroy();
  });
  server.listen(port, host);
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;

  let change = Promise.resolve();
  const unsubscribe = printer.onChange(() => {
    change = change.then(() =>
      plug(server, !printer.faults.includes('unplugged'), { port: bound, host }, sockets),
    );
  });
  return {
    port: bound,
    address: `tcp://${host}:${bound}`,
    settled: () => change,
    async close() {
      unsubscribe();
      await change;
      await plug(server, false, { port: bound, host }, sockets);
    },
  };
}

async function plug(
  server: Server,
  isPlugged: boolean,
  at: { readonly port: number; readonly host: string },
  sockets: ReadonlySet<Socket>,
): Promise<void> {
  if (server.listening === isPlugged) return;
  if (isPlugged) {
    server.listen(at.port, at.host);
    await once(server, 'listening');
    return;
  }
  for (const socket of sockets) socket.destroy();
  const closed = once(server, 'close');
  server.close();
  await closed;
}

/** Carries bytes both ways until one side is gone. Reads only as fast as the printer takes them. */
function carry(socket: Socket, connection: PrinterConnection): void {
  const gone = new AbortController();
  let taken: Promise<unknown> = Promise.resolve();
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    gone.abort();
    void connection.close();
  });
  connection.onData((bytes) => socket.write(bytes));
  connection.onClosed(() => socket.destroy());
  socket.on('data', (chunk) => {
    socket.pause();
    taken = connection.write(new Uint8Array(chunk), gone.signal).then(() => socket.resume());
  });
  socket.once('end', () => {
    void taken
      .then(() => connection.finish(gone.signal))
      .then((finished) => {
        if (finished.ok) socket.end();
      });
  });
  socket.resume();
}
