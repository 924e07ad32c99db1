import { randomBytes } from 'node:crypto';
/* eslint-disable @typescript-eslint/no-deprecated -- the asynchronous calls that replace these came after the Electron that we support as floor */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { safeStorage } from 'electron';

/** A key, and whether the operating system guards it. */
export interface GuardedKey {
  readonly hex: string;
  readonly guarded: boolean;
}

/**
 * A 256-bit key that is made once. Kept by the operating system (safeStorage: DPAPI, Keychain, Secret Service); where it
 * offers no key store, or only the `basic_text` pretence of one, in a file that its owner alone may read (D6).
 *
 * A key that the OS can no longer open is an error for a person, never replaced: what it sealed would be lost.
 */
export async function guardedKey(
  folder: string,
  name: string,
  platform: NodeJS.Platform,
): Promise<GuardedKey> {
  const sealedPath = join(folder, `${name}.sealed`);
  const plainPath = join(folder, `${name}.key`);
  await mkdir(folder, { recursive: true });
  const plain = await readFile(plainPath, 'utf8').catch(() => null);
  if (plain !== null) return { hex: plain.trim(), guarded: false };
  const sealed = await readFile(sealedPath).catch(() => null);
  if (sealed !== null) return { hex: safeStorage.decryptString(sealed), guarded: true };

  const hex = randomBytes(32).toString('hex');
  if (hasKeyStore(platform)) {
    await writeWhole(sealedPath, safeStorage.encryptString(hex));
    return { hex, guarded: true };
  }
  await writeWhole(plainPath, hex);
  return { hex, guarded: false };
}

function hasKeyStore(platform: NodeJS.Platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  return safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  // Synced before the rename: a key that a power cut takes away takes with it all that it sealed.
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
