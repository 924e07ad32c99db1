import { networkInterfaces } from 'node:os';
import { isSameDevice, parseAddress, type ParsedAddress } from '../../../shared/domain/device-address.ts';
import { CupsFinder } from '../../devices/printer/discovery/cups-finder.ts';
import { NetworkFinder } from '../../devices/printer/discovery/network-finder.ts';
import { ownSubnets } from '../../devices/printer/discovery/own-subnets.ts';
import { SerialFinder } from '../../devices/printer/discovery/serial-finder.ts';
import { UsbNodeFinder } from '../../devices/printer/discovery/usb-node-finder.ts';
import { WinspoolFinder } from '../../devices/printer/discovery/winspool-finder.ts';
import { serialAddress, type SerialPorts } from '../../devices/scanner/adapters/serial-ports.ts';
import { PrinterSetup, type PrinterSetupOptions } from './service.ts';

/** The set-up with everything of this machine: its own ports, queues and networks. */
export function composePrinterSetup(
  outside: Omit<PrinterSetupOptions, 'finders' | 'networks' | 'aliases'>,
  ports: SerialPorts,
): PrinterSetup {
  const networks = (): string[] => ownSubnets(networkInterfaces());
  const isInUse = (address: string): boolean => {
    const parsed = parseAddress(address);
    return outside.configured().printers.some((printer) => {
      const used = parseAddress(printer.address);
      return parsed.ok && used.ok && isSameDevice(parsed.value, used.value);
    });
  };
  return new PrinterSetup({
    ...outside,
    finders: {
      local: [new UsbNodeFinder(), new SerialFinder({ ports }), new CupsFinder(), new WinspoolFinder()],
      network: [new NetworkFinder({ subnets: networks, isInUse })],
    },
    networks,
    aliases: (address) => serialAliases(address, ports),
  });
}

/** The other addresses of a serial device: its ports by name, or the identity of its USB device. */
export async function serialAliases(address: ParsedAddress, ports: SerialPorts): Promise<ParsedAddress[]> {
  if (address.scheme !== 'serial') return [];
  const listed = await ports.list();
  if (!listed.ok) return [];
  return listed.value.flatMap((port) => {
    const names = [`serial:${port.path}`, serialAddress(port)].map(parseAddress);
    const all = names.flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
    return all.some((one) => isSameDevice(one, address)) ? all : [];
  });
}
