import { expect, it } from 'vitest';
import { ok } from '../../../shared/result.ts';
import type { HidDevices } from '../../devices/scanner/adapters/hid-devices.ts';
import type { SerialPorts } from '../../devices/scanner/adapters/serial-ports.ts';
import { cardText, code, scanRig, station } from './scan-rig.test-support.ts';

const pieces = ['080090000001', '300000001', 'Nguyễn', 'Nguyn', 'Ấp 1', '1990', '01011990', code];
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A card in reports of 56 bytes, as a scanner in HID POS mode sends it. */
function reportsOf(text: string): Uint8Array[] {
  const content = bytesOf(text);
  const count = Math.ceil(content.length / 56);
  return Array.from({ length: count }, (_, index) => {
    const data = content.subarray(index * 56, (index + 1) * 56);
    const report = new Uint8Array(64);
    report.set([2, data.length, ...bytesOf(']Q1'), ...data]);
    report[63] = index === count - 1 ? 0 : 1;
    return report;
  });
}

it('no source lets a word of what was scanned into the log, the states, or what all windows hear', async () => {
  let serial: (bytes: Uint8Array) => void = () => undefined;
  const done = () => Promise.resolve(ok(null));
  const ports: SerialPorts = {
    list: () =>
      Promise.resolve(ok([{ path: 'COM3', vid: '0483', pid: '5740', serial: null, manufacturer: null }])),
    open: (_path, _line, listeners) => {
      serial = (bytes) => listeners.onData(bytes);
      const close = () => Promise.resolve();
      return Promise.resolve(ok({ write: done, drain: done, discard: close, close }));
    },
  };
  let report: (bytes: Uint8Array) => void = () => undefined;
  const hid: HidDevices = {
    list: () => Promise.resolve(ok([{ path: 'hid0', vid: '0c2e', pid: '0b8f', serial: null }])),
    open: (_, listeners) => {
      report = (bytes) => listeners.onReport(bytes);
      return Promise.resolve(ok({ close: () => Promise.resolve() }));
    },
  };
  const scanners = [
    { id: 'com', address: 'serial:vid=0483,pid=5740?frame=cr' },
    { id: 'hid', address: 'hidpos:' },
    { id: 'keys', address: 'wedge:' },
    { id: 'lab', address: 'lab:desk' },
  ];
  const { service, lab, told, until, connected, time, log, views, unplaced, tested } = scanRig({
    scanners,
    stations: [station('quay-1', ['com', 'hid', 'keys', 'lab'])],
    ports,
    hid,
  });
  await service.start();
  await connected('com', 'hid', 'keys', 'lab');

  const sendAll = (text: string): void => {
    time.ms += 2000;
    serial(bytesOf(`${text}\r`));
    for (const one of reportsOf(text)) report(one);
    for (const doubt of ['none', 'altered'] as const) {
      time.ms += 2000;
      service.typed('quay-1', text, doubt);
    }
    lab.scanner('desk').scan(text);
  };
  const texts = [cardText, `${cardText}|`, cardText.slice(0, 40), `x${cardText}`, code];
  for (const [index, text] of texts.entries()) {
    sendAll(text);
    await until(() => told.length === (index + 1) * 5);
  }
  // Not UTF-8, and nobody there to take it.
  time.open = [];
  serial(Uint8Array.from([...bytesOf('080090000001|300000001|Nguy'), 0xea, 0x6e, 0x0d]));
  await until(() => unplaced.length === 1);

  const written = JSON.stringify([log.lines, views, unplaced, tested]);
  expect(log.lines.length).toBeGreaterThan(25);
  for (const piece of pieces) expect(written).not.toContain(piece);
  // What was refused says nothing of it even to the window that it is for.
  const refusals = JSON.stringify(told.filter(({ scan }) => scan.result.meaning === 'refused'));
  for (const piece of pieces) expect(refusals).not.toContain(piece);
});
