import { stat } from 'node:fs/promises';

/** A device that is a node of the file system (Linux, macOS ports), as against a name such as COM3. */
export function isNodePath(path: string): boolean {
  return path.startsWith('/');
}

/** What tells the device behind a path from one that took its place; null when there is none. */
export async function nodeIdentity(path: string): Promise<string | null> {
  if (!isNodePath(path)) return null;
  try {
    const node = await stat(path);
    return `${node.dev}:${node.ino}:${node.rdev}`;
  } catch {
    return null;
  }
}
