import type { AddressOptions } from '../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import {
  defaultGapMs,
  defaultMaxBytes,
  frameEnds,
  knownEndGapMs,
  type FrameEnd,
  type FramingSettings,
} from './framing.ts';
import type { LineSettings } from './adapters/serial-ports.ts';

const parities = ['none', 'even', 'odd', 'mark', 'space'] as const;

/**
 * What may stand behind `?` in a scanner's serial address, with what stands when it is left out. 9600 baud, 8N1 is what
 * most serial scanners leave the factory with, and USB-COM scanners do not look at the rate at all.
 */
const defaults = { baud: '9600', data: '8', parity: 'none', stop: '1', rtscts: '0', frame: 'auto', gap: '' };
const takes = 'baud=9600&data=8&parity=none&stop=1&rtscts=0&frame=auto|cr|lf|crlf|etx|gap&gap=30';

export interface SerialSettings {
  readonly line: LineSettings;
  readonly framing: FramingSettings;
}

function isOneOf<T extends string>(list: readonly T[], text: string): text is T {
  return (list as readonly string[]).includes(text);
}

function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,7}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

function gapOf(text: string, end: FrameEnd): number | null {
  if (text === '') return end === 'auto' || end === 'gap' ? defaultGapMs : knownEndGapMs;
  return wholeNumber(text, 5, 5000);
}

/** Reads the options of a serial scanner. A misspelt option is an error: ignored, it would be looked for for hours. */
export function serialSettings(options: AddressOptions): Result<SerialSettings, AppError> {
  const refused = (name: string) =>
    err(appError('address-invalid', { got: `${name}=${options[name] ?? ''}`.slice(0, 120), takes }));
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(defaults, name));
  if (unknown !== undefined) return refused(unknown);

  const asked = { ...defaults, ...options };
  const baudRate = wholeNumber(asked.baud, 300, 3_000_000);
  if (baudRate === null) return refused('baud');
  const dataBits = wholeNumber(asked.data, 5, 8);
  if (dataBits === null) return refused('data');
  if (!isOneOf(parities, asked.parity)) return refused('parity');
  if (!isOneOf(['1', '1.5', '2'], asked.stop)) return refused('stop');
  if (!isOneOf(['0', '1'], asked.rtscts)) return refused('rtscts');
  if (!isOneOf(frameEnds, asked.frame)) return refused('frame');
  const gapMs = gapOf(asked.gap, asked.frame);
  if (gapMs === null) return refused('gap');
  return ok({
    line: {
      baudRate,
      dataBits: dataBits as LineSettings['dataBits'],
      parity: asked.parity,
      stopBits: Number(asked.stop) as LineSettings['stopBits'],
      rtscts: asked.rtscts === '1',
    },
    framing: { end: asked.frame, gapMs, maxBytes: defaultMaxBytes },
  });
}
