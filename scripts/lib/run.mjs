import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';

/** The repository's root. */
export const root = resolve(import.meta.dirname, '..', '..');

/** Environment in which the project's own binaries come first. */
export function projectEnv(extra = {}) {
  return {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    ...extra,
  };
}

/** Runs a program with our own terminal; resolves to its exit status (128 + signal when killed). */
export function runProgram(command, args, { env = {}, cwd = root, ...rest } = {}) {
  return new Promise((settle, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: projectEnv(env), cwd, ...rest });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      settle(signal ? 128 + 15 : (code ?? 1));
    });
  });
}

/** Runs a program of node_modules/.bin through this Node, which works the same on Windows. */
export async function runStep(title, command, args, options) {
  const begun = Date.now();
  console.error(`\n› ${title}`);
  const status = await runProgram(command, args, { shell: process.platform === 'win32', ...options });
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.error(
    status === 0 ? `  ${title}: ok (${seconds} s)` : `  ${title}: FAILED with ${status} (${seconds} s)`,
  );
  return status;
}

/** Runs steps in order; stops at the first that fails and exits with its status. */
export async function runSteps(steps) {
  for (const [title, command, args, options] of steps) {
    const status = await runStep(title, command, args, options);
    if (status !== 0) process.exit(status);
  }
}
