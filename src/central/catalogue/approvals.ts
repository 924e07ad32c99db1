import { readFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { Channel } from '../../shared/api/procedures.ts';
import { Dong, RequiredLine } from '../../shared/api/primitives.ts';
import { writeAudit } from '../privacy/audit.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import type { OpenAmount } from './portal-fees.ts';

/** A person's decision about an amount of the portal, as a line of the file of decisions. */
const Decision = z.object({
  code: z.string().min(1),
  channel: Channel,
  fee: z.string().regex(/^[0-9a-f]{12}$/),
  listed: z.number().min(0),
  amount: Dong.nullable(),
  reason: RequiredLine,
  by: RequiredLine,
});
export type Decision = z.infer<typeof Decision>;

/** Reads a file of decisions. Throws with the place of what does not fit: an approval without a name or reason is none. */
export async function readDecisions(path: string): Promise<Decision[]> {
  const parsed = z.array(Decision).safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

/** Keeps decisions with who, when and why; the audit log has each of them. A later one about the same amount replaces. */
export async function keepDecisions(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  decisions: readonly Decision[],
  at: Date,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const { code, channel, fee, listed, amount, reason, by } of decisions) {
      const said = { amount, reason, decided_by: by, decided_at: at };
      await transaction
        .insertInto('catalogue_approval')
        .values({ site_id: siteId, code, channel, fee, listed, ...said })
        .onConflict((conflict) =>
          conflict.columns(['site_id', 'code', 'channel', 'fee', 'listed']).doUpdateSet(said),
        )
        .execute();
    }
    for (const { code, channel, listed, amount, reason, by } of decisions)
      await writeAudit(transaction, seal, {
        siteId,
        at,
        stationId: null,
        officerId: null,
        action: 'catalogue.approve',
        reference: `${code} ${channel} ${listed} -> ${amount ?? 'none'}`,
        reason: `${by}: ${reason}`,
      });
  });
}

/** What stands in a file of decisions that is still to be filled in: amount, reason and name are a person's. */
export function decisionTemplate(amounts: readonly OpenAmount[]): string {
  const lines = amounts.map(({ code, channel, fee, listed, text, doubt }) => ({
    code,
    channel,
    fee,
    listed,
    text,
    doubt,
    amount: null,
    reason: '',
    by: '',
  }));
  return `${JSON.stringify(lines, null, 2)}\n`;
}
