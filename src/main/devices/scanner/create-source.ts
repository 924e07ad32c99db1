import { parseAddress } from '../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { HidDevices } from './adapters/hid-devices.ts';
import { HidScanner } from './adapters/hid.ts';
import type { SerialPorts } from './adapters/serial-ports.ts';
import { SerialScanner } from './adapters/serial.ts';
import { LabSource, type LabScanners } from './lab-scanner.ts';
import type { ScannerSource } from './port.ts';
import { serialSettings } from './serial-settings.ts';
import type { Timing } from './timing.ts';
import { wedgeSettings } from './wedge-settings.ts';
import { WedgeSource } from './wedge-source.ts';

const hidTakes = 'hidpos: | hidpos:vid=0c2e,pid=0b8f[,serial=A1]';

export interface SourceParts {
  readonly lab: LabScanners;
  readonly ports: SerialPorts;
  /** The same for all sources: within this program a device in HID POS mode belongs to one. */
  readonly hid: HidDevices;
  readonly timing: Timing;
}

/** The source for a scanner's address; `address-invalid` when no scanner can be at such an address. */
export function createScannerSource(address: string, parts: SourceParts): Result<ScannerSource, AppError> {
  const parsed = parseAddress(address);
  if (!parsed.ok) return parsed;
  switch (parsed.value.scheme) {
    case 'serial': {
      const { path, usb, options } = parsed.value;
      const settings = serialSettings(options);
      if (!settings.ok) return settings;
      const device = usb !== null ? { usb } : { path: path ?? '' };
      const { ports, timing } = parts;
      return ok(new SerialScanner({ address, device, settings: settings.value, ports, timing }));
    }
    case 'hidpos': {
      const { usb, options } = parsed.value;
      if (Object.keys(options).length > 0)
        return err(appError('address-invalid', { got: address.slice(0, 120), takes: hidTakes }));
      return ok(new HidScanner({ address, usb, devices: parts.hid, timing: parts.timing }));
    }
    case 'lab':
      return ok(new LabSource(parts.lab.scanner(parsed.value.name)));
    case 'wedge': {
      const settings = wedgeSettings(parsed.value.options);
      return settings.ok ? ok(new WedgeSource(address)) : settings;
    }
    case 'tcp':
    case 'usb':
    case 'cups':
    case 'winspool':
    case 'file':
      return err(
        appError('address-invalid', { got: address.slice(0, 120), takes: 'serial:, hidpos:, lab:, wedge:' }),
      );
  }
}
