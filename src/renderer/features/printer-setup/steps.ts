import type { PrinterSearch, SetupPrint } from '../../../shared/contract/printer-setup.ts';
import { parseAddress } from '../../../shared/domain/device-address.ts';
import { rulerWidths } from '../../../shared/paper/ruler-paper.ts';

/** The steps of adding a printer, in order. */
export const steps = ['find', 'check', 'ruler', 'sample', 'name'] as const;
export type Step = (typeof steps)[number];

/** The step after or before one; the same at the ends. */
export function stepBeside(step: Step, direction: 1 | -1): Step {
  return steps[steps.indexOf(step) + direction] ?? step;
}

/** The widths of the rulers that tell most about a printer believed to be this wide: it, and one on either side. */
export function rulersAround(widthDots: number): number[] {
  const nearest = rulerWidths.findIndex((width) => width >= widthDots);
  const at = nearest < 0 ? rulerWidths.length - 1 : nearest;
  return rulerWidths.slice(Math.max(0, at - 1), at + 2);
}

/** The next width in a direction; null at the end. */
export function widthBeside(widthDots: number, direction: 1 | -1): number | null {
  return rulerWidths[rulerWidths.indexOf(widthDots) + direction] ?? null;
}

/** What stands in the address field as an address of the configuration; null when it is none. */
export function typedAddress(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  // What people type of a network printer is its number.
  const number = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/.exec(trimmed);
  const address = number ? `tcp://${number[1] ?? ''}:${number[2] ?? '9100'}` : trimmed;
  const parsed = parseAddress(address);
  const isPrinter = parsed.ok && parsed.value.scheme !== 'wedge' && parsed.value.scheme !== 'hidpos';
  return isPrinter ? address : null;
}

/** An option of an address, or what stands when it is left out. */
export function addressOption(address: string, name: string, otherwise: string): string {
  const parsed = parseAddress(address);
  return (parsed.ok ? parsed.value.options[name] : undefined) ?? otherwise;
}

/** The address with an option changed. */
export function withAddressOption(address: string, name: string, value: string): string {
  const [place = '', query = ''] = address.split('?', 2);
  const others = query.split('&').filter((pair) => pair !== '' && !pair.startsWith(`${name}=`));
  return `${place}?${[...others, `${name}=${value}`].join('&')}`;
}

/** Whether every place that was asked for has been looked through, and nothing was there. */
export function foundNothing({ local, network, found }: PrinterSearch): boolean {
  const isOver = (state: PrinterSearch['local']): boolean => state !== 'running';
  return found.length === 0 && local !== 'idle' && isOver(local) && isOver(network);
}

/** Whether something lies in the tray that a person can look at. */
export function mayBeOnPaper(print: SetupPrint | null): boolean {
  return print !== null && print.state !== 'notPrinted';
}
