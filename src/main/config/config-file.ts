import { open, readFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StationConfig } from '../../shared/contract/config.ts';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { defaultConfig } from './default-config.ts';
import { currentVersion, upgrades } from './upgrades.ts';

/** A configuration, and whether it came from a file (`false`: there was none, and the default runs). */
export interface LoadedConfig {
  readonly config: StationConfig;
  readonly fromFile: boolean;
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index ? '.' : ''}${String(part)}`))
    .join('');
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined,
    raw,
  );
}

const vietnamese = z.locales.vi();

/** Fields whose value must not be repeated in a message or a log. */
const secretFields = new Set(['accessKey']);

function describe(value: unknown, path: readonly PropertyKey[]): string {
  if (secretFields.has(String(path.at(-1)))) return '•••';
  const text = value === undefined ? '(không có)' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/**
 * What the field takes, without words where that is possible, so that it reads the same in every language. The words of
 * zod are in the language of the house: no other is known yet when the file that would say so is broken.
 */
function takesOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value)).join(' | ');
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message;
  // zod's own type asks for the input, which its issues carry only on request; the words need it nowhere.
  const words = vietnamese.localeError({ input: undefined, ...issue });
  return typeof words === 'string' ? words : (words?.message ?? issue.message);
}

/** The first thing that is wrong: the field, what it got, what it takes. */
function invalid(error: z.ZodError, raw: unknown): AppError {
  const issue = error.issues[0];
  const path = issue?.path ?? [];
  const detail = {
    field: fieldOf(path) || '(toàn tệp)',
    got: describe(valueAt(raw, path), path),
    takes: issue === undefined ? '' : takesOf(issue),
    more: error.issues.length - 1,
  };
  const all = error.issues.map((one) => `${fieldOf(one.path)}: ${one.message}`).join('; ');
  return appError('config-invalid', detail, all);
}

/** Parses the text of a configuration file of any known version. Errors: `config-invalid` with field, got, takes. */
export function parseConfig(text: string): Result<StationConfig, AppError> {
  let raw: unknown;
  try {
    // A file saved by Notepad begins with a byte order mark, which JSON does not know.
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    const takes = 'JSON';
    return err(
      appError(
        'config-invalid',
        { field: '(toàn tệp)', got: text.slice(0, 40), takes, more: 0 },
        causeOf(thrown),
      ),
    );
  }
  const version = (raw as { version?: unknown } | null)?.version;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > currentVersion) {
    const takes = `1 … ${currentVersion}`;
    return err(
      appError('config-invalid', { field: 'version', got: describe(version, ['version']), takes, more: 0 }),
    );
  }
  try {
    for (let step = version; step < currentVersion; step++) raw = upgrades[step]?.(raw);
  } catch (thrown) {
    if (thrown instanceof z.ZodError) return err(invalid(thrown, raw));
    throw thrown;
  }
  const parsed = StationConfig.safeParse(raw);
  return parsed.success ? ok(parsed.data) : err(invalid(parsed.error, raw));
}

/** Reads the file; where there is none the training default runs. Errors: `config-invalid`, `config-unreadable`. */
export async function loadConfig(path: string): Promise<Result<LoadedConfig, AppError>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT')
      return ok({ config: defaultConfig, fromFile: false });
    return err(appError('config-unreadable', { path }, causeOf(thrown)));
  }
  const parsed = parseConfig(text);
  if (parsed.ok) return ok({ config: parsed.value, fromFile: true });
  return err({ ...parsed.error, detail: { ...parsed.error.detail, path } });
}

/**
 * Writes the configuration: beside, synced, then renamed, so that a power cut leaves the old file or the new one.
 * Errors: `config-unwritable`.
 */
export async function saveConfig(path: string, config: StationConfig): Promise<Result<null, AppError>> {
  const aside = `${path}.${process.pid}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(aside, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(config, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
    return ok(null);
  } catch (thrown) {
    await rm(aside, { force: true }).catch(() => undefined);
    return err(appError('config-unwritable', { path }, causeOf(thrown)));
  }
}
