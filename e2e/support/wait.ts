import { access } from 'node:fs/promises';

/** Waits for a state, looking again and again; the error says what was waited for. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  limitMs = 20_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${limitMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function waitForFile(path: string): Promise<void> {
  await waitFor(`the file ${path}`, () =>
    access(path).then(
      () => true,
      () => false,
    ),
  );
}
