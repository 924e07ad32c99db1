import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** What a file is that somebody is asked a place for. */
export interface FileToSave {
  /** The name that is suggested; nothing of a person. */
  readonly name: string;
  readonly kind: 'csv' | 'text';
}

/** Asks whoever sits at the machine where a file is to go. Null: they changed their mind. */
export type ChooseFile = (file: FileToSave) => Promise<string | null>;

/**
 * Writes a file part by part; it stands under its name only when it is whole. Returns its name without the folder. Errors:
 * `file-unwritable`, and those of the parts: then nothing is left behind.
 */
export async function writeWhole(
  path: string,
  write: (add: (text: string) => Promise<void>) => Promise<Result<null, AppError>>,
): Promise<Result<string, AppError>> {
  const unfinished = `${path}.part`;
  const name = basename(path);
  try {
    const file = await open(unfinished, 'w');
    let written: Result<null, AppError>;
    try {
      written = await write(async (text) => {
        await file.appendFile(text, 'utf8');
      });
      if (written.ok) await file.sync();
    } finally {
      await file.close();
    }
    if (written.ok) {
      await rename(unfinished, path);
      return ok(name);
    }
    await rm(unfinished, { force: true });
    return written;
  } catch (thrown) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    // The path may hold the name of whoever uses the machine, and the cause says it.
    return err(appError('file-unwritable', { name }, errorCodeOf(thrown)));
  }
}

function errorCodeOf(thrown: unknown): string {
  const code = (thrown as { readonly code?: unknown }).code;
  return typeof code === 'string' ? code : causeOf(thrown);
}
