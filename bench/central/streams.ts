import { connect } from 'node:net';
import { z } from 'zod';

/**
 * `streams <url>`: stations that listen, in a process of their own. Its parent sends whom, and is told when all are connected,
 * and how many events they have heard when it asks.
 */
const Listener = z.object({ site: z.string(), shown: z.record(z.string(), z.string()) });
const [address = ''] = process.argv.slice(2);
const url = new URL(address);
let wanted = 0;
let connected = 0;
let heard = 0;
let lost = 0;

function listen({ site, shown }: z.infer<typeof Listener>): void {
  const socket = connect(Number(url.port), url.hostname);
  const keys = Object.entries(shown).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET /v1/sites/${site}/events HTTP/1.1\r\nHost: ${url.host}\r\n${keys.join('')}\r\n`);
  let isFirst = true;
  socket.on('data', (piece) => {
    if (isFirst) {
      isFirst = false;
      if (!piece.includes('HTTP/1.1 200')) throw new Error(`refused: ${piece.toString('utf8', 0, 200)}`);
      connected += 1;
      if (connected === wanted) process.send?.({ connected });
    }
    for (let at = piece.indexOf('\nevent: '); at >= 0; at = piece.indexOf('\nevent: ', at + 1)) heard += 1;
  });
  socket.on('error', () => (lost += 1));
  socket.on('close', () => (lost += 1));
}

process.once('message', (message) => {
  const listeners = z.array(Listener).parse(message);
  wanted = listeners.length;
  // Not all in the same moment: nobody's machines start like that.
  for (const [index, listener] of listeners.entries()) setTimeout(() => listen(listener), index * 2);
  process.on('message', () => process.send?.({ heard, lost }));
});
process.on('disconnect', () => process.exit(0));
