import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import type { AddressOptions } from '../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

const defaults = { prefix: '', suffix: '', gap: '35' };
/** Keys that write nothing and that people seldom press, by `KeyboardEvent.code`. */
const spareKey = /^(F\d{1,2}|Home|End|Insert|PageUp|PageDown|Pause|ScrollLock)$/;
const takes = 'wedge:?prefix=F9&suffix=Enter&gap=35';

/**
 * Reads the options of `wedge:?prefix=F9&suffix=Enter&gap=35`: the keys before and after each scan (`KeyboardEvent.code`; for
 * the prefix `STX` too, for the suffix `none`), and the longest time between two keys.
 */
export function wedgeSettings(options: AddressOptions): Result<WedgeSettings, AppError> {
  const refused = (name: string) =>
    err(
      appError('address-invalid', {
        got: `${name}=${options[name] ?? ''}`.slice(0, 120),
        takes,
      }),
    );
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(defaults, name));
  if (unknown !== undefined) return refused(unknown);
  const asked = { ...defaults, ...options };
  const maxGapMs = Number(asked.gap);
  if (asked.prefix !== '' && asked.prefix !== 'STX' && !spareKey.test(asked.prefix)) return refused('prefix');
  if (!['', 'none', 'Enter', 'NumpadEnter', 'Tab'].includes(asked.suffix) && !spareKey.test(asked.suffix))
    return refused('suffix');
  if (!/^\d{2,3}$/.test(asked.gap) || maxGapMs < 10 || maxGapMs > 200) return refused('gap');
  return ok({ enabled: true, prefix: asked.prefix, suffix: asked.suffix, maxGapMs });
}
