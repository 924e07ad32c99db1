import type { NetworkInterfaceInfo } from 'node:os';

/** RFC 1918: networks of a house. Anything else is somebody else's, and not looked at. */
const privateNetworks: readonly (readonly [string, number])[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];
/** The widest network that is looked through: 254 places. */
const widestPrefix = 24;

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function networkOf(address: string, prefix: number): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(toNumber(address) / size) * size;
}

/**
 * The private IPv4 networks that this machine stands in, as `192.168.1.0/24`: of a wider one only the part around the
 * machine's own address. IPv6 is left out: its networks are too wide to be looked through.
 */
export function ownSubnets(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  const found = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address))
    .map(({ address, cidr }) => {
      const prefix = Math.max(widestPrefix, Number(cidr?.split('/')[1] ?? widestPrefix));
      return `${toText(networkOf(address, prefix))}/${prefix}`;
    });
  return [...new Set(found)];
}

function isPrivate(address: string): boolean {
  return privateNetworks.some(([network, prefix]) => networkOf(address, prefix) === toNumber(network));
}

/** The addresses that a machine can have in a network of at most 256: without the network's own and the broadcast. */
export function hostsOf(subnet: string): string[] {
  const [address = '', prefixText = ''] = subnet.split('/');
  const prefix = Number(prefixText);
  if (!(prefix >= widestPrefix && prefix <= 30)) return [];
  const first = networkOf(address, prefix);
  return Array.from({ length: 2 ** (32 - prefix) - 2 }, (_, index) => toText(first + index + 1));
}
