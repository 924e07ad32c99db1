import type { Channel, Fee, Procedure } from '../api/procedures.ts';

/** What decides which fees of a procedure a dossier owes. `day` is the day of receipt, `YYYY-MM-DD`. */
export interface FeeSituation {
  readonly caseCode: string;
  readonly channel: Channel;
  readonly day: string;
}

/**
 * The fees of a procedure that hold for a dossier: in force on the day of receipt (temporary reductions end, TT
 * 64/2025/TT-BTC), for its case and its channel. Optional ones are among them; they are not owed until added.
 */
export function applicableFees(procedure: Pick<Procedure, 'fees'>, situation: FeeSituation): Fee[] {
  return procedure.fees.filter(
    (fee) =>
      (fee.validFrom === undefined || fee.validFrom <= situation.day) &&
      (fee.validTo === undefined || fee.validTo >= situation.day) &&
      (fee.channels === undefined || fee.channels.includes(situation.channel)) &&
      (fee.caseCodes === undefined || fee.caseCodes.includes(situation.caseCode)),
  );
}

/**
 * What a dossier owes at least, in đồng, each fee taken once. Null where that is not known: where a due fee has no
 * amount in the catalogue, and where the catalogue names no due fee at all (it does not say then that nothing is owed).
 * A person has to look, and no total may be shown as if it were complete.
 */
export function dueTotal(fees: readonly Fee[]): number | null {
  const due = fees.filter((fee) => fee.optional !== true);
  if (due.length === 0) return null;
  let total = 0;
  for (const { amount } of due) {
    if (amount === null) return null;
    total += amount;
  }
  return total;
}
