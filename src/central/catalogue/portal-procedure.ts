import { createHash } from 'node:crypto';
import type {
  Channel,
  Procedure,
  ProcedureCase,
  RequiredPaper,
  TimeLimit,
} from '../../shared/api/dossiers.ts';
import { feesOf, type FeeDecision, type OpenAmount } from './portal-fees.ts';
import { isCut, type PortalEntry } from './portal-format.ts';

/** A procedure made of an entry of the portal, without its version and days, and what a person should know about it. */
export interface DraftProcedure {
  readonly body: Omit<Procedure, 'version' | 'validFrom' | 'validTo'>;
  readonly open: readonly OpenAmount[];
  /** How many texts were cut and had no whole text here before. */
  readonly cut: number;
}

/**
 * Makes a procedure of an entry. What the portal does not say (names of cases, which papers are required, whether it is
 * decided at once) is taken over from the version in force; of a new one nothing is required, since a required paper that is
 * none would turn citizens away.
 */
export function draftProcedure(
  entry: PortalEntry,
  current: Procedure | null,
  decisions: readonly FeeDecision[],
): DraftProcedure {
  const cut = new CutTexts(current);
  const fees = feesOf(entry, current, decisions);
  const papers = papersOf(entry, current, cut);
  const cases = casesOf(entry, current, papers);
  const channels = channelsOf(entry);
  const body: DraftProcedure['body'] = {
    code: entry.code,
    name: entry.name,
    fieldCode: entry.linhVucCode === '' ? null : entry.linhVucCode,
    field: entry.linhVuc,
    level: current?.level ?? levelOf(entry),
    agency: cut.whole(entry.agency ?? current?.agency ?? entry.promulgatedBy, current?.agency),
    results: entry.results.filter((result) => result !== '').map((result) => cut.whole(result)),
    channels,
    sameDay: current?.sameDay ?? false,
    cases,
    fees: fees.fees.map((fee) => {
      if (fee.text !== undefined && isCut(fee.text)) cut.count += 1;
      return fee;
    }),
    source: entry.source,
    warnings: [],
  };
  return {
    body: { ...body, warnings: warningsOf(body, cut.count) },
    open: fees.open,
    cut: cut.count,
  };
}

/** Puts the whole text that we had in place of one that the portal's copy cut. */
class CutTexts {
  count = 0;
  readonly #known: readonly string[];

  constructor(current: Procedure | null) {
    this.#known =
      current === null ? [] : current.cases.flatMap((one) => one.papers.map((paper) => paper.name));
  }

  whole(text: string, known?: string): string {
    if (!isCut(text)) return text;
    const beginning = text.slice(0, -1).trimEnd();
    const found = [...(known === undefined ? [] : [known]), ...this.#known].find(
      (candidate) => !isCut(candidate) && candidate.startsWith(beginning),
    );
    if (found === undefined) this.count += 1;
    return found ?? text;
  }
}

function levelOf(entry: PortalEntry): Procedure['level'] {
  const agency = entry.agency ?? '';
  if (/công an/i.test(agency)) return 'police';
  return /cấp xã/i.test(agency) ? 'commune' : 'province';
}

/** One limit for each channel; where the portal lists several times for one, they become a text. */
function channelsOf(entry: PortalEntry): Procedure['channels'] {
  const byChannel = new Map<Channel, TimeLimit[]>();
  for (const { method, qty, unit, note } of entry.channels) {
    const limit = limitOf(qty, unit, note);
    byChannel.set(method, [...(byChannel.get(method) ?? []), limit]);
  }
  return [...byChannel].map(([channel, limits]) => ({ channel, limit: oneLimit(limits) }));
}

function oneLimit(limits: readonly TimeLimit[]): TimeLimit {
  const [first] = limits;
  const texts = [...new Set(limits.map(limitText))];
  if (first !== undefined && texts.length === 1) return first;
  return {
    amount: 0,
    unit: 'OTHER',
    text: `Cổng ghi nhiều thời hạn: ${texts.join('; ')}. Cán bộ nhập ngày hẹn`,
  };
}

function limitOf(qty: number, unit: PortalEntry['channels'][number]['unit'], note = ''): TimeLimit {
  if (unit === 'OTHER' || qty === 0)
    return {
      amount: qty,
      unit: 'OTHER',
      text:
        note === ''
          ? 'Cổng không nêu đơn vị thời hạn; cán bộ nhập ngày hẹn'
          : `${note}; cán bộ nhập ngày hẹn`,
    };
  return { amount: qty, unit };
}

const units: Readonly<Record<TimeLimit['unit'], string>> = {
  WORKING_DAY: 'ngày làm việc',
  DAY: 'ngày',
  HOUR: 'giờ',
  MONTH: 'tháng',
  SAME_DAY: 'trong ngày',
  OTHER: '',
};

function limitText(limit: TimeLimit): string {
  return limit.unit === 'OTHER' ? (limit.text ?? '') : `${limit.amount} ${units[limit.unit]}`;
}

type PaperDraft = Omit<RequiredPaper, 'id'>;

/** The papers of an entry. Those that count nothing are notes (360 of 769 in one copy of the portal). */
function papersOf(entry: PortalEntry, current: Procedure | null, cut: CutTexts): PaperDraft[] {
  const known = current?.cases.flatMap((one) => one.papers) ?? [];
  const drafts: PaperDraft[] = [];
  const seen = new Set<string>();
  for (const { group, items } of entry.papers) {
    const head = (group ?? '').replace(/^[\s*•+–-]+|[\s:]+$/g, '');
    for (const item of items) {
      const own = cut.whole(item.name.replace(/^[\s*•+–-]+/, ''));
      // A group that is a case of its own goes with the name: the portal's copy does not tie groups to cases.
      const name = /^(trường hợp|đối với)/i.test(head) ? `${head}: ${own}` : own;
      const code = item.code === '' ? null : item.code;
      if (own === '' || seen.has(`${code ?? ''} ${name}`)) continue;
      seen.add(`${code ?? ''} ${name}`);
      const note = item.original + item.copy === 0;
      const before = known.find((paper) => paper.code === code && paper.name === name);
      drafts.push({
        code,
        name,
        originals: item.original,
        copies: item.copy,
        required: !note && (before?.required ?? false),
        note,
      });
    }
  }
  return drafts;
}

/** The cases, each once; an entry without one has one. Every case has all papers. */
function casesOf(
  entry: PortalEntry,
  current: Procedure | null,
  papers: readonly PaperDraft[],
): ProcedureCase[] {
  const channels = channelsOf(entry);
  const listed = new Map<string, TimeLimit>();
  for (const { case_code, qty, unit } of entry.cases)
    if (case_code !== '' && !listed.has(case_code)) listed.set(case_code, limitOf(qty, unit));
  const direct = channels.find((channel) => channel.channel === 'DIRECT') ?? channels[0];
  if (listed.size === 0 && direct !== undefined) listed.set(`${entry.code}.01`, direct.limit);
  return [...listed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, limit], index) => ({
      code,
      name: current?.cases.find((one) => one.code === code)?.name ?? `Trường hợp ${index + 1}`,
      limit,
      papers: papers.map((paper) => ({ id: idOf(code, paper, current), ...paper })),
    }));
}

/** Stable as long as code and name of the paper are: a dossier refers to it. */
function idOf(caseCode: string, paper: PaperDraft, current: Procedure | null): string {
  const known = current?.cases
    .find((one) => one.code === caseCode)
    ?.papers.find((each) => each.code === paper.code && each.name === paper.name);
  if (known !== undefined) return known.id;
  const hash = createHash('sha256')
    .update(`${paper.code ?? ''}\n${paper.name}`)
    .digest('hex')
    .slice(0, 10);
  return `${caseCode}-${hash}`;
}

/** What does not fit in the published data, for the officer. */
function warningsOf(body: DraftProcedure['body'], cut: number): string[] {
  const warnings: string[] = [];
  const byCase = new Set(body.cases.map((one) => limitText(one.limit)));
  const byChannel = new Set(body.channels.map((channel) => limitText(channel.limit)));
  const differ = [...byCase].some((text) => !byChannel.has(text));
  if (differ && body.cases.every((one) => one.limit.unit !== 'OTHER'))
    warnings.push('Thời hạn theo trường hợp và theo cách nộp trên Cổng khác nhau: kiểm tra trước khi hẹn.');
  if (body.cases.some((one) => one.limit.unit === 'OTHER'))
    warnings.push('Cổng không nêu rõ thời hạn: cán bộ nhập ngày hẹn.');
  if (body.fees.length === 0) warnings.push('Cổng không nêu mức phí, lệ phí: kiểm tra biểu mức thu.');
  if (body.fees.some((fee) => fee.amount === null))
    warnings.push('Có mức phí, lệ phí chưa được người có thẩm quyền duyệt: cán bộ nhập số tiền.');
  if (cut > 0)
    warnings.push(
      `Có ${cut} nội dung bị cắt trong bản sao của Cổng (kết thúc bằng "…"): xem toàn văn trên Cổng.`,
    );
  const papers = body.cases.flatMap((one) => one.papers).filter((paper) => !paper.note);
  if (papers.length > 0 && !papers.some((paper) => paper.required))
    warnings.push('Cổng không cho biết giấy tờ nào bắt buộc với từng trường hợp: cán bộ kiểm tra.');
  return warnings;
}
