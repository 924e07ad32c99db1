import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where packages put PostgreSQL's server programs, which are not in the path: a folder for each version. */
const packaged = [
  { parent: '/usr/lib/postgresql', bin: 'bin' },
  { parent: '/opt/homebrew/opt', bin: 'bin' },
  { parent: 'C:\\Program Files\\PostgreSQL', bin: 'bin' },
];

/**
 * Folder of `initdb` and `postgres`: QUAY_POSTGRES_BIN, the newest version that a package installed, or the path. Throws
 * with how to install it: tests on PostgreSQL are not left out because it is missing.
 */
export function findPostgresPrograms(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['QUAY_POSTGRES_BIN'];
  const installed = packaged.flatMap(({ parent, bin }) =>
    namesIn(parent)
      .sort((a, b) => Number(b.replace(/\D/g, '')) - Number(a.replace(/\D/g, '')))
      .map((name) => join(parent, name, bin)),
  );
  const inPath = (environment['PATH'] ?? '').split(delimiter);
  const found = [...(given === undefined ? [] : [given]), ...installed, ...inPath].find(
    (folder) => existsSync(join(folder, program('initdb'))) && existsSync(join(folder, program('postgres'))),
  );
  if (found === undefined)
    throw new Error(
      'PostgreSQL (15 or newer) is needed and was not found. Debian, Ubuntu: sudo apt-get install postgresql; macOS: brew install postgresql@15; elsewhere set QUAY_POSTGRES_BIN to the folder of initdb.',
    );
  return found;
}

/** Name of a program's file. */
export function program(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
