import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../../../shared/domain/device-address.ts';
import type { FoundPrinter, PrinterFinder } from './port.ts';

/** A place with printers, as the suite needs it. */
export interface FinderRig {
  /** Looks where there are at least two printers. */
  readonly finder: PrinterFinder;
  /** The address of one of them. */
  readonly address: string;
  /** Looks where this machine has nothing of that kind. */
  readonly nothing: PrinterFinder;
  /** How many bytes the printers got, where they can tell. */
  readonly received: () => number;
  close(): Promise<void>;
}

const never = new AbortController().signal;

/** What `port.ts` promises of a finder. */
export function printerFinderContract(name: string, makeRig: () => Promise<FinderRig>): void {
  describe(`${name} keeps the promises of a printer finder`, () => {
    let rig: FinderRig;
    beforeEach(async () => {
      rig = await makeRig();
    });
    afterEach(() => rig.close());

    it('tells everything once, of its own kind, at addresses that can be configured', async () => {
      const found: FoundPrinter[] = [];
      const result = await rig.finder.find({ found: (printer) => found.push(printer) }, never);
      expect(result).toEqual({ ok: true, value: null });
      expect(found.map(({ address }) => address)).toContain(rig.address);
      expect(new Set(found.map(({ address }) => address)).size).toBe(found.length);
      for (const { way, address, aliases } of found) {
        expect(way).toBe(rig.finder.way);
        for (const one of [address, ...aliases]) expect(parseAddress(one).ok).toBe(true);
      }
    });

    it('sends nothing to what it finds', async () => {
      await rig.finder.find({ found: () => undefined }, never);
      expect(rig.received()).toBe(0);
    });

    it('finds nothing, and calls that no error, where this machine has nothing of the kind', async () => {
      const found: FoundPrinter[] = [];
      const result = await rig.nothing.find({ found: (printer) => found.push(printer) }, never);
      expect([result.ok, found]).toEqual([true, []]);
    });

    it('tells nothing to somebody who has given up', async () => {
      const found: FoundPrinter[] = [];
      await rig.finder.find({ found: (printer) => found.push(printer) }, AbortSignal.abort());
      expect(found).toEqual([]);
    });

    it('ends when it is given up, and tells nothing more', async () => {
      const found: FoundPrinter[] = [];
      const stop = new AbortController();
      const listeners = {
        found: (printer: FoundPrinter) => {
          found.push(printer);
          stop.abort();
        },
      };
      await rig.finder.find(listeners, stop.signal);
      expect(found).toHaveLength(1);
    });

    it('looks as often as one likes', async () => {
      for (const _time of [1, 2]) {
        const found: string[] = [];
        await rig.finder.find({ found: ({ address }) => found.push(address) }, never);
        expect(found).toContain(rig.address);
      }
    });
  });
}
