import type { PrinterConfig, StationConfig, StationEntry } from '../../../shared/contract/config.ts';
import type { PaperUse } from '../printer-setup/index.ts';

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

/** An id that no printer of these configurations has. */
export function freshPrinterId(...configs: readonly StationConfig[]): string {
  return freshId(
    'may-in',
    configs.flatMap(({ printers }) => printers),
  );
}

/** With a printer more, and the papers that stations print on it from now on. */
export function withPrinter(
  config: StationConfig,
  printer: PrinterConfig,
  uses: readonly PaperUse[],
): StationConfig {
  const stations = config.stations.map((station) => {
    const papers = uses.filter(({ stationId }) => stationId === station.id);
    const printed = Object.fromEntries(papers.map(({ paper }) => [paper, printer.id]));
    return { ...station, printers: { ...station.printers, ...printed } };
  });
  return { ...config, printers: [...config.printers, printer], stations };
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
