import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runStep } from './run.mjs';

const stampFile = join(root, 'out', 'built-from');
const sources = ['src', 'assets'];
const files = ['package-lock.json', 'electron.vite.config.mts'];

async function walk(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = await Promise.all(
    entries.map((entry) =>
      entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
    ),
  );
  return lists.flat();
}

/** A digest of all that goes into the build. */
async function fingerprint() {
  const all = (await Promise.all(sources.map((folder) => walk(join(root, folder))))).flat().sort();
  const hash = createHash('sha256');
  for (const path of [
    ...all.filter((name) => !/\.(test|contract)\.tsx?$/.test(name)),
    ...files.map((name) => join(root, name)),
  ]) {
    hash
      .update(path.slice(root.length))
      .update('\0')
      .update(await readFile(path));
  }
  return hash.digest('hex');
}

/** Builds if anything that goes into the build has changed since the last one. Exits when the build fails. */
export async function ensureBuilt({ force = false } = {}) {
  const wanted = await fingerprint();
  if (!force && (await readFile(stampFile, 'utf8').catch(() => '')) === wanted) return;
  const status = await runStep('build (main, preload, renderer, central, device)', 'electron-vite', [
    'build',
    '--logLevel',
    'warn',
  ]);
  if (status !== 0) process.exit(status);
  await writeFile(stampFile, wanted);
}
