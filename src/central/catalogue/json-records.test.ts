import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJsonRecords, type JsonRecord } from './json-records.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'json-records-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array): Promise<JsonRecord[]> {
  const file = join(folder, 'file.json');
  await writeFile(file, content);
  const records: JsonRecord[] = [];
  for await (const record of readJsonRecords(file)) records.push(record);
  return records;
}

describe('a list in a file', () => {
  it('is read element by element, with line and number', async () => {
    expect(await read('[\n  {"a": "x,]\\"}{"},\n  [1, [2]],\n "y"\n]\n')).toEqual([
      { record: 1, line: 2, value: { a: 'x,]"}{' } },
      { record: 2, line: 3, value: [1, [2]] },
      { record: 3, line: 4, value: 'y' },
    ]);
    expect(await read('\ufeff[ ]')).toEqual([]);
  });

  it('may be bigger than what is read at a time, cut anywhere inside a letter', async () => {
    const entries = Array.from({ length: 400 }, (_, index) => ({
      index,
      name: 'Nguyễn Thị Ếch '.repeat(60),
    }));
    const records = await read(JSON.stringify(entries, null, 2));
    expect(records.map((record) => record.value)).toEqual(entries);
  });

  it.each([
    ['', 'line 1, record 0: the file ends before the list does'],
    ['{"a": 1}', 'line 1, record 0: a list is expected'],
    ['[\n{"a": 1},\n{"a": 2', 'line 3, record 2: the file ends before the list does'],
    ['[1,\n2,\n{"a": }\n]', 'line 3, record 3: is not JSON'],
    ['[1] 2', 'line 1, record 1: something stands behind the end'],
    ['[1,,2]', 'line 1, record 2: is not JSON'],
  ])('that is broken is refused with its place: %j', async (content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('that is not UTF-8 is refused', async () => {
    await expect(read(Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d]))).rejects.toThrow('is not UTF-8');
  });

  it('with a record without an end is refused before the memory is full', async () => {
    await expect(read(`["${'x'.repeat(9 * 1024 * 1024)}`)).rejects.toThrow('longer than');
  });
});
