import { describe, expect, it } from 'vitest';
import { DeviceAddress, isSameDevice, parseAddress } from './device-address.ts';

function parsed(text: string): unknown {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(JSON.stringify(address.error));
  return address.value;
}

describe('parseAddress', () => {
  it.each([
    ['tcp://may-in-1', { scheme: 'tcp', host: 'may-in-1', port: 9100, options: {} }],
    ['tcp://[fe80::1]:9101', { scheme: 'tcp', host: 'fe80::1', port: 9101 }],
    ['serial:COM3?baud=38400&flow=xon', { scheme: 'serial', path: 'COM3', options: { flow: 'xon' } }],
    [
      'serial:vid=04B8,pid=0202,serial=X1',
      { scheme: 'serial', path: null, usb: { vid: '04b8', pid: '0202', serial: 'X1' } },
    ],
    ['usb:/dev/usb/lp0', { scheme: 'usb', path: '/dev/usb/lp0', options: {} }],
    ['cups:quay-1', { scheme: 'cups', queue: 'quay-1', options: {} }],
    [
      'cups:Máy-in?server=127.0.0.1:8631',
      { scheme: 'cups', queue: 'Máy-in', options: { server: '127.0.0.1:8631' } },
    ],
    ['winspool:POS-80 (Quầy 1)', { scheme: 'winspool', printer: 'POS-80 (Quầy 1)' }],
    ['winspool:\\\\may-chu\\POS', { scheme: 'winspool', printer: '\\\\may-chu\\POS' }],
    ['file:/var/spool/paper.bin', { scheme: 'file', path: '/var/spool/paper.bin' }],
    ['lab:ticket', { scheme: 'lab', name: 'ticket' }],
    ['wedge:', { scheme: 'wedge' }],
  ])('reads %s', (text, address) => {
    expect(parsed(text)).toMatchObject(address);
    expect(DeviceAddress.safeParse(text).success).toBe(true);
  });

  it.each([
    ['tcp:192.168.1.50', 'tcp://192.168.1.50:9100'],
    ['tcp://host:70000', 'tcp://192.168.1.50:9100'],
    ['serial:', 'serial:/dev/ttyUSB0?baud=115200'],
    ['usb:', 'usb:/dev/usb/lp0'],
    ['cups:', 'cups:queue'],
    ['cups:two words', 'cups:queue'],
    ['cups:a/b', 'cups:queue'],
    ['winspool:', 'winspool:POS-80'],
    [`winspool:${'x'.repeat(221)}`, 'winspool:POS-80'],
    ['file:', 'file:/path/to/output.bin'],
    ['lab:Quầy', 'lab:ticket'],
  ])('refuses %s and says what it takes', (text, takes) => {
    expect(parseAddress(text)).toMatchObject({ error: { code: 'address-invalid', detail: { takes } } });
    expect(DeviceAddress.safeParse(text).success).toBe(false);
  });

  it('names every scheme when it knows none', () => {
    const refused = parseAddress('parallel:LPT1');
    expect(refused).toMatchObject({ error: { code: 'address-invalid', detail: { got: 'parallel:LPT1' } } });
    const takes = refused.ok ? '' : String(refused.error.detail?.['takes']);
    for (const scheme of ['tcp://', 'serial:', 'usb:', 'cups:', 'winspool:', 'file:', 'lab:', 'wedge:'])
      expect(takes).toContain(scheme);
  });
});

describe('one device under two addresses', () => {
  const same = (one: string, other: string): boolean => {
    const [first, second] = [parseAddress(one), parseAddress(other)];
    if (!first.ok || !second.ok) throw new Error('no address');
    return isSameDevice(first.value, second.value) && isSameDevice(second.value, first.value);
  };

  it.each([
    ['tcp://192.168.1.50', 'tcp://192.168.1.50:9100?hold=yes'],
    ['tcp://PRINTER.local:9100', 'tcp://printer.local:9100'],
    ['serial:COM3?baud=9600', 'serial:com3?baud=115200'],
    ['serial:vid=04B8,pid=0202', 'serial:vid=04b8,pid=0202,serial=A1'],
    ['serial:vid=04b8,pid=0202,serial=a1', 'serial:vid=04b8,pid=0202,serial=A1'],
    ['usb:/dev/usb/lp0', 'file:/dev/usb/lp0'],
    ['cups:quay-1', 'cups:quay-1?server=localhost:631'],
    ['winspool:POS-80', 'winspool:pos-80'],
    ['lab:ticket', 'lab:ticket?fault=paperOut'],
    ['hidpos:', 'hidpos:vid=0c2e,pid=0b8f'],
  ])('%s and %s', (one, other) => {
    expect(same(one, other)).toBe(true);
  });

  it.each([
    ['tcp://192.168.1.50:9100', 'tcp://192.168.1.51:9100'],
    ['tcp://192.168.1.50:9100', 'tcp://192.168.1.50:9101'],
    ['serial:COM3', 'serial:COM4'],
    ['serial:vid=04b8,pid=0202,serial=A1', 'serial:vid=04b8,pid=0202,serial=A2'],
    ['serial:vid=04b8,pid=0202', 'serial:COM3'],
    ['serial:/dev/ttyS0', 'serial:/dev/ttys0'],
    ['cups:quay-1', 'cups:quay-1?server=10.0.0.5:631'],
    ['lab:ticket', 'lab:receipt'],
    ['hidpos:vid=0c2e,pid=0b8f', 'hidpos:vid=0c2e,pid=0b90'],
  ])('but not %s and %s', (one, other) => {
    expect(same(one, other)).toBe(false);
  });
});
