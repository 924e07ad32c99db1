import { describe, expect, it } from 'vitest';
import { LabScanners, LabSource } from './lab-scanner.ts';
import { cabledScannerContract, scannerContract } from './scanner.contract.ts';
import { WedgeSource } from './wedge-source.ts';

cabledScannerContract('lab', () => {
  const scanner = new LabScanners().scanner('desk');
  return Promise.resolve({
    newSource: () => new LabSource(scanner),
    scan: (content) => {
      scanner.scan(content);
      return Promise.resolve();
    },
    unplug: () => {
      scanner.unplug();
      return Promise.resolve();
    },
    plug: () => {
      scanner.plug();
      return Promise.resolve();
    },
    dispose: () => Promise.resolve(),
  });
});

describe('lab scanners', () => {
  it('are one and the same for the same name', () => {
    const lab = new LabScanners();
    expect(lab.scanner('desk')).toBe(lab.scanner('desk'));
    lab.scanner('counter');
    expect(lab.names()).toEqual(['counter', 'desk']);
    expect(lab.has('other')).toBe(false);
  });

  it('say that a scan went nowhere when nobody listens', () => {
    const scanner = new LabScanners().scanner('desk');
    expect(scanner.scan('A-025')).toEqual({
      ok: false,
      error: { code: 'scanner-unreachable', detail: { address: 'lab:desk' } },
    });
  });
});

describe('wedge source', () => {
  it('marks its scans as typed and refuses them while it does not run', async () => {
    const source = new WedgeSource();
    expect(source.receive('A-025', 'none', null)).toBe(false);
    const typed: unknown[] = [];
    source.start({
      onScan: (scan) => typed.push(scan.typed),
      onGarbage: () => undefined,
      onState: () => undefined,
    });
    expect(source.receive('A-025', 'inputMethod', 'quay-1')).toBe(true);
    expect(typed).toEqual([{ doubt: 'inputMethod', stationId: 'quay-1' }]);
    await source.stop();
    expect(source.receive('A-025', 'none', null)).toBe(false);
  });
});

scannerContract('wedge', () => {
  const sources: WedgeSource[] = [];
  return Promise.resolve({
    newSource: () => {
      const source = new WedgeSource();
      sources.push(source);
      return source;
    },
    scan: (content) => {
      const text = new TextDecoder().decode(content);
      for (const source of sources) source.receive(text, 'none', null);
      return Promise.resolve();
    },
    dispose: () => Promise.resolve(),
  });
});
