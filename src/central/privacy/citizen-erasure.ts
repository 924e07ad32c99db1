import type { Transaction } from 'kysely';
import type { LocalText } from '../../shared/api/primitives.ts';
import type { CitizenRequest, ErasureAnswer } from '../../shared/api/privacy.ts';
import { formatDay } from '../../shared/domain/vietnamese-format.ts';
import type { AppError } from '../../shared/errors.ts';
import { ok, type Result } from '../../shared/result.ts';
import { eraseAppointments } from '../appointments/erase-appointments.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { DossierRow } from '../dossiers/read-dossier.ts';
import type { Tables } from '../store/tables.ts';
import { citizenIndex, personReference } from './audit.ts';
import { dossiersOf } from './citizen-data.ts';
import { eraseDossier } from './erase.ts';
import { keptUntil, retentionRules, ruleOf, type RetentionRule } from './retention-policy.ts';
import { endedStates } from './retention.ts';
import type { Seal } from './seal.ts';

/**
 * Answers a citizen who asks that their data be erased. The record for the next visit is erased at once, as no law asks for
 * it. Dossiers are records of a state agency's work, which a request does not end (NĐ 13/2023/NĐ-CP Art 16.2b; Luật
 * 91/2025/QH15 Art 14: who cannot erase says why); those whose period is over are erased now.
 */
export async function eraseCitizen(
  scope: CommandScope,
  seal: Seal,
  request: CitizenRequest,
): Promise<Result<ErasureAnswer, AppError>> {
  const { transaction, siteId, at } = scope;
  scope.refer(personReference(seal, siteId, request.number));
  scope.explain(request.reason);
  const deleted = await transaction
    .deleteFrom('citizen')
    .where('site_id', '=', siteId)
    .where('number_index', '=', citizenIndex(seal, siteId, request.number))
    .executeTakeFirst();
  const appointments = await eraseAppointments(transaction, seal, siteId, request.number);
  const rule = ruleOf(await retentionRules(transaction, siteId), 'dossier');
  const erased: string[] = [];
  const kept: ErasureAnswer['kept'] = [];
  for (const row of await dossiersOf(transaction, seal, siteId, request.number)) {
    const why = await keepingOf(transaction, row, rule, centreDay(at));
    if (why === null) {
      await eraseDossier(transaction, seal, row, at);
      erased.push(row.code);
    } else kept.push({ code: row.code, ...why });
  }
  const citizen = Number(deleted.numDeletedRows) > 0;
  return ok({
    erased: { appointments, citizen, dossiers: erased },
    kept,
    text: answer({ citizen, appointments, erased: erased.length, kept: kept.length }),
  });
}

/** Why a dossier is kept, and until when; null: its period is over. */
async function keepingOf(
  transaction: Transaction<Tables>,
  row: DossierRow,
  rule: RetentionRule,
  today: string,
): Promise<{ readonly until: string | null; readonly text: LocalText } | null> {
  if (!endedStates.includes(row.state))
    return {
      until: null,
      text: {
        vi: 'Hồ sơ đang được giải quyết; dữ liệu cần cho việc giải quyết (khoản 2 Điều 16 Nghị định 13/2023/NĐ-CP).',
        en: 'The dossier is being processed, and the data are needed for that (Decree 13/2023/NĐ-CP Art 16.2).',
      },
    };
  if (rule.months === null) return { until: null, text: rule.basis };
  const { at } = await transaction
    .selectFrom('dossier_history')
    .select('at')
    .where('site_id', '=', row.site_id)
    .where('dossier_id', '=', row.dossier_id)
    .orderBy('step', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const until = keptUntil(centreDay(at), rule.months);
  if (until <= today) return null;
  return {
    until,
    text: {
      vi: `Hồ sơ phải lưu ${rule.months} tháng kể từ khi kết thúc, đến ngày ${formatDay(until)}: ${rule.basis.vi}`,
      en: `The dossier must be kept for ${rule.months} months from its end, until ${until}: ${rule.basis.en}`,
    },
  };
}

function answer(what: {
  readonly citizen: boolean;
  readonly appointments: number;
  readonly erased: number;
  readonly kept: number;
}): LocalText {
  const { citizen, appointments, erased, kept } = what;
  const vi = [
    citizen
      ? 'Đã xóa thông tin của ông/bà được giữ cho lần đến sau.'
      : 'Cơ quan không giữ thông tin của ông/bà cho lần đến sau.',
    appointments === 0 ? '' : `Đã xóa thông tin trong ${appointments} lịch hẹn; lịch chưa đến ngày thì hủy.`,
    erased === 0 ? '' : `Đã xóa dữ liệu cá nhân trong ${erased} hồ sơ đã hết thời hạn lưu giữ.`,
    kept === 0 ? '' : `Còn ${kept} hồ sơ phải giữ theo pháp luật; lý do và thời hạn ghi ở từng hồ sơ.`,
  ];
  const en = [
    citizen ? 'Your record for the next visit is erased.' : 'No record of you was kept for the next visit.',
    appointments === 0
      ? ''
      : `You are erased from ${appointments} appointments; those to come are cancelled.`,
    erased === 0 ? '' : `The personal data of ${erased} dossiers whose period is over are erased.`,
    kept === 0 ? '' : `${kept} dossiers must be kept by law; reason and period stand with each of them.`,
  ];
  const join = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
  return { vi: join(vi), en: join(en) };
}
