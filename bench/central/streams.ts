import { connect } from 'node:net';

/**
 * `streams <url> <access key> <count> <sites>`: so many stations that listen, in a process of their own. Tells its parent
 * when all are connected, and how many events they have heard when asked.
 */
const [address = '', accessKey = '', count = '0', sites = '1'] = process.argv.slice(2);
const url = new URL(address);
let connected = 0;
let heard = 0;
let lost = 0;

for (let index = 0; index < Number(count); index += 1) {
  // Not all in the same moment: nobody's machines start like that.
  setTimeout(() => {
    const site = `hall-${1 + (index % Number(sites))}`;
    const socket = connect(Number(url.port), url.hostname);
    socket.write(
      `GET /v1/sites/${site}/events HTTP/1.1\r\nHost: ${url.host}\r\nAuthorization: Bearer ${accessKey}\r\n\r\n`,
    );
    let isFirst = true;
    socket.on('data', (piece) => {
      if (isFirst) {
        isFirst = false;
        connected += 1;
        if (connected === Number(count)) process.send?.({ connected });
      }
      for (let at = piece.indexOf('\nevent: '); at >= 0; at = piece.indexOf('\nevent: ', at + 1)) heard += 1;
    });
    socket.on('error', () => (lost += 1));
  }, index * 2);
}
process.on('message', () => process.send?.({ heard, lost }));
process.on('disconnect', () => process.exit(0));
