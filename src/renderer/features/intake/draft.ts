import type { Person, ReceiveDossier } from '../../../shared/api/dossiers.ts';
import type { Channel, Fee, Procedure, ProcedureCase } from '../../../shared/api/procedures.ts';
import type { CallArgument } from '../../../shared/contract/index.ts';
import type { CitizenCard } from '../../../shared/domain/scan-meaning.ts';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { dayFromText } from '../../texts/day-text.ts';

/** A person as typed: every field is text until the dossier is received. */
export interface PersonDraft {
  readonly number: string;
  readonly name: string;
  readonly birth: string;
  readonly sex: '' | 'male' | 'female';
  readonly address: string;
  readonly phone: string;
  readonly email: string;
}

export interface PaperDraft {
  readonly key: string;
  /** Of the catalogue; null: added by the officer. */
  readonly paperId: string | null;
  readonly name: string;
  readonly originals: number;
  readonly certified: number;
  readonly copies: number;
}

export interface FeeDraft {
  readonly key: string;
  readonly fee: Fee;
  /** Off for what is owed only on request, until the officer adds it. */
  readonly included: boolean;
  readonly quantity: number;
  /** As typed; empty where the province sets the amount and nobody has entered it. */
  readonly amount: string;
}

export interface Draft {
  readonly ticketId: string | null;
  readonly ticketNumber: string | null;
  readonly submitter: PersonDraft;
  readonly ownerIsSubmitter: boolean;
  readonly owner: PersonDraft;
  readonly procedure: Procedure | null;
  readonly caseCode: string | null;
  readonly channel: Channel;
  readonly papers: readonly PaperDraft[];
  readonly sets: number;
  readonly fees: readonly FeeDraft[];
  /** `dd/mm/yyyy` and `hh:mm`, where the limit is only a text. */
  readonly dueDate: string;
  readonly dueTime: string;
  readonly note: string;
  /** Only asked for procedures settled at once. */
  readonly wantsReceipt: boolean;
}

export const nobody: PersonDraft = {
  number: '',
  name: '',
  birth: '',
  sex: '',
  address: '',
  phone: '',
  email: '',
};

export function emptyDraft(ticket: { readonly id: string; readonly number: string } | null): Draft {
  return {
    ticketId: ticket?.id ?? null,
    ticketNumber: ticket?.number ?? null,
    submitter: nobody,
    ownerIsSubmitter: true,
    owner: nobody,
    procedure: null,
    caseCode: null,
    channel: 'DIRECT',
    papers: [],
    sets: 1,
    fees: [],
    dueDate: '',
    dueTime: '16:30',
    note: '',
    wantsReceipt: false,
  };
}

/** Whether anything was entered that would be a pity to lose. */
export function isTouched(draft: Draft): boolean {
  const persons = [draft.submitter, draft.owner].some((person) =>
    Object.values(person).some((value) => value !== ''),
  );
  return persons || draft.procedure !== null || draft.note !== '';
}

/**
 * What the QR of a card says, put into a person; what the card does not say stays as typed, unless it was of a person with
 * another number.
 */
export function fillFromCard(person: PersonDraft, card: CitizenCard): PersonDraft {
  const rest = person.number === '' || person.number === card.number ? person : nobody;
  return {
    ...rest,
    number: card.number,
    name: card.name ?? rest.name,
    birth: card.birth === null ? rest.birth : formatDay(card.birth),
    sex: card.sex ?? rest.sex,
    address: card.address === '' ? rest.address : card.address,
  };
}

/** A person known to the site, put where nothing was typed. */
export function fillFromKnown(draft: PersonDraft, known: Person): PersonDraft {
  return {
    number: draft.number,
    name: draft.name === '' ? known.name : draft.name,
    birth: draft.birth === '' && known.birth !== null ? formatDay(known.birth) : draft.birth,
    sex: draft.sex === '' ? (known.sex ?? '') : draft.sex,
    address: draft.address === '' ? known.address : draft.address,
    phone: draft.phone === '' ? known.phone : draft.phone,
    email: draft.email === '' ? known.email : draft.email,
  };
}

export function chosenCase(draft: Draft): ProcedureCase | null {
  return draft.procedure?.cases.find((found) => found.code === draft.caseCode) ?? null;
}

/** Takes a procedure; its only case is chosen at once. */
export function withProcedure(draft: Draft, procedure: Procedure): Draft {
  const only = procedure.cases.length === 1 ? (procedure.cases[0]?.code ?? null) : null;
  const bare: Draft = { ...draft, procedure, caseCode: null, papers: [], fees: [] };
  return only === null ? bare : withCase(bare, only);
}

/** Takes a case: its papers, not ticked yet. */
export function withCase(draft: Draft, caseCode: string): Draft {
  const chosen = draft.procedure?.cases.find((found) => found.code === caseCode);
  if (chosen === undefined) return draft;
  const papers = chosen.papers
    .filter((paper) => !paper.note)
    .map((paper) => ({
      key: paper.id,
      paperId: paper.id,
      name: paper.name,
      originals: 0,
      certified: 0,
      copies: 0,
    }));
  return { ...draft, caseCode, papers, fees: [] };
}

/** Takes the fees that central computed; amounts already typed for the same fee stay. */
export function withFees(draft: Draft, fees: readonly Fee[]): Draft {
  const typed = new Map(draft.fees.map((line) => [line.key, line]));
  return {
    ...draft,
    fees: fees.map((fee, index) => {
      const key = `${index}:${fee.kind}:${fee.name}`;
      const before = typed.get(key);
      return {
        key,
        fee,
        included: before?.included ?? fee.optional !== true,
        quantity: before?.quantity ?? 1,
        amount: before?.amount ?? (fee.amount === null ? '' : String(fee.amount)),
      };
    }),
  };
}

/** Every required paper with the numbers that the catalogue asks for. */
export function fillRequired(draft: Draft): Draft {
  const asked = new Map(chosenCase(draft)?.papers.map((paper) => [paper.id, paper]));
  return {
    ...draft,
    papers: draft.papers.map((line) => {
      const paper = line.paperId === null ? undefined : asked.get(line.paperId);
      const empty = line.originals + line.certified + line.copies === 0;
      if (paper?.required !== true || !empty) return line;
      const nothingSaid = paper.originals + paper.copies === 0;
      return { ...line, originals: nothingSaid ? 1 : paper.originals, copies: paper.copies };
    }),
  };
}

/** Names of required papers of which none was entered. A hint: central decides. */
export function missingPapers(draft: Draft): readonly string[] {
  const required = new Set(
    chosenCase(draft)
      ?.papers.filter((paper) => paper.required && !paper.note)
      .map((paper) => paper.id),
  );
  return draft.papers
    .filter(
      (line) =>
        line.paperId !== null &&
        required.has(line.paperId) &&
        line.originals + line.certified + line.copies === 0,
    )
    .map((line) => line.name);
}

/** Đồng as typed: digits with or without points or spaces. Null: not an amount. */
export function parseAmount(text: string): number | null {
  const digits = text.replace(/[.,\s]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}

/** The sum of the fees that are owed; null while an amount is missing. */
export function totalOf(fees: readonly FeeDraft[]): number | null {
  let sum = 0;
  for (const line of fees) {
    if (!line.included) continue;
    const amount = parseAmount(line.amount);
    if (amount === null) return null;
    sum += amount * line.quantity;
  }
  return sum;
}

/** Day and time as typed, as an instant of the centre (UTC+7, no summer time); null when either is wrong. */
export function parseDue(date: string, time: string): string | null {
  const day = dayFromText(date);
  if (day === null || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
  return `${day}T${time}:00+07:00`;
}

function personOf(draft: PersonDraft): Person {
  return {
    number: draft.number === '' ? null : draft.number,
    name: draft.name.trim(),
    birth: dayFromText(draft.birth),
    sex: draft.sex === '' ? null : draft.sex,
    address: draft.address.trim(),
    phone: draft.phone.trim(),
    email: draft.email.trim(),
  };
}

/** The command for central. Call it only on a draft without problems. */
export function commandOf(
  draft: Draft,
  procedure: Procedure,
  caseCode: string,
): CallArgument<'dossiers.receive'> {
  const papers: ReceiveDossier['papers'] = draft.papers
    .filter((line) => line.originals + line.certified + line.copies > 0)
    .map(({ paperId, name, originals, certified, copies }) => ({
      paperId,
      name: name.trim(),
      originals,
      certified,
      copies,
    }));
  const byText = chosenCase(draft)?.limit.unit === 'OTHER';
  return {
    procedureCode: procedure.code,
    caseCode,
    channel: draft.channel,
    submitter: personOf(draft.submitter),
    owner: draft.ownerIsSubmitter ? null : personOf(draft.owner),
    papers,
    sets: draft.sets,
    fees: draft.fees
      .filter((line) => line.included)
      .map((line) => ({
        kind: line.fee.kind,
        name: line.fee.name,
        quantity: line.quantity,
        amount: parseAmount(line.amount) ?? 0,
      })),
    dueAt: byText ? parseDue(draft.dueDate, draft.dueTime) : null,
    note: draft.note.trim(),
    ticketId: draft.ticketId,
  };
}
