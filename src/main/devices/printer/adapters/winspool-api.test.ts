import koffi from 'koffi';
import { describe, expect, it } from 'vitest';
import { printerInfo, readPrinterInfo } from './winspool-api.ts';

describe('what EnumPrintersW writes', () => {
  it('has the size that winspool.h gives it', () => {
    // Thirteen pointers and eight DWORDs.
    expect(koffi.sizeof(koffi.struct(printerInfo))).toBe(13 * koffi.sizeof('void *') + 8 * 4);
  });

  it('is read as names, ports and drivers', () => {
    const rest = { pDevMode: null, pSecurityDescriptor: null };
    const numbers = [
      'Attributes',
      'Priority',
      'DefaultPriority',
      'StartTime',
      'UntilTime',
      'Status',
      'cJobs',
    ];
    const entry = (pPrinterName: string, pPortName: string | null) => ({
      ...Object.fromEntries(Object.keys(printerInfo).map((name) => [name, null])),
      ...Object.fromEntries([...numbers, 'AveragePPM'].map((name) => [name, 7])),
      ...rest,
      pPrinterName,
      pPortName,
      pDriverName: 'Generic / Text Only',
    });
    const memory: unknown = koffi.alloc('uint8', 1024);
    const list = koffi.array(koffi.struct(printerInfo), 2);
    koffi.encode(memory, list, [entry('Máy in quầy 1', 'USB001'), entry('Fax', null)]);
    expect(readPrinterInfo(koffi, memory, 2)).toEqual([
      { name: 'Máy in quầy 1', port: 'USB001', driver: 'Generic / Text Only' },
      { name: 'Fax', port: '', driver: 'Generic / Text Only' },
    ]);
    expect(readPrinterInfo(koffi, memory, 0)).toEqual([]);
    koffi.free(memory);
  });
});
