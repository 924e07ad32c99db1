import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import type { AddressOptions } from '../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

const defaults = { prefix: '', gap: '35' };

/** Reads the options of `wedge:?prefix=F9&gap=35`: the key before each scan, and the longest time between two keys. */
export function wedgeSettings(options: AddressOptions): Result<WedgeSettings, AppError> {
  const refused = (name: string) =>
    err(
      appError('address-invalid', {
        got: `${name}=${options[name] ?? ''}`.slice(0, 120),
        takes: 'wedge:?prefix=F9&gap=35',
      }),
    );
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(defaults, name));
  if (unknown !== undefined) return refused(unknown);
  const asked = { ...defaults, ...options };
  const maxGapMs = Number(asked.gap);
  if (!/^[A-Za-z0-9]{0,4}$/.test(asked.prefix)) return refused('prefix');
  if (!/^\d{2,3}$/.test(asked.gap) || maxGapMs < 10 || maxGapMs > 200) return refused('gap');
  return ok({ enabled: true, prefix: asked.prefix, maxGapMs });
}
