import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Catalogue } from '../../shared/catalogue/schema.ts';
import { WorkingCalendar } from '../../shared/domain/working-calendar.ts';

const CatalogueWithCalendar = z.object({ catalogue: Catalogue, calendar: WorkingCalendar });
/** All that a new central is filled with. */
export type CatalogueFiles = z.infer<typeof CatalogueWithCalendar>;

/**
 * Reads the catalogue: `sites.json`, `organisation.json`, `calendar.json` and `procedures/*.json`. Throws with the file or
 * the place in the data when something is missing or does not fit: a server must not start on half a catalogue.
 */
export async function readCatalogue(folder: string): Promise<CatalogueFiles> {
  const procedures = join(folder, 'procedures');
  const names = (await readdir(procedures)).filter((name) => name.endsWith('.json')).sort();
  const parsed = CatalogueWithCalendar.safeParse({
    catalogue: {
      procedureFiles: await Promise.all(names.map((name) => readJson(join(procedures, name)))),
      organisation: await readJson(join(folder, 'organisation.json')),
      sites: await readJson(join(folder, 'sites.json')),
    },
    calendar: await readJson(join(folder, 'calendar.json')),
  });
  if (!parsed.success)
    throw new Error(`the catalogue in ${folder} does not fit: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    throw new Error(`${path} is not JSON`, { cause: thrown });
  }
}
