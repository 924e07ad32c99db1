import type { Kysely } from 'kysely';
import type { Seal } from '../privacy/seal.ts';
import { refusedSetting } from '../start-refused.ts';
import type { Tables } from './tables.ts';

const place = 'data_key.mark';

/**
 * Proves that the data key is the one that this database was sealed with; the first start leaves its mark. With another
 * key nobody would find a person again, and two nodes with two keys would spoil the database for each other. Throws
 * `StartRefused` with `config-invalid`.
 */
export async function proveDataKey(database: Kysely<Tables>, seal: Seal): Promise<void> {
  await database
    .insertInto('data_key')
    .values({ mark: seal.close(place, 'quay-mot-cua') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { mark } = await database.selectFrom('data_key').select('mark').executeTakeFirstOrThrow();
  try {
    seal.open(place, mark);
  } catch {
    throw refusedSetting('CENTRAL_DATA_KEY', 'is not the key that this database was sealed with');
  }
}
