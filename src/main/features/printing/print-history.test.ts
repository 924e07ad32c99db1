import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CallArgument } from '../../../shared/contract/index.ts';
import { PrintHistoryQuery, type PrintState } from '../../../shared/contract/printing.ts';
import { PaperDocument, type PaperDocumentInput } from '../../../shared/paper/document.ts';
import type { Clock } from '../../clock.ts';
import type { StationDatabase } from '../../store/database.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import type { NewPrintJob } from './journal.ts';
import { PrintHistory } from './print-history.ts';
import { StationPrintJournal } from './station-print-journal.ts';

const now = new Date('2026-03-31T10:00:00+07:00');
const clock: Clock = { now: () => now, monotonicMs: () => 0 };

let folder: string;
let database: StationDatabase;
let journal: StationPrintJournal;
let history: PrintHistory;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
  const opened = await openStationDatabaseHere({ path: join(folder, 'store.db'), key: '' });
  if (!opened.ok) throw new Error(opened.error.cause);
  database = opened.value;
  journal = new StationPrintJournal(database);
  history = new PrintHistory(journal, clock);
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

interface Slip extends Partial<
  Pick<NewPrintJob, 'printerId' | 'reference' | 'copy' | 'copyOf' | 'copyReason'>
> {
  readonly kind?: PaperDocumentInput['kind'];
  readonly state?: PrintState;
}

async function printed(title: string, at: string, slip: Slip = {}): Promise<string> {
  const { kind = 'ticket', state, ...rest } = slip;
  const id = randomUUID();
  await journal.insert({
    id,
    key: id,
    document: PaperDocument.parse({ kind, title, elements: [{ type: 'text', text: 'Lê Thị Mẫu' }] }),
    picture: { png: new Uint8Array(12_000), width: 576, height: 400 },
    reference: randomUUID(),
    printerId: 'may-1',
    stationId: 'quay-1',
    copy: 1,
    copyOf: null,
    copyReason: null,
    at: new Date(at),
    ...rest,
  });
  if (state) await journal.step(id, ['prepared'], { state });
  return id;
}

async function page(query: CallArgument<'printing.history'>) {
  const answer = await history.page(PrintHistoryQuery.parse(query));
  if (!answer.ok) throw new Error(answer.error.code);
  return { titles: answer.value.jobs.map(({ title }) => title), ...answer.value };
}

it('lists the newest first and nothing older than thirty days', async () => {
  await printed('Phiếu cũ', '2026-03-01T09:59:59+07:00');
  await printed('Phiếu đầu tháng', '2026-03-01T10:00:00+07:00');
  await printed('Phiếu hôm nay', '2026-03-31T08:00:00+07:00');
  expect(await page({})).toMatchObject({ titles: ['Phiếu hôm nay', 'Phiếu đầu tháng'], more: false });
  expect((await page({ day: '2026-03-01' })).titles).toEqual(['Phiếu đầu tháng']);
});

it('takes a day as the centre has it, from midnight to midnight', async () => {
  await printed('a', '2026-03-09T23:59:59+07:00');
  await printed('b', '2026-03-10T00:00:00+07:00');
  await printed('c', '2026-03-10T23:59:59.999+07:00');
  await printed('d', '2026-03-11T00:00:00+07:00');
  expect((await page({ day: '2026-03-10' })).titles).toEqual(['c', 'b']);
});

it('narrows by kind, state and printer, all at once', async () => {
  const at = '2026-03-30T08:00:00+07:00';
  await printed('đúng', at, { kind: 'receipt', state: 'unknown', printerId: 'may-2' });
  await printed('loại khác', at, { kind: 'label', state: 'unknown', printerId: 'may-2' });
  await printed('trạng thái khác', at, { kind: 'receipt', state: 'printed', printerId: 'may-2' });
  await printed('máy khác', at, { kind: 'receipt', state: 'unknown' });
  expect((await page({ kind: 'receipt', state: 'unknown', printerId: 'may-2' })).titles).toEqual(['đúng']);
  expect((await page({ state: 'printed' })).titles).toEqual(['trạng thái khác']);
  expect((await page({ printerId: 'may-1' })).titles).toEqual(['máy khác']);
});

it('finds by words of title or reference without diacritics, never by what the slip says', async () => {
  const code = 'H39.30-260302-0001';
  await printed(`Giấy tiếp nhận ${code}`, '2026-03-02T08:00:00+07:00', { reference: code });
  await printed('Phiếu số A-012', '2026-03-03T08:00:00+07:00');
  expect((await page({ text: 'giay 0001' })).titles).toEqual([`Giấy tiếp nhận ${code}`]);
  expect((await page({ text: 'PHIẾU A-012' })).titles).toEqual(['Phiếu số A-012']);
  expect((await page({ text: 'Lê Thị Mẫu' })).titles).toEqual([]);
  // Signs of patterns are letters like any other.
  expect((await page({ text: '%' })).titles).toEqual([]);
});

it('pages through jobs of one instant without losing or doubling one, though few of many fit', async () => {
  const at = '2026-03-20T08:00:00+07:00';
  for (let number = 0; number < 450; number += 1)
    await printed(number % 150 === 0 ? `Nhãn ${number}` : `Phiếu ${number}`, at);
  const first = await page({ text: 'nhan', limit: 2 });
  expect(first).toMatchObject({ titles: ['Nhãn 300', 'Nhãn 150'], more: true });
  const second = await page({ text: 'nhan', limit: 2, after: first.jobs.at(-1)?.id });
  expect(second).toMatchObject({ titles: ['Nhãn 0'], more: false });

  const seen: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const next: Awaited<ReturnType<typeof page>> = await page({ limit: 100, after });
    seen.push(...next.titles);
    after = next.jobs.at(-1)?.id ?? null;
    more = next.more;
  }
  expect(seen).toHaveLength(450);
  expect(new Set(seen).size).toBe(450);
});

it('says there is no more when the last page is exactly full', async () => {
  await printed('a', '2026-03-20T08:00:00+07:00');
  await printed('b', '2026-03-20T08:01:00+07:00');
  expect(await page({ limit: 2 })).toMatchObject({ titles: ['b', 'a'], more: false });
});

it('tells the original and its copies with their reasons, asked for any of them', async () => {
  const at = '2026-03-20T08:00:00+07:00';
  const original = await printed('Giấy', at, { state: 'printed' });
  const copy = await printed('Giấy', at, { copy: 2, copyOf: original, copyReason: 'khách làm mất' });
  await printed('Giấy khác', at);
  for (const asked of [original, copy])
    expect(await history.copies(asked)).toMatchObject({
      ok: true,
      value: [
        { id: original, copyReason: null, state: 'printed' },
        { id: copy, copyReason: 'khách làm mất' },
      ],
    });
  expect(await history.copies(randomUUID())).toMatchObject({ error: { code: 'print-job-not-found' } });
});
