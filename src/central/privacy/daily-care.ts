import type { Kysely } from 'kysely';
import { causeOf } from '../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import { indexOldDossiers } from '../dossiers/find-index.ts';
import type { Log } from '../log.ts';
import type { Tables } from '../store/tables.ts';
import { beginChains } from './audit.ts';
import { anchorLine, takeAnchors } from './audit-anchor.ts';
import { eraseExpired } from './retention.ts';
import type { Seal } from './seal.ts';

export interface PrivacyCareOptions {
  readonly database: Kysely<Tables>;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly log: Log;
}

/** Often enough that each day of the centre has its anchor, whenever the server was started. */
const everyMs = 6 * 60 * 60 * 1000;

/** Cares now, and from then on. Returns what ends it, when what is being done is done. */
export function keepCaring(options: PrivacyCareOptions): () => Promise<void> {
  const stopping = new AbortController();
  let running = careForPrivacy(options, stopping.signal);
  const timer = setInterval(() => {
    running = running.then(() => careForPrivacy(options, stopping.signal));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await running;
  };
}

/**
 * What personal data need every day: what has been kept long enough is erased, dossiers from before the index get theirs, and
 * the ends of the audit log are written down, here and in the log of the program, which whoever changes the database does not
 * reach. One failure does not keep the rest from being done; it never throws. Several nodes may do it at once: what one has
 * taken, the others leave.
 */
export async function careForPrivacy(
  { database, seal, clock, log }: PrivacyCareOptions,
  stopped?: AbortSignal,
): Promise<void> {
  const at = clock.now();
  const step = async (what: string, work: () => Promise<object | null>): Promise<void> => {
    if (stopped?.aborted === true) return;
    try {
      const done = await work();
      if (done !== null) log.info(what, { ...done });
    } catch (thrown) {
      log.error(`${what}: failed`, { cause: causeOf(thrown) });
    }
  };
  await step('chains of the audit log begun', async () => {
    const sites = await beginChains(database, seal);
    return sites === 0 ? null : { sites };
  });
  await step('dossiers indexed', async () => {
    const dossiers = await indexOldDossiers(database, seal, stopped);
    return dossiers === 0 ? null : { dossiers };
  });
  await step('personal data erased after their time', async () => {
    const sites = await database.selectFrom('site').select('site_id').orderBy('site_id').execute();
    const erased: object[] = [];
    for (const { site_id } of sites) {
      if (stopped?.aborted === true) break;
      const outcome = await eraseExpired(database, seal, site_id, at);
      if (outcome.citizens + outcome.dossiers + outcome.appointments > 0) erased.push(outcome);
    }
    return erased.length === 0 ? null : { erased };
  });
  await step('audit log anchored', async () => {
    const anchors = await takeAnchors(database, at);
    return anchors.length === 0 ? null : { anchors: anchors.map(anchorLine) };
  });
}
