import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A key and where it came from. */
export interface FoundKey {
  readonly text: string;
  /** The file that holds it; null where it was given. */
  readonly file: string | null;
  /** Whether the file was made just now. */
  readonly isNew: boolean;
}

/**
 * A key given, or the one in a file of the data folder, made once and readable by its owner alone. Throws when the file
 * cannot be read or made, or is empty.
 */
export async function keyFromFolder(
  given: string | undefined,
  folder: string,
  name: 'access-key' | 'data-key',
): Promise<FoundKey> {
  if (given !== undefined) return { text: given, file: null, isNew: false };
  const file = join(folder, name);
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      const text = randomBytes(32).toString('hex');
      await handle.writeFile(`${text}\n`);
      await handle.sync();
      return { text, file, isNew: true };
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
  const text = (await readFile(file, 'utf8')).trim();
  if (text === '')
    throw new Error(`${file} is empty: restore it from a copy, or nobody reads what it sealed`);
  return { text, file, isNew: false };
}
