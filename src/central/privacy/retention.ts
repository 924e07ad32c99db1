import { sql, type Kysely, type Transaction } from 'kysely';
import { dayNumberFromText, dayText } from '../../shared/domain/centre-time.ts';
import {
  appointmentDaysKept,
  countExpiredAppointments,
  expireAppointments,
} from '../appointments/erase-appointments.ts';
import { centreDay } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import { transact } from '../store/transact.ts';
import { personReferenceOf, writeAudit, type AuditEntry } from './audit.ts';
import { eraseDossier } from './erase.ts';
import { monthsBefore, retentionRules, ruleOf } from './retention-policy.ts';
import type { Seal } from './seal.ts';

/** States in which a dossier has ended: refused, withdrawn, stopped, result handed over. */
export const endedStates: readonly number[] = [3, 7, 8, 10];

/** What one run erased, or would erase, at a site. */
export interface RetentionOutcome {
  readonly siteId: string;
  readonly citizens: number;
  readonly dossiers: number;
  /** Appointments whose person is erased. */
  readonly appointments: number;
}

/** How many are erased in one transaction: the site's commands wait that long at most. */
const batch = 20;

/** What is due at a site today, without erasing it. */
export async function countExpired(
  database: Kysely<Tables>,
  siteId: string,
  at: Date,
): Promise<RetentionOutcome> {
  const cutoff = await cutoffs(database, siteId, at);
  const citizens =
    cutoff.citizen === null
      ? 0
      : (
          await expiredCitizens(database, siteId, cutoff.citizen)
            .select((row) => row.fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow()
        ).count;
  const dossiers =
    cutoff.dossier === null
      ? 0
      : (
          await expiredDossiers(database, siteId, cutoff.dossier)
            .select((row) => row.fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow()
        ).count;
  const appointments = await countExpiredAppointments(database, siteId, appointmentDay(at));
  return { siteId, citizens, dossiers, appointments };
}

/** Erases what a site has kept long enough; each person and each dossier is an entry of the audit log. */
export async function eraseExpired(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  at: Date,
): Promise<RetentionOutcome> {
  const cutoff = await cutoffs(database, siteId, at);
  const entry = { siteId, at, stationId: null, officerId: null };
  const log = (transaction: Transaction<Tables>, action: AuditEntry['action'], reference: string) =>
    writeAudit(transaction, seal, { ...entry, action, reference });
  const citizens = await inBatches(database, cutoff.citizen, async (transaction, day) => {
    const due = await expiredCitizens(transaction, siteId, day)
      .select('number_index')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { number_index } of due) {
      await transaction
        .deleteFrom('citizen')
        .where('site_id', '=', siteId)
        .where('number_index', '=', number_index)
        .execute();
      await log(transaction, 'citizen.expire', personReferenceOf(number_index));
    }
    return due.length;
  });
  const dossiers = await inBatches(database, cutoff.dossier, async (transaction, day) => {
    const due = await expiredDossiers(transaction, siteId, day)
      .select(['dossier.site_id', 'dossier.dossier_id', 'dossier.code'])
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const dossier of due) await eraseDossier(transaction, seal, dossier, at);
    for (const { code } of due) await log(transaction, 'dossier.expire', code);
    return due.length;
  });
  const appointments = await inBatches(database, appointmentDay(at), async (transaction, day) => {
    const codes = await expireAppointments(transaction, siteId, day, batch);
    for (const code of codes) await log(transaction, 'appointment.expire', code);
    return codes.length;
  });
  return { siteId, citizens, dossiers, appointments };
}

/** The first day whose appointments keep their people. */
function appointmentDay(at: Date): string {
  return dayText((dayNumberFromText(centreDay(at)) ?? 0) - appointmentDaysKept);
}

async function inBatches(
  database: Kysely<Tables>,
  day: string | null,
  erase: (transaction: Transaction<Tables>, day: string) => Promise<number>,
): Promise<number> {
  if (day === null) return 0;
  let total = 0;
  for (;;) {
    const count = await transact(database, (transaction) => erase(transaction, day));
    total += count;
    if (count < batch) return total;
  }
}

/** What was last used on these days or before has been kept long enough; null: no end is set. */
async function cutoffs(
  database: Kysely<Tables>,
  siteId: string,
  at: Date,
): Promise<{ readonly citizen: string | null; readonly dossier: string | null }> {
  const rules = await retentionRules(database, siteId);
  const cutoff = (months: number | null): string | null =>
    months === null ? null : monthsBefore(centreDay(at), months);
  return {
    citizen: cutoff(ruleOf(rules, 'citizen').months),
    dossier: cutoff(ruleOf(rules, 'dossier').months),
  };
}

/** The instant at which a day of the centre ends. */
function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00+07:00`) + 86_400_000);
}

function expiredCitizens(database: Kysely<Tables>, siteId: string, day: string) {
  return database.selectFrom('citizen').where('site_id', '=', siteId).where('updated_at', '<', endOfDay(day));
}

function expiredDossiers(database: Kysely<Tables>, siteId: string, day: string) {
  return (
    database
      .selectFrom('dossier')
      .where('dossier.site_id', '=', siteId)
      .where('dossier.erased_at', 'is', null)
      .where('dossier.state', 'in', endedStates)
      // Received later, it cannot have ended before: lets the index leave most rows out.
      .where('dossier.day', '<=', day)
      .where(
        sql<boolean>`(select max(step.at) from dossier_history step where step.site_id = dossier.site_id
        and step.dossier_id = dossier.dossier_id) < ${endOfDay(day)}`,
      )
  );
}
