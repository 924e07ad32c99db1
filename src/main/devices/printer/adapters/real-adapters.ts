import type { PrinterAdapter } from '../port.ts';
import { CupsAdapter } from './cups.ts';
import { DeviceNodeAdapter, FileAdapter } from './file.ts';
import { SerialAdapter } from './serial.ts';
import { TcpAdapter } from './tcp.ts';
import { WinspoolAdapter } from './winspool.ts';

/** Every way to a printer that is not simulated. */
export function realPrinterAdapters(): PrinterAdapter[] {
  return [
    new TcpAdapter(),
    new SerialAdapter(),
    new DeviceNodeAdapter(),
    new CupsAdapter(),
    new WinspoolAdapter(),
    new FileAdapter(),
  ];
}
