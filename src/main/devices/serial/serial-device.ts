import type { UsbIdentity } from '../../../shared/domain/device-address.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { isNodePath, nodeIdentity } from '../node-identity.ts';
import type { SerialPorts } from '../scanner/adapters/serial-ports.ts';

/** A port by its name, or every port with this USB identity, whatever its name is today. */
export type SerialDevice = { readonly path: string } | { readonly usb: UsbIdentity };

/** A device that was found at a path, told from one that may take its place there. */
export interface FoundDevice {
  readonly path: string;
  /** Of the node of the file system; null where a port is no file (COM3). */
  readonly identity: string | null;
}

/** Where the device is now: none, one or several places. Errors: those of `SerialPorts.list`. */
export async function findSerialDevice(
  device: SerialDevice,
  ports: SerialPorts,
): Promise<Result<readonly FoundDevice[], AppError>> {
  const paths = await pathsOf(device, ports);
  if (!paths.ok) return paths;
  const found: FoundDevice[] = [];
  for (const path of paths.value) {
    const identity = await nodeIdentity(path);
    if (!isNodePath(path) || identity !== null) found.push({ path, identity });
  }
  return ok(found);
}

/**
 * Whether the device that was found is still the one at its path. The library does not always tell an unplug (node-serialport
 * issue 2323), so whoever holds a port looks by himself.
 */
export async function isStillThere(device: FoundDevice, ports: SerialPorts): Promise<boolean> {
  if (isNodePath(device.path)) return (await nodeIdentity(device.path)) === device.identity;
  // A COM port is no file. A list that fails says nothing about the device.
  const listed = await ports.list();
  return !listed.ok || listed.value.some((port) => port.path === device.path);
}

async function pathsOf(
  device: SerialDevice,
  ports: SerialPorts,
): Promise<Result<readonly string[], AppError>> {
  if ('path' in device) return ok([device.path]);
  const listed = await ports.list();
  if (!listed.ok) return listed;
  const { vid, pid, serial } = device.usb;
  return ok(
    listed.value
      .filter((port) => port.vid === vid && port.pid === pid)
      .filter((port) => serial === null || port.serial?.toLowerCase() === serial.toLowerCase())
      .map((port) => port.path),
  );
}
