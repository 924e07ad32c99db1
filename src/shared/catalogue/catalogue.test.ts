import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { WorkingCalendar } from '../domain/working-calendar.ts';
import { applicableFees, dueTotal } from './applicable-fees.ts';
import { Catalogue, groupOfField, ProcedureFile } from './schema.ts';

const folder = fileURLToPath(new URL('../../../assets/catalogue/', import.meta.url));
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as unknown;

const procedureNames = readdirSync(`${folder}procedures`).sort();
const fileNames = [
  ...procedureNames.map((name) => `procedures/${name}`),
  'organisation.json',
  'sites.json',
  'calendar.json',
];
const whole = {
  procedureFiles: procedureNames.map((name) => read(`procedures/${name}`)),
  organisation: read('organisation.json'),
  sites: read('sites.json'),
};
const catalogue = Catalogue.parse(whole);
const procedures = catalogue.procedureFiles.flatMap((file) => file.procedures);
const calendar = WorkingCalendar.parse(read('calendar.json'));

/** Every text of a JSON value, with where it stands. */
function texts(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

function procedure(code: string): (typeof procedures)[number] {
  const found = procedures.find((candidate) => candidate.code === code);
  if (found === undefined) throw new Error(`${code} is not in the catalogue`);
  return found;
}

describe('the procedures', () => {
  it('are enough for a real centre', () => {
    expect(procedures.length).toBeGreaterThanOrEqual(45);
    expect(catalogue.procedureFiles.length).toBeGreaterThanOrEqual(10);
  });

  it('have codes of the national form, each once', () => {
    const codes = procedures.map((each) => each.code);
    expect(codes.filter((code) => !/^\d\.\d{6}$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('say where they are from and from when they hold', () => {
    for (const each of procedures) {
      expect(each.source.length, each.code).toBeGreaterThan(20);
      expect(each.validTo === null || each.validTo >= each.validFrom, each.code).toBe(true);
    }
  });

  it('hold no amount that looks like thousands or like dollars', () => {
    const amounts = procedures.flatMap((each) =>
      each.fees.map((fee) => ({ code: each.code, amount: fee.amount })),
    );
    expect(amounts.filter(({ amount }) => amount !== null && amount > 0 && amount < 1_000)).toEqual([]);
  });

  it('call a fee zero only where the text says that it is waived', () => {
    const free = procedures.flatMap((each) => each.fees).filter((fee) => fee.amount === 0);
    expect(free.every((fee) => fee.text?.startsWith('Miễn') === true)).toBe(true);
  });

  it('warn where there is no limit or no fee', () => {
    for (const each of procedures) {
      const unknownLimit = each.cases.some(({ limit }) => limit.unit === 'OTHER');
      if (unknownLimit || each.fees.length === 0) expect(each.warnings, each.code).not.toEqual([]);
      for (const { limit } of each.cases) {
        if (limit.unit === 'OTHER') expect(limit.text, each.code).toContain('nhập ngày hẹn');
        else if (limit.unit !== 'SAME_DAY') expect(limit.amount, each.code).toBeGreaterThan(0);
      }
    }
  });

  it('are done on the day in every case, or in none', () => {
    for (const each of procedures) {
      for (const { limit } of each.cases) expect(limit.unit === 'SAME_DAY', each.code).toBe(each.sameDay);
    }
  });

  it('name cases and papers so that each can be told from the others', () => {
    for (const each of procedures) {
      const caseCodes = each.cases.map(({ code }) => code);
      expect(new Set(caseCodes).size, each.code).toBe(caseCodes.length);
      expect(caseCodes.filter((code) => !code.startsWith(`${each.code}.`))).toEqual([]);
      expect(new Set(each.cases.map(({ name }) => name)).size, each.code).toBe(caseCodes.length);
      const ids = each.cases.flatMap(({ papers }) => papers.map(({ id }) => id));
      expect(new Set(ids).size, each.code).toBe(ids.length);
      const channels = each.channels.map(({ channel }) => channel);
      expect(new Set(channels).size, each.code).toBe(channels.length);
    }
  });

  it('tie fees to cases that exist', () => {
    for (const each of procedures) {
      const known = new Set(each.cases.map(({ code }) => code));
      const named = each.fees.flatMap((fee) => fee.caseCodes ?? []);
      expect(named.filter((code) => !known.has(code))).toEqual([]);
    }
  });

  it('count papers, and do not count notes', () => {
    const papers = procedures.flatMap((each) => each.cases.flatMap((one) => one.papers));
    expect(papers.filter((paper) => paper.note && paper.originals + paper.copies > 0)).toEqual([]);
    expect(papers.filter((paper) => paper.note && paper.required)).toEqual([]);
    expect(papers.filter((paper) => !paper.note && paper.originals + paper.copies === 0)).toEqual([]);
    expect(papers.some((paper) => paper.note) && papers.some((paper) => !paper.note)).toBe(true);
  });

  it('cost at the counter what the tariff says', () => {
    const atCounter = { channel: 'DIRECT', day: '2026-08-03' } as const;
    const due = (code: string, caseCode: string, channel: 'DIRECT' | 'ONLINE' = 'DIRECT'): number | null =>
      dueTotal(applicableFees(procedure(code), { ...atCounter, channel, caseCode }));
    expect(due('1.004222', '1.004222.01-1')).toBe(20_000);
    expect(due('1.004222', '1.004222.01-1', 'ONLINE')).toBe(10_000);
    expect(due('1.004194', '1.004194.01-1')).toBe(15_000);
    expect(due('1.004194', '1.004194.01-2')).toBe(10_000);
    expect(due('2.001610', '2.001610.01-1')).toBe(100_000);
    expect(due('2.000635', '2.000635.03')).toBe(8_000);
    expect(due('1.000894', '1.000894.01')).toBe(0);
    expect(due('1.000656', '1.000656.02')).toBeNull();
    expect(due('1.001193', '1.001193.01')).toBeNull();
  });

  it('end the temporary reductions of TT 64/2025/TT-BTC on 31/12/2026', () => {
    const reductions = procedures
      .flatMap((each) => each.fees)
      .filter((fee) => fee.source === 'Thông tư số 64/2025/TT-BTC');
    expect(reductions.length).toBeGreaterThan(0);
    expect(reductions.map((fee) => fee.validTo)).toEqual(reductions.map(() => '2026-12-31'));
  });
});

describe('every text', () => {
  const all = fileNames.flatMap((name) => texts(read(name), name));

  it('is NFC, trimmed, and on one line', () => {
    const bad = all.filter(
      ({ text }) => text !== text.normalize('NFC').trim() || /[\n\r\t\u00a0]| {2}/.test(text),
    );
    expect(bad).toEqual([]);
  });

  it('is whole: none ends cut off or with a heading’s colon', () => {
    expect(all.filter(({ text }) => text.includes('…') || /(\.\.|:)$/.test(text))).toEqual([]);
  });

  it('begins as a text, not as a list item', () => {
    expect(all.filter(({ text }) => /^[-–+*•]/.test(text))).toEqual([]);
  });
});

describe('the site', () => {
  it('takes every field at exactly one group, and only fields that exist', () => {
    const fields = catalogue.procedureFiles.map((file) => file.field);
    for (const { groups } of catalogue.sites.sites) {
      expect(groups.flatMap((group) => group.fields).sort()).toEqual([...fields].sort());
      for (const field of fields) expect(groupOfField(groups, field), field).not.toBeNull();
    }
  });

  it('has a queue for those who only fetch a result', () => {
    for (const { groups } of catalogue.sites.sites) {
      expect(groups.filter((group) => group.fields.length === 0).map((group) => group.name.vi)).toEqual([
        'Trả kết quả',
      ]);
    }
  });

  it('works the hours of its calendar', () => {
    for (const { site } of catalogue.sites.sites) expect(site.openings).toEqual(calendar.blocks);
  });

  it('has an enquiry address with a place for the code', () => {
    for (const { site } of catalogue.sites.sites) {
      expect(new URL(site.lookupUrl.replace('{code}', 'X')).protocol).toBe('https:');
      expect(site.lookupUrl).toContain('{code}');
    }
  });
});

describe('the organisation', () => {
  const on = (day: string, kind: string): number =>
    catalogue.organisation.units.filter(
      (unit) => unit.kind === kind && unit.validFrom <= day && (unit.validTo === null || unit.validTo >= day),
    ).length;

  it('has 17 departments and 15 districts in 2020, and no districts from 01/07/2025', () => {
    expect([on('2020-02-26', 'department'), on('2020-02-26', 'district')]).toEqual([17, 15]);
    expect([on('2025-06-30', 'district'), on('2025-07-01', 'district')]).toEqual([15, 0]);
  });

  it('names each unit once', () => {
    const codes = catalogue.organisation.units.map((unit) => unit.code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('the calendar', () => {
  const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

  it('lists each day once, in order', () => {
    for (const days of [calendar.holidays, calendar.makeUpDays].map((list) => list.map(({ day }) => day))) {
      expect(days).toEqual([...new Set(days)].sort());
    }
  });

  it('makes up on rest days, and gives something for each day worked', () => {
    for (const { day } of calendar.makeUpDays) expect(calendar.weeklyRest, day).toContain(weekday(day));
    const swapped = calendar.holidays.filter(({ name }) => name === 'Ngày nghỉ hoán đổi');
    expect(swapped).toHaveLength(calendar.makeUpDays.length);
  });

  it.each([2025, 2026, 2027])('has the days off of the law in %i', (year) => {
    const days = calendar.holidays.filter(({ day }) => day.startsWith(String(year)));
    const named = (name: string): number => days.filter((holiday) => holiday.name.startsWith(name)).length;
    expect(named('Tết Dương lịch')).toBe(1);
    expect(named('Tết Nguyên đán')).toBe(5);
    expect(named('Giỗ Tổ Hùng Vương')).toBe(1);
    expect(named('Ngày Chiến thắng')).toBe(1);
    expect(named('Ngày Quốc tế lao động')).toBe(1);
    expect(named('Quốc khánh')).toBe(2);
    expect(named('Ngày Văn hóa Việt Nam')).toBe(year >= 2026 ? 1 : 0);
  });

  it('makes good every holiday that falls on a weekly rest day', () => {
    const lost = calendar.holidays.filter(({ day }) => calendar.weeklyRest.includes(weekday(day)));
    const madeGood = calendar.holidays.filter(({ name }) => name.startsWith('Nghỉ bù'));
    expect(lost.length).toBeGreaterThan(0);
    expect(madeGood).toHaveLength(lost.length);
    expect(madeGood.filter(({ day }) => calendar.weeklyRest.includes(weekday(day)))).toEqual([]);
  });
});

describe('the schema refuses', () => {
  const site = catalogue.sites.sites[0];
  const withSite = (change: object): unknown => ({
    ...catalogue,
    sites: { sites: [{ ...site, ...change }] },
  });
  const complaints = (value: unknown): string[] =>
    Catalogue.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];

  it('a procedure in the file of another field', () => {
    const [first] = catalogue.procedureFiles;
    expect(ProcedureFile.safeParse({ ...first, field: 'Khác' }).success).toBe(false);
  });

  it('the same procedure twice', () => {
    const [first] = catalogue.procedureFiles;
    expect(
      complaints({ ...catalogue, procedureFiles: [...catalogue.procedureFiles, first] }).length,
    ).toBeGreaterThan(1);
  });

  it('a field without a group, and a field in two', () => {
    const groups = site?.groups ?? [];
    const without = groups.map((group) => (group.code === 'G' ? { ...group, fields: [] } : group));
    expect(complaints(withSite({ groups: without }))).toContain('site tan-an has no group for "Du lịch"');
    const twice = groups.map((group) => (group.code === 'H' ? { ...group, fields: ['Du lịch'] } : group));
    expect(complaints(withSite({ groups: twice }))).toContain('"Du lịch" stands twice in the groups');
  });

  it('a group that no counter serves, and a counter of no group', () => {
    const counters = (site?.counters ?? []).filter((counter) => !counter.groupCodes.includes('H'));
    expect(complaints(withSite({ counters }))).toContain('no counter serves group H');
    const stray = counters.map((counter) => ({ ...counter, groupCodes: [...counter.groupCodes, 'Z'] }));
    expect(complaints(withSite({ counters: stray }))).toContain('a counter serves Z, no group');
  });
});
