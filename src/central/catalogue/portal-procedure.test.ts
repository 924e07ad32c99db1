import { describe, expect, it } from 'vitest';
import { Procedure } from '../../shared/api/procedures.ts';
import { formatDong } from '../../shared/domain/vietnamese-format.ts';
import { channel, fee, paper, portalEntry } from '../testing/portal-entries.ts';
import { smallCatalogue } from '../testing/small-catalogue.ts';
import { compareProcedures } from './compare-procedure.ts';
import { doubtOf, feeKey, type FeeDecision } from './portal-fees.ts';
import { PortalEntry } from './portal-format.ts';
import { draftProcedure } from './portal-procedure.ts';

const current = smallCatalogue(['s']).catalogue.procedureFiles[0]!.procedures[0]!;

function entry(change: object = {}): PortalEntry {
  return PortalEntry.parse(portalEntry(change));
}

function draft(change: object = {}, known: Procedure | null = null, decisions: readonly FeeDecision[] = []) {
  return draftProcedure(entry(change), known, decisions);
}

describe('an entry of the portal', () => {
  it('becomes a procedure that the API takes', () => {
    const { body } = draft();
    expect(
      Procedure.safeParse({ ...body, version: '1', validFrom: '2026-07-18', validTo: null }).success,
    ).toBe(true);
    expect([body.code, body.level, body.fieldCode, body.sameDay]).toEqual([
      '1.000001',
      'commune',
      'G15-TP07',
      false,
    ]);
  });

  it('is one form of text: NFC, spaces and line breaks one', () => {
    const { body } = draft({ name: 'Đăng ký\n  khai sinh'.normalize('NFD'), code: ' 1.000001' });
    expect([body.name, body.code]).toEqual(['Đăng ký khai sinh', '1.000001']);
  });

  it.each(['1.0133611', '2.009182739', '1.014955-Xoa', '2.001218.000.00.00.H38', '1.000948.H38'])(
    'may have the code %s',
    (code) => {
      expect(entry({ code }).code).toBe(code);
    },
  );

  it.each([
    [{ code: '1.12' }, 'code'],
    [{ channels: [] }, 'channels'],
    [{ name: ' ' }, 'name'],
    [{ asOf: '18/07/2026' }, 'asOf'],
    [{ channels: [channel('FAX', 1, 'DAY', [])] }, 'channels'],
  ])('is refused where it does not fit: %j', (change, path) => {
    const parsed = PortalEntry.safeParse(portalEntry(change));
    expect(parsed.error?.issues[0]?.path[0]).toBe(path);
  });

  it('lists notes as notes, papers once, and requires nothing that nobody decided', () => {
    const { body } = draft({
      papers: [
        { group: '* Lưu ý:', items: [paper('Có thể xuất trình bản điện tử', 0, 0)] },
        {
          group: 'Trường hợp ủy quyền:',
          items: [paper('+ Văn bản ủy quyền', 1, 0), paper('Văn bản ủy quyền', 1, 0)],
        },
      ],
    });
    expect(body.cases[0]?.papers.map(({ name, note, required }) => [name, note, required])).toEqual([
      ['Có thể xuất trình bản điện tử', true, false],
      ['Trường hợp ủy quyền: Văn bản ủy quyền', false, false],
    ]);
    expect(body.warnings.join(' ')).toContain('bắt buộc');
  });

  it('keeps what a person entered: names of cases, required papers and their ids', () => {
    const { body } = draft({}, current);
    expect(body.cases[0]?.name).toBe('Trường hợp chung');
    expect(body.cases[0]?.papers.map(({ id, required }) => [id, required])).toEqual([
      ['p1', true],
      ['p2', true],
      ['p3', false],
    ]);
  });

  it('says nothing new where only dots, a "Thủ tục" in front or a missing unit differ', () => {
    const papers = [
      { group: '* Giấy tờ phải nộp:', items: [paper('- Tờ khai.', 1, 0), paper('Giấy chứng sinh;', 1, 0)] },
      { group: '', items: [paper('Giấy ủy quyền', 1, 0)] },
    ];
    const channels = [channel('DIRECT', 1, 'OTHER', []), channel('ONLINE', 1, 'WORKING_DAY', [])];
    const cases = [{ case_code: '1.000001.01', qty: 0, unit: 'OTHER' }];
    const { body } = draft({ name: 'Thủ tục đăng ký khai sinh', papers, channels, cases }, current);
    expect(compareProcedures(current, body)).toEqual([]);
  });

  it('finds a paper again by its code, whatever it is called now', () => {
    const coded = {
      ...current,
      cases: current.cases.map((one) => ({
        ...one,
        papers: one.papers.map((each) => ({ ...each, code: `KQ-${each.id}` })),
      })),
    };
    const papers = [
      { group: '', items: [paper('Tờ khai mẫu mới', 1, 0, 'KQ-p1'), paper('Khác', 1, 0, 'KQ-p1')] },
    ];
    const [first, second] = draft({ papers }, coded).body.cases[0]!.papers;
    expect([first?.id, first?.name, first?.required]).toEqual(['p1', 'Tờ khai mẫu mới', true]);
    expect([second?.id.startsWith('1.000001.01-'), second?.required]).toEqual([true, false]);
  });

  it('puts the whole text that we had in place of a cut one, and counts the others', () => {
    const papers = [{ group: '', items: [paper('Giấy chứng…', 1, 0), paper('Tài liệu khác…', 1, 0)] }];
    const cut = draft({ papers }, current);
    expect(cut.body.cases[0]?.papers.map(({ name }) => name)).toEqual(['Giấy chứng sinh', 'Tài liệu khác…']);
    expect(cut.cut).toBe(1);
    expect(cut.body.warnings.join(' ')).toContain('bị cắt');
  });

  it('has one limit for a channel; several, and one without a unit, are a text for the officer', () => {
    const several = draft({
      channels: [
        channel('DIRECT', 6, 'WORKING_DAY', []),
        channel('DIRECT', 13, 'WORKING_DAY', []),
        channel('ONLINE', 1, 'OTHER', [], 'Ngay khi đủ hồ sơ'),
      ],
      cases: [],
    });
    expect(several.body.channels.map(({ limit }) => [limit.unit, limit.text?.slice(0, 50)])).toEqual([
      ['OTHER', 'Cổng ghi nhiều thời hạn: 6 ngày làm việc; 13 ngày '],
      ['OTHER', 'Ngay khi đủ hồ sơ; cán bộ nhập ngày hẹn'],
    ]);
    expect(several.body.cases.map(({ code, limit }) => [code, limit.unit])).toEqual([
      ['1.000001.01', 'OTHER'],
    ]);
  });

  it('has each case once, and warns where channel and case disagree', () => {
    const { body } = draft({
      cases: [
        { case_code: '1.000001.02', qty: 20, unit: 'DAY' },
        { case_code: '1.000001.02', qty: 20, unit: 'DAY' },
        { case_code: '1.000001.01', qty: 3, unit: 'WORKING_DAY' },
      ],
    });
    expect(body.cases.map(({ code }) => code)).toEqual(['1.000001.01', '1.000001.02']);
    expect(body.warnings.join(' ')).toContain('khác nhau');
  });
});

describe('amounts', () => {
  const priced = (...fees: object[]): object => ({
    channels: [
      channel('ONLINE', 3, 'WORKING_DAY', fees.slice(0, 1)),
      channel('DIRECT', 3, 'WORKING_DAY', fees.slice(1)),
    ],
  });

  it.each([
    [100, 'Phí công bố: 100.000 đồng/lần', 'less than'],
    [45, '', 'less than'],
    [999, '', 'less than'],
    [12_345, '', 'no round amount'],
    [2_000.5, '', 'no round amount'],
    [900_000_000, '', 'more than'],
    [50_000, 'Lệ phí 100.000 đồng', 'names other amounts'],
    [1_000, '', null],
    [100_000, 'Phí công bố: 100.000 đồng/lần', null],
    [8_000, 'mức thu 8000đ/bản', null],
    [0, 'Miễn', null],
    [null, '', null],
  ])('%s đồng for "%s": %s', (value, text, doubt) => {
    const listed = entry(priced(fee('FEE', value, text)));
    const told = doubtOf(listed.channels[0]!.fees[0]!, listed);
    expect(doubt === null ? told : told?.includes(doubt)).toBe(doubt === null ? null : true);
  });

  it('that differ by a thousand between channels are doubted both (2.001610 of the portal)', () => {
    const text = 'Phí công bố: 100.000 đồng/lần';
    const { open } = draft(priced(fee('FEE', 100, text), fee('FEE', 100_000, text)));
    expect(open.map(({ channel: way, listed, doubt }) => [way, listed, doubt !== null])).toEqual([
      ['ONLINE', 100, true],
      ['DIRECT', 100_000, true],
    ]);
  });

  it('are left empty, with what the portal says, until somebody approved them', () => {
    const { body, open } = draft(priced(fee('SERVICE_FEE', 50_000, 'Lệ phí cấp giấy')));
    expect(body.fees).toEqual([
      {
        kind: 'fee',
        name: 'Lệ phí cấp giấy',
        amount: null,
        text: `Cổng ghi ${formatDong(50_000)}, chưa được duyệt: Lệ phí cấp giấy`,
        source: 'test',
        channels: ['ONLINE'],
      },
    ]);
    expect(open).toHaveLength(1);
    expect(body.warnings.join(' ')).toContain('chưa được người có thẩm quyền duyệt');
  });

  it('are filled in by a decision about exactly this fee, in this channel, at this amount', () => {
    const listed = entry(priced(fee('FEE', 100, 'Phí')));
    const decision = {
      code: '1.000001',
      channel: 'ONLINE',
      fee: feeKey(listed.channels[0]!.fees[0]!),
      listed: 100,
      amount: 100_000,
    } as const;
    expect(draftProcedure(listed, null, [decision]).body.fees[0]?.amount).toBe(100_000);
    for (const other of [
      { listed: 99 },
      { channel: 'DIRECT' },
      { fee: '0'.repeat(12) },
      { code: '1.000002' },
    ])
      expect(draftProcedure(listed, null, [{ ...decision, ...other } as FeeDecision]).open).toHaveLength(1);
  });

  it('that a person entered here before are kept', () => {
    const { body, open } = draft({}, current);
    expect([body.fees[0]?.amount, open]).toEqual([8000, []]);
  });

  it('of 0 do not mean free: the text is the officer’s', () => {
    const { body } = draft(priced(fee('FEE', 0, 'Thu 100.000đ, miễn cho hộ nghèo')));
    expect(body.fees.map(({ amount, text }) => [amount, text])).toEqual([
      [null, 'Thu 100.000đ, miễn cho hộ nghèo'],
    ]);
    const silent = draft(priced(fee('FEE', 0, ''), fee('FEE', null, '')), current);
    expect(silent.body.fees).toEqual(current.fees);
  });

  it('that are alike in several channels are one fee', () => {
    const { body } = draft(priced(fee('FEE', 5_000, 'Phí'), fee('FEE', 5_000, 'Phí')));
    expect(body.fees.map(({ channels }) => channels)).toEqual([['DIRECT', 'ONLINE']]);
  });
});
