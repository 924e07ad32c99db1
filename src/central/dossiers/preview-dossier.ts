import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { DossierPreview, PreviewDossier } from '../../shared/api/dossiers.ts';
import { applicableFees, dueTotal } from '../../shared/catalogue/applicable-fees.ts';
import { computeDueDate, handOverBy } from '../../shared/domain/due-date.ts';
import type { AppError } from '../../shared/errors.ts';
import { ok, type Result } from '../../shared/result.ts';
import { centreDay, instantText } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import { calendarOf, chooseProcedure, type ChosenProcedure } from './procedures.ts';

/** A preview with the procedure that it was computed from. */
export interface Computation extends ChosenProcedure {
  readonly preview: DossierPreview;
}

/**
 * Due date, hand-over and fees of a dossier that comes in at `at`: the same figures for the preview and for the receipt.
 * Errors: those of {@link chooseProcedure}; `calendar-missing` with `year`.
 */
export async function computeDossier(
  database: Kysely<Tables>,
  siteId: string,
  request: z.output<typeof PreviewDossier>,
  at: Date,
): Promise<Result<Computation, AppError>> {
  const day = centreDay(at);
  const calendar = await calendarOf(database, siteId);
  if (!calendar.ok) return calendar;
  const chosen = await chooseProcedure(database, siteId, request, day);
  if (!chosen.ok) return chosen;
  const { procedure, limit } = chosen.value;
  const receivedAt = instantText(at);
  const due = computeDueDate({ receivedAt, limit, calendar: calendar.value });
  if (!due.ok) return due;
  const handOver = handOverBy({ receivedAt, calendar: calendar.value });
  if (!handOver.ok) return handOver;
  const fees = applicableFees(procedure, { caseCode: request.caseCode, channel: request.channel, day });
  return ok({
    ...chosen.value,
    preview: {
      receivedAt,
      dueAt: due.value,
      handOverBy: handOver.value,
      limit,
      fees,
      totalFee: dueTotal(fees),
    },
  });
}
