import { createInterface } from 'node:readline';
import { utilityProcess } from 'electron';
import type { Child, Spawner } from '../embedded/supervisor.ts';

/** Runs the built central program in Electron's utility process: no second Node to ship, and it dies with the app. */
export function utilitySpawner(program: string): Spawner {
  return (environment): Child => {
    const child = utilityProcess.fork(program, [], {
      serviceName: 'central',
      stdio: 'pipe',
      env: { ...process.env, ...environment },
    });
    return {
      postMessage: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', listener),
      onOutput: (listener) => {
        for (const stream of [child.stdout, child.stderr])
          if (stream) createInterface({ input: stream }).on('line', listener);
      },
      kill: () => void child.kill(),
    };
  };
}
