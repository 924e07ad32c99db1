import type { LabFault } from '../../../../shared/contract/lab.ts';

type Faults = ReadonlySet<LabFault>;

/** Stands until a hand puts it right. */
export function isHalted(faults: Faults): boolean {
  return faults.has('paperOut') || faults.has('coverOpen') || faults.has('cutterError');
}

function flag(faults: Faults, fault: LabFault, bits: number): number {
  return faults.has(fault) ? bits : 0;
}

/** The answer to DLE EOT n. */
export function statusByte(kind: number, faults: Faults): number {
  switch (kind) {
    case 1:
      return 0x16 | (isHalted(faults) ? 0x08 : 0);
    case 2:
      return (
        0x12 |
        flag(faults, 'coverOpen', 0x04) |
        flag(faults, 'paperOut', 0x20) |
        flag(faults, 'cutterError', 0x40)
      );
    case 3:
      return 0x12 | flag(faults, 'cutterError', 0x08);
    default:
      return 0x12 | flag(faults, 'paperNearEnd', 0x0c) | flag(faults, 'paperOut', 0x6c);
  }
}

/** The four bytes of GS a, as Epson has them. */
export function automaticStatus(faults: Faults): Uint8Array {
  return Uint8Array.of(
    0x14 | (isHalted(faults) ? 0x08 : 0) | flag(faults, 'coverOpen', 0x20),
    flag(faults, 'cutterError', 0x08),
    flag(faults, 'paperNearEnd', 0x03) | flag(faults, 'paperOut', 0x0f),
    0x0f,
  );
}

/** The answer to ESC ! ? in TSPL; it has no word for a cutter, which counts as a paper jam. */
export function labelStatusByte(faults: Faults, isPrinting: boolean): number {
  return (
    flag(faults, 'coverOpen', 0x01) |
    flag(faults, 'cutterError', 0x02) |
    flag(faults, 'paperOut', 0x04) |
    (isPrinting && !isHalted(faults) ? 0x20 : 0)
  );
}
