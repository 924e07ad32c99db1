import type { AddressOptions } from '../../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { LineSettings } from '../../scanner/adapters/serial-ports.ts';

/**
 * What may stand behind `?` in a printer's serial address, with what stands when it is left out. No flow control works with
 * every cable; with `rts` a cable that lacks the wires never prints. USB-COM printers look at none of it.
 */
const defaults = { baud: '9600', data: '8', parity: 'none', stop: '1', flow: 'none' };
const choices: Readonly<Record<Exclude<keyof typeof defaults, 'baud'>, readonly string[]>> = {
  data: ['7', '8'],
  parity: ['none', 'even', 'odd'],
  stop: ['1', '2'],
  flow: ['none', 'rts', 'xon'],
};
const takes = 'baud=9600&data=7|8&parity=none|even|odd&stop=1|2&flow=none|rts|xon';

/** Reads the options of a serial printer. A misspelt option is an error: ignored, it would be looked for for hours. */
export function serialLine(options: AddressOptions): Result<LineSettings, AppError> {
  const asked = { ...defaults, ...options };
  const wrong =
    Object.keys(options).find((name) => !Object.hasOwn(defaults, name)) ??
    (isBaudRate(asked.baud) ? undefined : 'baud') ??
    (['data', 'parity', 'stop', 'flow'] as const).find((name) => !choices[name].includes(asked[name]));
  if (wrong !== undefined)
    return err(appError('address-invalid', { got: `${wrong}=${options[wrong] ?? ''}`.slice(0, 120), takes }));
  return ok({
    baudRate: Number(asked.baud),
    dataBits: asked.data === '7' ? 7 : 8,
    parity: asked.parity as LineSettings['parity'],
    stopBits: asked.stop === '2' ? 2 : 1,
    rtscts: asked.flow === 'rts',
    xonXoff: asked.flow === 'xon',
  });
}

function isBaudRate(text: string): boolean {
  return /^\d{3,7}$/.test(text) && Number(text) >= 300 && Number(text) <= 3_000_000;
}
