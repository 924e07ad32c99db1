import { isSameDevice, parseAddress, type ParsedAddress } from '../../../../shared/domain/device-address.ts';
import type { FoundPrinter } from './port.ts';

/** A device, with the other ways in which it was found. */
export interface MergedPrinter extends FoundPrinter {
  readonly also: readonly FoundPrinter[];
}

/** The direct way first: a queue tells less and holds slips back. */
const order: readonly FoundPrinter['way'][] = ['usb', 'serial', 'network', 'queue'];

/** Every address of a thing that was found. */
export function addressesOf(printer: FoundPrinter): ParsedAddress[] {
  return [printer.address, ...printer.aliases].flatMap((address) => {
    const parsed = parseAddress(address);
    return parsed.ok ? [parsed.value] : [];
  });
}

function areOne(one: FoundPrinter, other: FoundPrinter): boolean {
  return addressesOf(one).some((address) =>
    addressesOf(other).some((another) => isSameDevice(address, another)),
  );
}

/** What was found as devices: a printer and the queue before it are one. */
export function mergeFound(found: readonly FoundPrinter[]): MergedPrinter[] {
  const merged: MergedPrinter[] = [];
  const sorted = [...found].sort((one, other) => order.indexOf(one.way) - order.indexOf(other.way));
  for (const printer of sorted) {
    const at = merged.findIndex((known) => [known, ...known.also].some((one) => areOne(one, printer)));
    const known = merged[at];
    if (!known) merged.push({ ...printer, also: [] });
    else if (known.address !== printer.address)
      merged[at] = { ...known, model: known.model ?? printer.model, also: [...known.also, printer] };
  }
  return merged;
}
