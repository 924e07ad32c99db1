import type { Selectable, Transaction } from 'kysely';
import { DossierSeal } from '../dossiers/sealed-words.ts';
import type { DossierTable, Tables } from '../store/tables.ts';
import type { Seal } from './seal.ts';
import { noPerson } from './sight.ts';

/**
 * Erases the personal data of a dossier: people, note, reasons, who took the result, papers that the officer named, and what
 * it is found by. Code, place in the register, procedure, times, states, papers of the catalogue and fees stay: they say what
 * the agency did, and about nobody. The old bytes are overwritten with sealed blanks; the database reuses their place when it
 * vacuums, and copies of the database end with their own period (docs/operate.md).
 */
export async function eraseDossier(
  transaction: Transaction<Tables>,
  seal: Seal,
  dossier: Pick<Selectable<DossierTable>, 'site_id' | 'dossier_id'>,
  at: Date,
): Promise<void> {
  const { site_id, dossier_id } = dossier;
  const words = new DossierSeal(seal, site_id, dossier_id);
  await transaction
    .updateTable('dossier')
    .set({
      people: words.closePeople({ submitter: noPerson, owner: noPerson, note: '' }),
      is_indexed: true,
      erased_at: at,
    })
    .where('site_id', '=', site_id)
    .where('dossier_id', '=', dossier_id)
    .execute();
  const steps = await transaction
    .selectFrom('dossier_history')
    .select('step')
    .where('site_id', '=', site_id)
    .where('dossier_id', '=', dossier_id)
    .execute();
  for (const { step } of steps)
    await transaction
      .updateTable('dossier_history')
      .set({ words: words.closeStep(step, { reason: null, receivedBy: null }) })
      .where('site_id', '=', site_id)
      .where('dossier_id', '=', dossier_id)
      .where('step', '=', step)
      .execute();
  const papers = await transaction
    .selectFrom('paper')
    .select('position')
    .where('site_id', '=', site_id)
    .where('dossier_id', '=', dossier_id)
    .where('paper_id', 'is', null)
    .execute();
  for (const { position } of papers)
    await transaction
      .updateTable('paper')
      .set({ name: words.closePaper(position, '…') })
      .where('site_id', '=', site_id)
      .where('dossier_id', '=', dossier_id)
      .where('position', '=', position)
      .execute();
  await transaction
    .deleteFrom('dossier_find')
    .where('site_id', '=', site_id)
    .where('dossier_id', '=', dossier_id)
    .execute();
}
