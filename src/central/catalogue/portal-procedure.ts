import { createHash } from 'node:crypto';
import type {
  Channel,
  Procedure,
  ProcedureCase,
  RequiredPaper,
  TimeLimit,
} from '../../shared/api/procedures.ts';
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
  const papers = papersOf(entry, cut);
  const channels = channelsOf(entry, current);
  const cases = casesOf(entry, current, papers, channels);
  const body: DraftProcedure['body'] = {
    code: entry.code,
    name: known(entry.name, current?.name),
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
    source: current?.source.includes(entry.source) === true ? current.source : entry.source,
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

/** A text that says the same as one that a person wrote here is that one: only dots and a "Thủ tục" in front differ. */
function known(text: string, ours: string | undefined): string {
  return ours !== undefined && plain(ours) === plain(text) ? ours : text;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/^thủ tục /, '')
    .replace(/[\s.;:,*+–-]+$/, '');
}

/** One limit for each channel; where the portal lists several times for one, they become a text. */
function channelsOf(entry: PortalEntry, current: Procedure | null): Procedure['channels'] {
  const byChannel = new Map<Channel, TimeLimit[]>();
  for (const { method, qty, unit, note } of entry.channels) {
    const ours = current?.channels.find(({ channel }) => channel === method)?.limit;
    const limit = limitOf(qty, unit, { note, ours });
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

/** A limit without a unit says nothing: then what a person entered here holds on. */
function limitOf(
  qty: number,
  unit: PortalEntry['channels'][number]['unit'],
  { note = '', ours }: { readonly note?: string; readonly ours?: TimeLimit | undefined },
): TimeLimit {
  if (unit !== 'OTHER' && qty !== 0) return { amount: qty, unit };
  if (note === '' && ours !== undefined) return ours;
  const text = note === '' ? 'Cổng không nêu đơn vị thời hạn' : note;
  return { amount: qty, unit: 'OTHER', text: `${text}; cán bộ nhập ngày hẹn` };
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

type PaperDraft = Omit<RequiredPaper, 'id' | 'required'>;

/** The papers of an entry. Those that count nothing are notes (360 of 769 in one copy of the portal). */
function papersOf(entry: PortalEntry, cut: CutTexts): PaperDraft[] {
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
      drafts.push({ code, name, originals: item.original, copies: item.copy, note });
    }
  }
  return drafts;
}

/** The cases, each once; an entry without one has one. Every case has all papers. */
function casesOf(
  entry: PortalEntry,
  current: Procedure | null,
  papers: readonly PaperDraft[],
  channels: Procedure['channels'],
): ProcedureCase[] {
  const oursOf = (code: string): ProcedureCase | undefined => current?.cases.find((one) => one.code === code);
  const listed = new Map<string, TimeLimit>();
  for (const { case_code, qty, unit } of entry.cases)
    if (case_code !== '' && !listed.has(case_code))
      listed.set(case_code, limitOf(qty, unit, { ours: oursOf(case_code)?.limit }));
  const direct = channels.find((channel) => channel.channel === 'DIRECT') ?? channels[0];
  if (listed.size === 0 && direct !== undefined) listed.set(`${entry.code}.01`, direct.limit);
  return [...listed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, limit], index) => ({
      code,
      name: oursOf(code)?.name ?? `Trường hợp ${index + 1}`,
      limit,
      papers: papersOfCase(code, papers, oursOf(code)?.papers ?? []),
    }));
}

/**
 * The papers of a case, each with what a person entered here about it: found by its code, or by its name. The id is stable
 * as long as code and name are: a dossier refers to it.
 */
function papersOfCase(
  caseCode: string,
  papers: readonly PaperDraft[],
  ours: readonly RequiredPaper[],
): RequiredPaper[] {
  const used = new Set<string>();
  return papers.map((paper) => {
    const free = ours.filter((each) => !used.has(each.id));
    const before =
      free.find((each) => each.code === paper.code && plain(each.name) === plain(paper.name)) ??
      (paper.code === null ? undefined : free.find((each) => each.code === paper.code)) ??
      free.find((each) => plain(each.name) === plain(paper.name));
    const hash = createHash('sha256')
      .update(`${paper.code ?? ''}\n${paper.name}`)
      .digest('hex')
      .slice(0, 10);
    const id = before?.id ?? `${caseCode}-${hash}`;
    used.add(id);
    return {
      id,
      ...paper,
      name: known(paper.name, before?.name),
      required: !paper.note && (before?.required ?? false),
    };
  });
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
