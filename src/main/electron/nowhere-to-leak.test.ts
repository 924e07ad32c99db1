import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('../../', import.meta.url));

/** The product's own sources: what runs in main, in the preload and in the windows. */
async function sources(): Promise<readonly (readonly [name: string, text: string])[]> {
  const names = (await readdir(source, { recursive: true })).filter(
    (name) => /^(main|preload|renderer|shared)[\\/].*\.tsx?$/.test(name) && !/\.(test|contract)\./.test(name),
  );
  return Promise.all(names.map(async (name) => [name, await readFile(join(source, name), 'utf8')] as const));
}

/** What would take personal data that a window holds out of it, past the log and the bridge that other tests hold. */
const ways = {
  'a crash report': /\bcrashReporter\b/,
  'the address of a window, or its history':
    /\b(pushState|replaceState)\b|\blocation\.(hash|search|href|assign|replace)\b/,
  'what a browser keeps on disk': /\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/,
} as const;

it.each(Object.entries(ways))('no source uses %s', async (_, way) => {
  const all = await sources();
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter(([, text]) => way.test(text)).map(([name]) => name)).toEqual([]);
});

it('every window is opened at the one address, without a word of its own', async () => {
  const all = await sources();
  const loads = all.flatMap(([name, text]) =>
    [...text.matchAll(/\.load(?:URL|File)\(([^)]*)\)/g)].map(([, what]) => [
      name.replaceAll('\\', '/'),
      what,
    ]),
  );
  expect(loads).toEqual([['main/electron/windows.ts', '`${origin}/index.html`']]);
});
