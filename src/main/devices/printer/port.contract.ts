import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrinterAdapter, PrinterConnection } from './port.ts';
import type { Raster } from './slip.ts';

/** A printer at the end of an adapter, as the suite needs it. */
export interface PrinterRig {
  readonly adapter: PrinterAdapter;
  readonly address: string;
  /** An address of the same kind at which there is nothing. */
  readonly nowhere: string;
  readonly twoWay: boolean;
  /** What a `finish` that goes well can know over this way; `taken` when left out. */
  readonly knows?: 'cannot-tell';
  /** The slips that came out so far, once there are as many as `expected`: behind a line or a spooler they come later. */
  papers(expected: number): Promise<readonly Raster[]>;
  /** From now on nothing is read. Returns the address to use. */
  stopReading(): Promise<string>;
  /** Hangs up; null where the other side has no way to do so. */
  readonly hangUp: (() => void) | null;
  close(): Promise<void>;
}

const never = new AbortController().signal;
const line = Uint8Array.of(0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xaa, 0x55);
const cut = Uint8Array.of(0x1d, 0x56, 66, 0);

/** What `port.ts` promises, for every adapter and for the lab. */
export function printerAdapterContract(name: string, makeRig: () => Promise<PrinterRig>): void {
  describe(`${name} keeps the promises of a printer adapter`, () => {
    let rig: PrinterRig;
    const opened: PrinterConnection[] = [];

    async function open(address = rig.address): Promise<PrinterConnection> {
      const connection = await rig.adapter.open(address, never);
      if (!connection.ok) throw new Error(JSON.stringify(connection.error));
      opened.push(connection.value);
      return connection.value;
    }

    beforeEach(async () => {
      rig = await makeRig();
    });
    afterEach(async () => {
      for (const connection of opened.splice(0)) await connection.close();
      await rig.close();
    });

    it('hands on what is written in pieces, whole and in order, and knows when all of it was taken', async () => {
      const connection = await open();
      for (const byte of [...line, ...cut])
        expect(await connection.write(Uint8Array.of(byte), never)).toEqual({ ok: true, value: null });
      expect(await connection.finish(never)).toEqual({
        ok: true,
        value: rig.knows ?? 'taken',
      });
      const [paper] = await rig.papers(1);
      const inked = [...(paper?.data ?? [])].filter((dots) => dots !== 0);
      expect(inked).toEqual([0xaa, 0x55]);
    });

    it('opens again after a close', async () => {
      for (const _job of [1, 2]) {
        const connection = await open();
        await connection.write(Uint8Array.of(...line, ...cut), never);
        await connection.finish(never);
        await connection.close();
      }
      expect(await rig.papers(2)).toHaveLength(2);
    });

    it('is closed as often as one likes, tells it once, and takes nothing afterwards', async () => {
      const connection = await open();
      const reasons: string[] = [];
      connection.onClosed((reason) => reasons.push(reason.code));
      await connection.close();
      await connection.close();
      connection.onClosed((reason) => reasons.push(`late ${reason.code}`));
      expect(reasons).toEqual(['printer-dropped', 'late printer-dropped']);
      expect(await connection.write(line, never)).toMatchObject({ error: { code: 'printer-dropped' } });
      expect(await connection.finish(never)).toMatchObject({ error: { code: 'printer-dropped' } });
    });

    it('tells nobody who has unsubscribed', async () => {
      const connection = await open();
      const reasons: string[] = [];
      connection.onClosed((reason) => reasons.push(reason.code))();
      await connection.close();
      expect(reasons).toEqual([]);
    });

    it('ends a write that nobody takes when it is aborted', async () => {
      const connection = await open(await rig.stopReading());
      const stop = new AbortController();
      const written = connection.write(new Uint8Array(64 * 1024 * 1024), stop.signal);
      stop.abort();
      expect(await written).toMatchObject({ error: { code: 'printer-silent' } });
    });

    it('ends a write that nobody takes when the connection is closed', async () => {
      const connection = await open(await rig.stopReading());
      const written = connection.write(new Uint8Array(64 * 1024 * 1024), never);
      await connection.close();
      expect(await written).toMatchObject({ error: { code: 'printer-dropped' } });
    });

    it('says that nothing can be reached at an address without a printer', async () => {
      expect(await rig.adapter.open(rig.nowhere, never)).toMatchObject({
        error: { code: 'printer-unreachable' },
      });
    });

    it('opens nothing for somebody who has given up', async () => {
      expect(await rig.adapter.open(rig.address, AbortSignal.abort())).toMatchObject({
        error: { code: 'printer-unreachable' },
      });
    });

    it('refuses an address that is not of its kind', async () => {
      expect(await rig.adapter.open('wedge:', never)).toMatchObject({ error: { code: 'address-invalid' } });
      expect(await rig.adapter.open('nonsense', never)).toMatchObject({ error: { code: 'address-invalid' } });
    });

    it('says whether it has a way back, and brings answers over it', async () => {
      const connection = await open();
      expect(connection.twoWay).toBe(rig.twoWay);
      if (!rig.twoWay) return;
      const answer = new Promise<Uint8Array>((resolve) => connection.onData(resolve));
      await connection.write(Uint8Array.of(0x10, 0x04, 0x01), never);
      expect([...(await answer)]).toEqual([0x16]);
    });

    it('tells when the other side hangs up', async () => {
      if (!rig.hangUp) return;
      const connection = await open();
      await connection.write(Uint8Array.of(0x10, 0x04, 0x01), never);
      const reason = new Promise<string>((resolve) => connection.onClosed(({ code }) => resolve(code)));
      rig.hangUp();
      expect(await reason).toBe('printer-dropped');
      expect(await connection.write(line, never)).toMatchObject({ error: { code: 'printer-dropped' } });
    });
  });
}
