import { spawn } from 'node:child_process';

/**
 * A display to draw on: the one that is there, or an Xvfb of our own that ends with us. Resolves to the environment to
 * give to the program and a `close`.
 */
export async function ensureDisplay({ width = 1920, height = 1080, own = false } = {}) {
  if (process.platform !== 'linux' || (process.env.DISPLAY && !own))
    return { env: {}, close: () => undefined };
  // -displayfd lets the server choose a free number and tell it: no guessing, no races between two runs.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await new Promise((settle, reject) => {
    server.on('error', (error) => reject(new Error(`Xvfb did not start: ${error.message}`)));
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3].on('data', (data) => settle(String(data).trim()));
  });
  server.removeAllListeners('exit');
  const close = () => server.kill();
  process.on('exit', close);
  return { env: { DISPLAY: `:${number}` }, close };
}

/** Switches for Electron on a development machine: its sandbox cannot be set up for root, and only then is it left out. */
export function electronSwitches() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
