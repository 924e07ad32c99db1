import type { StationConfig, StationEntry } from '../../../shared/contract/config.ts';

/** Pure edits of a configuration. An emptied optional field is left out, never written as an empty text. */

/** A copy with an optional text set, or left out when empty. */
export function withOptional<T extends object>(value: T, key: string & keyof T, text: string): T {
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return (text === '' ? rest : { ...rest, [key]: text }) as T;
}

/** An id that no entry of the list has yet: `may-in-1`, `may-in-2`, … */
function freshId(prefix: string, taken: readonly { readonly id: string }[]): string {
  const used = new Set(taken.map(({ id }) => id));
  let number = 1;
  while (used.has(`${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}

/** Puts a changed entry in place of the one at `index`. */
export function replaced<T>(list: readonly T[], index: number, entry: T): T[] {
  return list.map((old, at) => (at === index ? entry : old));
}

/** Without the entry at `index`. */
export function removed<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

export function addPrinter(config: StationConfig): StationConfig {
  const id = freshId('may-in', config.printers);
  const entry = { id, name: id, address: 'tcp://192.168.1.50:9100', profile: 'generic-80' };
  return { ...config, printers: [...config.printers, entry] };
}

export function addScanner(config: StationConfig): StationConfig {
  const id = freshId('may-quet', config.scanners);
  return { ...config, scanners: [...config.scanners, { id, name: id, address: 'wedge:' }] };
}

export function addStation(config: StationConfig): StationConfig {
  const id = freshId('tram', config.stations);
  const entry: StationEntry = {
    id,
    role: 'counter',
    name: id,
    printers: {},
    scanners: [],
    fullScreen: false,
    open: false,
  };
  return { ...config, stations: [...config.stations, entry] };
}
